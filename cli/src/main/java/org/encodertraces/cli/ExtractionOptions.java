package org.encodertraces.cli;

import java.io.IOException;
import java.util.List;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.processing.Processing;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that decide what is extracted from which photos. */
final class ExtractionOptions {

  @Mixin private ImagesOptions images;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Pictures a run of the network. Default: ${DEFAULT-VALUE}.")
  private int batch = ExtractionSettings.DEFAULT_BATCH;

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
    return images.dataset();
  }

  ImagesOptions images() {
    return images;
  }

  int batch() {
    return batch;
  }

  boolean upright() {
    return upright;
  }

  ExtractionSettings settings(List<Processing> processings) {
    requireKnownDevice();
    return new ExtractionSettings(processings, images.seed(), batch, upright);
  }

  void requireKnownDevice() {
    if (!device.equals("cpu")) {
      throw new UsageException("--device %s: this build runs on cpu".formatted(device));
    }
  }
}
