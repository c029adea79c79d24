package org.encodertraces.extraction;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.image.RgbImage;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.RandomScale;

/**
 * CPU seconds that each stage of extraction takes for one photo under all its processings, each
 * stage measured alone on one thread: what a machine could do at best is its cores divided by their
 * sum.
 *
 * @param decode reading and decoding
 * @param processing all processings
 * @param crop resizing and cropping
 * @param embed normalizing and running the network
 */
public record StageCosts(double decode, double processing, double crop, double embed) {

  /** Rounds before the one that counts: the JIT compiles in them. */
  private static final int WARM_UPS = 2;

  /** Measures the stages on these photos, all of which must be readable. */
  public static StageCosts measure(List<Photo> photos, Encoder encoder, ExtractionSettings settings)
      throws IOException {
    StageCosts costs = new StageCosts(0, 0, 0, 0);
    for (int round = 0; round <= WARM_UPS; round++) {
      costs = round(photos, encoder, settings);
    }
    return costs;
  }

  /** What {@code cores} could extract in a second if no stage ever waited: embeddings. */
  public double bound(int cores, int processings) {
    return cores * processings / (decode + processing + crop + embed);
  }

  private static StageCosts round(List<Photo> photos, Encoder encoder, ExtractionSettings settings)
      throws IOException {
    double[] seconds = new double[4];
    List<List<RgbImage>> crops = new ArrayList<>();
    settings.processings().forEach(p -> crops.add(new ArrayList<>()));
    for (Photo photo : photos) {
      double start = cpuSeconds();
      RgbImage decoded = PhotoReader.decoded(photo, settings.upright());
      double afterDecode = cpuSeconds();
      double scale = RandomScale.of(settings.seed(), photo.id());
      List<RgbImage> processed = new ArrayList<>();
      for (Processing processing : settings.processings()) {
        processed.add(processing.apply(decoded, scale));
      }
      double afterProcessing = cpuSeconds();
      for (int i = 0; i < processed.size(); i++) {
        crops.get(i).add(encoder.crop(processed.get(i), settings.processings().get(i).maskRatio()));
      }
      double afterCrop = cpuSeconds();
      if (crops.get(0).size() == settings.batch()) {
        crops.forEach(encoder::embed);
        crops.forEach(List::clear);
      }
      double afterEmbed = cpuSeconds();
      seconds[0] += afterDecode - start;
      seconds[1] += afterProcessing - afterDecode;
      seconds[2] += afterCrop - afterProcessing;
      seconds[3] += afterEmbed - afterCrop;
    }
    if (!crops.get(0).isEmpty()) {
      double start = cpuSeconds();
      crops.forEach(encoder::embed);
      seconds[3] += cpuSeconds() - start;
    }
    int n = photos.size();
    return new StageCosts(seconds[0] / n, seconds[1] / n, seconds[2] / n, seconds[3] / n);
  }

  private static double cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
