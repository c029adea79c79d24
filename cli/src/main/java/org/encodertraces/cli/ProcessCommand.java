package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.image.Png;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.io.WholeFile;
import org.encodertraces.photo.PhotoReader;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.ScaleDraw;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "process",
    description = {
      "Writes DIR/PROCESSING/STEM.png: the pixels that a processing hands to the encoder,"
          + " lossless.",
      "The masks act after the encoder's crop; what is written is their picture before it."
    })
final class ProcessCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ParametersOptions parameters;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR|FILE",
      description = "A photo, or a folder of photos.")
  private Path images;

  @Option(
      names = "--processing",
      required = true,
      split = ParametersOptions.BETWEEN,
      hideParamSyntax = true,
      paramLabel = "all|NAME,…",
      description = ParametersOptions.NAMES)
  private List<String> processings;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path out;

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "Fixes the random scale of the interpolation processings.")
  private @Nullable Double scale;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the random scales. Default: ${DEFAULT-VALUE}.")
  private long seed = 0;

  @Override
  public Integer call() throws IOException {
    List<Processing> wanted = parameters.processings(processings);
    if (scale != null && !(scale > 0 && scale <= 16)) {
      throw new UsageException("--scale %s: expected above 0, up to 16".formatted(scale));
    }
    Optional<ImageDataset> dataset = dataset();
    dataset.ifPresent(folder -> common.sayIgnored(folder.ignored()));
    List<Photo> photos =
        dataset
            .map(ImageDataset::all)
            .orElseGet(
                () ->
                    List.of(
                        Photo.inFile(
                            String.valueOf(images.getFileName()), images, Photo.NO_LABEL)));
    Map<String, String> stems = new HashMap<>();
    for (Photo photo : photos) {
      String earlier = stems.put(stem(photo), photo.id());
      if (earlier != null) {
        throw new InputException(
            "%s and %s would both be written as %s.png; process their folders one by one"
                .formatted(earlier, photo.id(), stem(photo)));
      }
    }
    int skipped = 0;
    for (Photo photo : photos) {
      try {
        write(photo, wanted);
      } catch (UnreadableImageException e) {
        if (photos.size() == 1) {
          throw new InputException(photo.bytes().place() + ": " + e.getMessage(), e);
        }
        skipped++;
        common.progress().say("%s: %s; skipped".formatted(photo.bytes().place(), e.getMessage()));
      }
    }
    if (skipped == photos.size()) {
      throw new InputException(
          "%s: none of its %d photos can be read".formatted(images, photos.size()));
    }
    dataset.ifPresent(common::warnOfIgnored);
    common.out().println(out);
    return 0;
  }

  /** The folder of photos; none where one file is given. */
  private Optional<ImageDataset> dataset() throws IOException {
    return Files.isRegularFile(images)
        ? Optional.empty()
        : Optional.of(PhotoFolder.read(images, "", seed));
  }

  private void write(Photo photo, List<Processing> wanted) throws IOException {
    RgbImage decoded = PhotoReader.decoded(photo, false);
    ScaleDraw draw =
        scale == null ? new ScaleDraw.OfPhoto(seed, photo.id()) : new ScaleDraw.Fixed(scale);
    for (Processing processing : wanted) {
      byte[] png = Png.encode(processing.apply(decoded, draw));
      WholeFile.writeStream(target(photo, processing), stream -> stream.write(png));
    }
  }

  private Path target(Photo photo, Processing processing) throws UnreadableImageException {
    try {
      return out.resolve(processing.name()).resolve(stem(photo) + ".png");
    } catch (InvalidPathException e) {
      throw new UnreadableImageException(
          "its name cannot be told in this locale's encoding; choose a UTF-8 locale", e);
    }
  }

  private static String stem(Photo photo) {
    String name = photo.id().substring(photo.id().lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
