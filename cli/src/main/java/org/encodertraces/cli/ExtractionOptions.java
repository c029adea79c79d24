package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.processing.Processing;
import picocli.CommandLine.Option;

/** Options that decide what is extracted from which photos. */
final class ExtractionOptions {

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
      description = "Name of the data set's folder of embeddings. Default: the folder's name.")
  private String dataset = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Pictures a run of the network. Default: ${DEFAULT-VALUE}.")
  private int batch = ExtractionSettings.DEFAULT_BATCH;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of the random scales and of the split of a folder without train/ and val/."
              + " Default: ${DEFAULT-VALUE}.")
  private long seed = 0;

  @Option(
      names = "--upright",
      description = "Apply Exif orientation; the study does not, and neither does the default.")
  private boolean upright;

  @Option(
      names = "--device",
      paramLabel = "cpu",
      description = "Where the network runs: cpu. Default: cpu.")
  private String device = "cpu";

  ImageDataset dataset() throws IOException {
    return PhotoFolder.read(images, dataset, seed);
  }

  ExtractionSettings settings(List<Processing> processings) {
    if (!device.equals("cpu")) {
      throw new UsageException("--device %s: this build runs on cpu".formatted(device));
    }
    return new ExtractionSettings(processings, seed, batch, upright);
  }
}
