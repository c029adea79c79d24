package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.PhotoFolder;
import picocli.CommandLine.Option;

/** Options that say which photos. */
final class ImagesOptions {

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of photos: flat, a folder per class, or train/ and val/ with a folder per class.")
  private Path images;

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

  ImageDataset dataset() throws IOException {
    return PhotoFolder.read(images, dataset, seed);
  }

  Path images() {
    return images;
  }

  long seed() {
    return seed;
  }
}
