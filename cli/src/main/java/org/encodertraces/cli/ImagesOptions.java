package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.io.Places;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options that say which photos. */
final class ImagesOptions {

  @Option(
      names = "--images",
      required = true,
      paramLabel = "PATH",
      converter = PlaceOf.class,
      description =
          "Photos: a flat folder, a folder per class, train/ and val/ with a folder per class, a"
              + " .parquet file or a folder of them (Hugging Face, PairCams), WebDataset .tar"
              + " shards, or the folder of iNaturalist's train2018.json and val2018.json.")
  private @Nullable Path images;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "Name of the data set. Default: the folder's name.")
  private String dataset = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of the random scales and of the split of a folder without train/ and val/."
              + " Default: ${DEFAULT-VALUE}.")
  private long seed = 0;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Column of Parquet, or key of a tar's JSON, that holds the classes. Default: label, where"
              + " there is one.")
  private @Nullable String label;

  /** A path, or a URI where the class path brings what reads it. */
  static final class PlaceOf implements CommandLine.ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      try {
        return text.isBlank() ? Traces.path(text) : Places.path(text);
      } catch (UsageException | InputException e) {
        throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  ImageDataset dataset() throws IOException {
    return Datasets.open(images(), new Datasets.Reading(dataset, seed, Optional.ofNullable(label)));
  }

  /** Whether any were named, to a command that can do without. */
  boolean given() {
    return images != null;
  }

  Path images() {
    if (images == null) {
      throw new UsageException("Missing required option: '--images=PATH'");
    }
    return images;
  }

  /** The data set's name, where it was said. */
  Optional<String> name() {
    return dataset.isBlank() ? Optional.empty() : Optional.of(dataset);
  }

  /** The column of the classes, where it was said. */
  Optional<String> label() {
    return Optional.ofNullable(label);
  }

  long seed() {
    return seed;
  }
}
