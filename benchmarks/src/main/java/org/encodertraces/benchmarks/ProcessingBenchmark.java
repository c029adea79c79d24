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
 * <p>Arguments: a folder of photos, of which the first hundred are taken; rounds; {@code alone} for
 * one by one only, which also runs on the core of commits that had nothing else.
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
   * @param milliseconds of CPU a photo for the processings
   * @param cropped the same with the crops
   * @param crops hash of all crops, whose time counts nowhere
   */
  private record Round(double milliseconds, double cropped, long crops) {

    String words() {
      return String.format(Locale.ROOT, "%.2f, with crops %.2f (%x)", milliseconds, cropped, crops);
    }
  }

  public static void main(String[] arguments) throws IOException {
    ImageDataset dataset =
        Datasets.open(Path.of(arguments[0]), new Datasets.Reading("", 0, Optional.empty()));
    List<RgbImage> photos = new ArrayList<>();
    for (Photo photo : dataset.all()) {
      if (photos.size() < PHOTOS) {
        photos.add(ImageDecoder.decode(photo.bytes().read()));
      }
    }
    boolean both = arguments.length < 3 || !arguments[2].equals("alone");
    if (!both) {
      oneByOne(photos);
      for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
        System.out.printf(
            "round %d: CPU ms a photo, one by one %s%n", round, oneByOne(photos).words());
      }
      return;
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
      alone[round] = first.cropped;
      shared[round] = second.cropped;
      ratios[round] = first.cropped / second.cropped;
      System.out.printf(
          "round %d: CPU ms a photo, one by one %s; together %s%n",
          round, first.words(), second.words());
    }
    History.add("processing", "17 one by one, with crops; CPU", "ms/photo", alone);
    History.add("processing", "17 together, with crops; CPU", "ms/photo", shared);
    History.add("processing", "one by one / together, with crops", "1", ratios);
  }

  private static Round oneByOne(List<RgbImage> photos) throws IOException {
    long hash = 0;
    double processed = 0;
    double cropped = 0;
    for (int i = 0; i < photos.size(); i++) {
      RgbImage[] crops = new RgbImage[ALL.size()];
      for (int p = 0; p < crops.length; p++) {
        double start = now();
        RgbImage picture = ALL.get(p).apply(photos.get(i), draw(i));
        double middle = now();
        crops[p] = PREPROCESSOR.crop(picture);
        processed += middle - start;
        cropped += now() - middle;
      }
      hash = combined(hash, crops);
    }
    return round(photos, processed, cropped, hash);
  }

  private static Round together(List<RgbImage> photos) throws IOException {
    SharedChains chains = new SharedChains(ALL);
    long hash = 0;
    double all = 0;
    double[] cropped = {0};
    for (int i = 0; i < photos.size(); i++) {
      RgbImage[] crops = new RgbImage[ALL.size()];
      double start = now();
      chains.apply(
          photos.get(i),
          draw(i),
          PREPROCESSOR::sees,
          (positions, picture) -> {
            double begun = now();
            RgbImage crop = PREPROCESSOR.crop(picture);
            positions.forEach(position -> crops[position] = crop);
            cropped[0] += now() - begun;
          });
      all += now() - start;
      hash = combined(hash, crops);
    }
    return round(photos, all - cropped[0], cropped[0], hash);
  }

  private static Round round(List<RgbImage> photos, double processed, double cropped, long hash) {
    return new Round(processed / photos.size(), (processed + cropped) / photos.size(), hash);
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
