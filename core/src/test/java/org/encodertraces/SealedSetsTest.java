package org.encodertraces;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.encodertraces.dataset.PhotoBytes;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.encoder.Preprocessor;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.Setting;
import org.encodertraces.processing.Operation;
import org.encodertraces.processing.ScaleDraw;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ProbedResult;
import org.junit.jupiter.api.Test;

/**
 * Java 17 has no switch over sealed types, so a place that tells cases apart with {@code
 * instanceof} still compiles when a case is added. This test does not: its message lists every such
 * place. Whoever adds a case goes through them, then adds it here.
 */
class SealedSetsTest {

  private static final Map<Class<?>, List<Class<?>>> CASES =
      Map.ofEntries(
          entry(Classifier.class, List.of(Classifier.Sgd.class, Classifier.Logistic.class)),
          entry(Setting.class, List.of(Setting.Sgd.class, Setting.Logistic.class)),
          entry(
              Preprocessor.Resize.class,
              List.of(
                  Preprocessor.Resize.ShorterSide.class,
                  Preprocessor.Resize.Exact.class,
                  Preprocessor.Resize.None.class)),
          entry(
              AffineMap.FittedOn.class,
              List.of(AffineMap.FittedOn.Unit.class, AffineMap.FittedOn.Raw.class)),
          entry(ScaleDraw.class, List.of(ScaleDraw.OfPhoto.class, ScaleDraw.Fixed.class)),
          entry(
              PhotoBytes.class,
              List.of(
                  PhotoBytes.InFile.class,
                  PhotoBytes.InTar.class,
                  PhotoBytes.InParquet.class,
                  PhotoBytes.Nowhere.class)),
          entry(
              Operation.class,
              List.of(
                  Operation.Jpeg.class,
                  Operation.WebP.class,
                  Operation.Resizing.class,
                  Operation.Rotate.class,
                  Operation.Sharpen.class,
                  Operation.Blur.class,
                  Operation.Shoot.class,
                  Operation.Mask.class)),
          entry(Operation.Resizing.class, List.of(Operation.Resampled.class, Operation.Crop.class)),
          entry(
              Operation.Resampled.class,
              List.of(
                  Operation.Scale.class,
                  Operation.RandomScale.class,
                  Operation.Fit.class,
                  Operation.Size.class)),
          entry(ProbedResult.class, List.of(ProbeResult.class, AcquisitionResult.class)));

  @Test
  void aNewCaseIsToldWhereCasesAreToldApart() throws IOException {
    for (var set : CASES.entrySet()) {
      assertThat(List.of(set.getKey().getPermittedSubclasses()))
          .as(
              "cases of %s; places that tell them apart:%n%s",
              set.getKey().getSimpleName(), String.join("\n", places(set.getKey())))
          .containsExactlyInAnyOrderElementsOf(set.getValue());
    }
  }

  /** Lines with {@code instanceof} a case of a set, in all modules. */
  private static List<String> places(Class<?> set) throws IOException {
    Pattern pattern =
        Pattern.compile(
            "instanceof ([A-Z]\\w*[.])*("
                + Arrays.stream(set.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining("|"))
                + ")\\b");
    try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().contains("src/main/java"))
              .filter(file -> file.toString().endsWith(".java"))
              .sorted()
              .toList();
      return sources.stream().flatMap(file -> matches(file, pattern)).toList();
    }
  }

  private static Stream<String> matches(Path file, Pattern pattern) {
    try {
      List<String> lines = Files.readAllLines(file);
      return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
          .filter(i -> pattern.matcher(lines.get(i)).find())
          .map(i -> "%s:%d %s".formatted(file, i + 1, lines.get(i).strip()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
