package org.encodertraces.extraction;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.image.RgbImage;
import org.encodertraces.photo.PhotoReader;
import org.encodertraces.processing.ScaleDraw;
import org.encodertraces.processing.SharedChains;

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

  /**
   * Measures the stages on these photos, all of which must be readable. What was not compiled
   * before is compiled meanwhile: callers extract something first.
   *
   * <p>A batch of photos goes through each stage before the next begins, so that a stage finds its
   * own code and tables in the caches; only what a photo is under its processings is cropped as it
   * comes.
   */
  public static StageCosts measure(List<Photo> photos, Encoder encoder, ExtractionSettings settings)
      throws IOException {
    StageClock clock = new StageClock();
    SharedChains chains = new SharedChains(settings.processings());
    for (int from = 0; from < photos.size(); from += settings.batch()) {
      List<Photo> batch = photos.subList(from, Math.min(from + settings.batch(), photos.size()));
      clock.start();
      List<RgbImage> decoded = new ArrayList<>();
      for (Photo photo : batch) {
        decoded.add(PhotoReader.decoded(photo, settings.upright()));
      }
      clock.stop(Stage.DECODE);
      List<List<RgbImage>> crops = new ArrayList<>();
      settings.processings().forEach(one -> crops.add(new ArrayList<>()));
      for (int i = 0; i < batch.size(); i++) {
        ScaleDraw draw = new ScaleDraw.OfPhoto(settings.seed(), batch.get(i).id());
        clock.start();
        chains.apply(
            decoded.get(i),
            draw,
            encoder::sees,
            (positions, processed) -> {
              clock.stop(Stage.PROCESSING);
              clock.start();
              RgbImage crop = encoder.crop(processed);
              for (int p : positions) {
                crops.get(p).add(settings.processings().get(p).afterCrop(crop));
              }
              clock.stop(Stage.CROP);
              clock.start();
            });
        clock.stop(Stage.PROCESSING);
      }
      for (List<RgbImage> ofProcessing : crops) {
        clock.start();
        encoder.embed(ofProcessing);
        clock.stop(Stage.EMBED);
      }
    }
    return new StageCosts(
        clock.seconds(Stage.DECODE) / photos.size(),
        clock.seconds(Stage.PROCESSING) / photos.size(),
        clock.seconds(Stage.CROP) / photos.size(),
        clock.seconds(Stage.EMBED) / photos.size());
  }

  /** What {@code cores} could extract in a second if no stage ever waited: embeddings. */
  public double bound(int cores, int processings) {
    return cores * processings / (decode + processing + crop + embed);
  }

  private enum Stage {
    DECODE,
    PROCESSING,
    CROP,
    EMBED
  }

  /** CPU time of this thread by stage. */
  private static final class StageClock {
    private final EnumMap<Stage, Double> seconds = new EnumMap<>(Stage.class);
    private double started;

    void start() {
      started = now();
    }

    void stop(Stage stage) {
      seconds.merge(stage, now() - started, Double::sum);
    }

    double seconds(Stage stage) {
      return seconds.getOrDefault(stage, 0.0);
    }

    private static double now() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
  }
}
