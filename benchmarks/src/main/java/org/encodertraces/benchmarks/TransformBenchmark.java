package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.encoder.Preprocessor;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.image.Filter;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.RgbImage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one photo costs on its way to the network, on one thread: decoding, and the transform of
 * most of the study's encoders. Its peer in Pillow and torchvision is
 * peers/transform_torchvision.py.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// As ./traces starts.
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseParallelGC", "-XX:MaxNewSize=512m"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(TransformBenchmark.PHOTOS)
public class TransformBenchmark {

  static final int PHOTOS = 100;

  /** Folder of the photos; the first hundred of split val are taken. */
  @Param("")
  public String photos = "";

  @Param({"BICUBIC", "BILINEAR"})
  public Filter filter = Filter.BICUBIC;

  private final List<byte[]> files = new ArrayList<>();
  private final List<RgbImage> decoded = new ArrayList<>();
  private Preprocessor preprocessor = Preprocessor.square(224, Filter.BICUBIC, Normalization.NONE);

  @Setup
  public void read() throws IOException {
    preprocessor = Preprocessor.square(224, filter, Normalization.NONE);
    for (Photo photo :
        Datasets.open(Path.of(photos), new Datasets.Reading("", 0, Optional.empty()))
            .photos(Split.VAL)
            .subList(0, PHOTOS)) {
      files.add(photo.bytes().read());
      decoded.add(ImageDecoder.decode(photo.bytes().read()));
    }
  }

  @Benchmark
  public void decode(Blackhole hole) throws IOException {
    for (byte[] file : files) {
      hole.consume(ImageDecoder.decode(file));
    }
  }

  @Benchmark
  public void crop(Blackhole hole) {
    for (RgbImage image : decoded) {
      hole.consume(preprocessor.crop(image));
    }
  }

  /** Resize, crop, scale, normalize: what torchvision's Compose does. */
  @Benchmark
  public void transform(Blackhole hole) {
    for (RgbImage image : decoded) {
      hole.consume(preprocessor.tensor(preprocessor.crop(image)));
    }
  }
}
