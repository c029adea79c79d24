package org.encodertraces.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.encoder.Preprocessor.Resize;
import org.encodertraces.image.Resampler;

/**
 * What another library, or another set-up, does differently in front of the same network.
 *
 * @param resampler whose code resizes
 * @param crop how the picture comes to the crop
 * @param normalization other means and standard deviations
 * @param swapsColors whether the network is given its channels the other way round
 */
public record TransformChange(
    Resampler resampler, Optional<Crop> crop, Optional<String> normalization, boolean swapsColors) {

  /** Nothing changes. */
  public static final TransformChange NONE =
      new TransformChange(Resampler.PILLOW, Optional.empty(), Optional.empty(), false);

  /** How a picture comes to the crop. */
  public enum Crop {
    /** The whole picture, its sides squeezed to the crop's. */
    SQUASH,
    /** The shorter side to the crop's, the middle of the longer one. */
    CENTER,
    /** The shorter side an eighth larger than the crop's (256 for 224), the middle of both. */
    MARGIN
  }

  /** The statistics that have a name. */
  public static final List<String> NORMALIZATIONS = List.of("clip", "imagenet", "half", "none");

  public TransformChange {
    normalization.ifPresent(
        name -> {
          if (!NORMALIZATIONS.contains(name)) {
            throw new UsageException(
                "mean %s: expected %s".formatted(name, String.join(", ", NORMALIZATIONS)));
          }
        });
  }

  boolean isNone() {
    return equals(NONE);
  }

  /** In words, empty where nothing changes. */
  public String describe() {
    List<String> words = new ArrayList<>();
    if (resampler != Resampler.PILLOW) {
      words.add("resized as " + resampler.id());
    }
    crop.ifPresent(own -> words.add("crop " + own.name().toLowerCase(Locale.ROOT)));
    normalization.ifPresent(name -> words.add("mean and std " + name));
    if (swapsColors) {
      words.add("colors swapped");
    }
    return String.join(", ", words);
  }

  /** The changed transform. */
  Preprocessor of(Preprocessor own) {
    Resize resize =
        crop.map(
                one ->
                    switch (one) {
                      case SQUASH -> (Resize) new Resize.Exact(own.cropWidth(), own.cropHeight());
                      case CENTER ->
                          new Resize.ShorterSide(Math.max(own.cropWidth(), own.cropHeight()));
                      case MARGIN ->
                          new Resize.ShorterSide(
                              Math.round(Math.max(own.cropWidth(), own.cropHeight()) * 8f / 7));
                    })
            .orElse(own.resize());
    Normalization statistics =
        normalization
            .map(name -> name.equals("none") ? Normalization.NONE : Normalization.named(name))
            .orElse(own.normalization());
    return new Preprocessor(
        resize,
        own.filter(),
        own.cropWidth(),
        own.cropHeight(),
        own.centering(),
        normalization.isPresent() ? 1 / 255.0 : own.rescale(),
        statistics,
        own.blueFirst() != swapsColors,
        own.layout());
  }
}
