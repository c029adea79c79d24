package org.encodertraces.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.TransformChange;
import org.encodertraces.encoder.TransformChange.Crop;
import org.encodertraces.image.Resampler;
import org.jspecify.annotations.Nullable;

/**
 * What is done differently in front of one of two encoders, as options say it.
 *
 * @param side {@code a} or {@code b}, for messages
 */
record SideOptions(
    String side,
    @Nullable String resample,
    @Nullable String crop,
    @Nullable String mean,
    boolean swapColors) {

  TransformChange change() {
    return new TransformChange(
        resample == null ? Resampler.PILLOW : resampler(resample),
        Optional.ofNullable(crop).map(this::crop),
        Optional.ofNullable(mean),
        swapColors);
  }

  private Resampler resampler(String name) {
    return Resampler.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "--resample-%s %s: expected %s"
                        .formatted(
                            side,
                            name,
                            Arrays.stream(Resampler.values())
                                .map(Resampler::id)
                                .collect(Collectors.joining(", ")))));
  }

  private Crop crop(String name) {
    List<String> known =
        Arrays.stream(Crop.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    int index = known.indexOf(name);
    if (index < 0) {
      throw new UsageException(
          "--crop-%s %s: expected %s".formatted(side, name, String.join(", ", known)));
    }
    return Crop.values()[index];
  }
}
