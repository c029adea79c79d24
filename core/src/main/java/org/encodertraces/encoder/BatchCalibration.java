package org.encodertraces.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;

/**
 * How many pictures a call of a network should take on this machine: enough to fill its products,
 * few enough that what is between its layers stays in the caches.
 *
 * <p>What is timed is a piece of extraction: pictures are decoded and cropped before each run,
 * which leaves neither weights nor code in the caches. Timing decides between sizes that give the
 * same bits, so that it decides the speed of a study and never a number of it.
 */
final class BatchCalibration {

  /**
   * A network this slow on a batch of 16 gains nothing from large ones, since its products are
   * large with a few pictures, and on many cores their memory adds up: it is not timed.
   */
  private static final long HEAVY_NANOS = 1_500_000_000L;

  private static final int SIZE_OF_HEAVY = 4;

  private static final int[] SIZES = {2, 4, 8, 16, 32};

  /** A smaller batch is taken when it comes this near to the fastest: it needs less memory. */
  private static final double NEAR = 0.98;

  /** Of the JPEGs that are decoded; any would do. */
  private static final int QUALITY = 90;

  private static final long NANOS_A_SIZE = 200_000_000L;

  private final Encoder encoder;
  private final List<byte[]> photos;
  private final List<RgbImage> crops;

  private BatchCalibration(Encoder encoder, List<RgbImage> pictures) {
    this.encoder = encoder;
    List<byte[]> encoded =
        pictures.stream().map(one -> Jpeg.encode(one, QUALITY, Chroma.SUBSAMPLED_420)).toList();
    photos = new ArrayList<>();
    for (int i = 0; i < SIZES[SIZES.length - 1]; i++) {
      photos.add(encoded.get(i % encoded.size()));
    }
    crops = photos.stream().map(this::crop).toList();
  }

  /**
   * Measures.
   *
   * @param pictures some, which are repeated
   * @param threads that run batches at once, as an extraction will
   */
  static int measure(Encoder encoder, List<RgbImage> pictures, int threads)
      throws InterruptedException {
    BatchCalibration calibration = new BatchCalibration(encoder, pictures);
    long start = System.nanoTime();
    float[] expected = calibration.embedAll(FirstUse.DEFAULT_BATCH, FirstUse.DEFAULT_BATCH);
    if (System.nanoTime() - start > HEAVY_NANOS) {
      return calibration.givesTheBits(SIZE_OF_HEAVY, SIZE_OF_HEAVY, expected)
          ? SIZE_OF_HEAVY
          : FirstUse.DEFAULT_BATCH;
    }
    List<Integer> sizes = new ArrayList<>();
    for (int size : SIZES) {
      if (calibration.givesTheBits(size, Math.max(size, FirstUse.DEFAULT_BATCH), expected)) {
        sizes.add(size);
      }
    }
    if (sizes.size() <= 1) {
      return FirstUse.DEFAULT_BATCH; // also where a device gives other bits each time
    }
    double[] rates = new double[sizes.size()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = calibration.rate(sizes.get(i), threads);
    }
    double fastest = Arrays.stream(rates).max().orElseThrow();
    int chosen = 0;
    while (rates[chosen] < NEAR * fastest) {
      chosen++;
    }
    return sizes.get(chosen);
  }

  private RgbImage crop(byte[] photo) {
    try {
      return encoder.crop(ImageDecoder.decode(photo));
    } catch (UnreadableImageException e) {
      throw new IllegalStateException("cannot decode a JPEG just encoded", e);
    }
  }

  /** Whether batches of this size embed the first pictures as they are expected. */
  private boolean givesTheBits(int batch, int pictures, float[] expected) {
    float[] given = embedAll(batch, pictures);
    int compared = Math.min(given.length, expected.length);
    return Arrays.equals(given, 0, compared, expected, 0, compared);
  }

  private float[] embedAll(int batch, int pictures) {
    float[] all = new float[pictures * encoder.dimension()];
    for (int from = 0; from < pictures; from += batch) {
      float[] some = encoder.embed(crops.subList(from, from + batch));
      System.arraycopy(some, 0, all, from * encoder.dimension(), some.length);
    }
    return all;
  }

  /** Pictures a second when all threads run batches of this size. */
  private double rate(int batch, int threads) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Double>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        tasks.add(() -> rateOfOne(batch));
      }
      double sum = 0;
      for (Future<Double> rate : executor.invokeAll(tasks)) {
        sum += rate.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdown();
    }
  }

  private double rateOfOne(int batch) {
    encoder.embed(crops.subList(0, batch));
    long start = System.nanoTime();
    long done = 0;
    long passed;
    do {
      encoder.embed(photos.subList(0, batch).stream().map(this::crop).toList());
      done += batch;
      passed = System.nanoTime() - start;
    } while (passed < NANOS_A_SIZE);
    return done * 1e9 / passed;
  }
}
