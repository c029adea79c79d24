package org.encodertraces.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Preprocessor;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.image.Filter;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.RgbImage;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.ScaleDraw;
import org.encodertraces.processing.SharedChains;

/**
 * What the study's 17 processings and the crop to 224 cost a photo: one by one, and together as
 * extraction does them. CPU time of one thread, in rounds by turns; both give the same crops, or
 * the run ends.
 *
 * <p>Arguments: a folder of photos, of which the first hundred are taken; rounds.
 */
final class ProcessingBenchmark {

  private static final int PHOTOS = 100;
  private static final List<Processing> ALL = Processing.study();
  private static final Preprocessor PREPROCESSOR =
      Preprocessor.square(224, Filter.BICUBIC, Normalization.NONE);

  private ProcessingBenchmark() {}

  /**
   * A round.
   *
   * @param milliseconds of CPU a photo
   * @param crops hash of all crops
   */
  private record Round(double milliseconds, long crops) {}

  public static void main(String[] arguments) throws IOException {
    ImageDataset dataset =
        Datasets.open(Path.of(arguments[0]), new Datasets.Reading("", 0, Optional.empty()));
    List<RgbImage> photos = new ArrayList<>();
    for (Photo photo : dataset.all()) {
      if (photos.size() < PHOTOS) {
        photos.add(ImageDecoder.decode(photo.bytes().read()));
      }
    }
    // The first is for the compiler.
    oneByOne(photos);
    together(photos);
    double[] alone = new double[Integer.parseInt(arguments[1])];
    double[] shared = new double[alone.length];
    double[] ratios = new double[alone.length];
    for (int round = 0; round < alone.length; round++) {
      Round first = oneByOne(photos);
      Round second = together(photos);
      if (first.crops != second.crops) {
        throw new IllegalStateException("crops differ");
      }
      alone[round] = first.milliseconds;
      shared[round] = second.milliseconds;
      ratios[round] = first.milliseconds / second.milliseconds;
      System.out.printf(
          Locale.ROOT,
          "round %d: CPU ms a photo, one by one %.2f, together %.2f; crops %x%n",
          round,
          first.milliseconds,
          second.milliseconds,
          first.crops);
    }
    History.add("processing", "17 one by one; CPU", "ms/photo", alone);
    History.add("processing", "17 together; CPU", "ms/photo", shared);
    History.add("processing", "one by one / together", "1", ratios);
  }

  private static Round oneByOne(List<RgbImage> photos) throws IOException {
    long hash = 0;
    double start = now();
    for (int i = 0; i < photos.size(); i++) {
      RgbImage[] crops = new RgbImage[ALL.size()];
      for (int p = 0; p < crops.length; p++) {
        crops[p] = PREPROCESSOR.crop(ALL.get(p).apply(photos.get(i), draw(i)));
      }
      hash = combined(hash, crops);
    }
    return new Round((now() - start) / photos.size(), hash);
  }

  private static Round together(List<RgbImage> photos) throws IOException {
    SharedChains chains = new SharedChains(ALL);
    long hash = 0;
    double start = now();
    for (int i = 0; i < photos.size(); i++) {
      RgbImage[] crops = new RgbImage[ALL.size()];
      chains.apply(
          photos.get(i),
          draw(i),
          PREPROCESSOR::sees,
          (positions, picture) -> {
            RgbImage crop = PREPROCESSOR.crop(picture);
            positions.forEach(position -> crops[position] = crop);
          });
      hash = combined(hash, crops);
    }
    return new Round((now() - start) / photos.size(), hash);
  }

  private static ScaleDraw draw(int photo) {
    return new ScaleDraw.OfPhoto(0, Integer.toString(photo));
  }

  private static long combined(long hash, RgbImage[] crops) {
    long combined = hash;
    for (RgbImage crop : crops) {
      combined = combined * 31 + crop.hashCode();
    }
    return combined;
  }

  private static double now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
  }
}
