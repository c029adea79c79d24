package org.encodertraces.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.encoder.Catalogue;
import org.encodertraces.encoder.CatalogueEntry;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Parameter;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.TraceResult;

/**
 * A made-up study of the catalogue's 47 encoders: probes, set-ups of kNN, retrieval, one attribute,
 * ladders, similarities, and neighbors with small pictures. Invented figures that hang together:
 * how strongly an encoder holds traces is drawn once, by its category, and all else follows it;
 * intervals are those of the numbers of photos. Equal seeds make equal bytes.
 */
final class FortySevenEncoders {

  private FortySevenEncoders() {}

  /** All 47. */
  static List<TraceResult> results(long seed) {
    return results(seed, Catalogue.ofStudy().entries());
  }

  /** Three of them, one a category. */
  static List<TraceResult> three(long seed) {
    List<CatalogueEntry> entries = Catalogue.ofStudy().entries();
    return results(
        seed,
        List.of("CVL", "SUP", "SSL").stream()
            .map(
                category ->
                    entries.stream()
                        .filter(entry -> entry.category().equals(category))
                        .findFirst()
                        .orElseThrow())
            .toList());
  }

  private static List<TraceResult> results(long seed, List<CatalogueEntry> entries) {
    NumpyGenerator strengths = new NumpyGenerator(seed);
    List<TraceResult> results = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      CatalogueEntry entry = entries.get(i);
      double strength = strength(entry.category(), strengths.nextDouble());
      PlantedEncoder encoder =
          new PlantedEncoder(entry.id(), entry.category(), strength, seed * 1_000 + i);
      for (Parameter parameter : Parameter.study()) {
        results.add(encoder.probe(parameter));
        results.add(encoder.knn(parameter));
        results.add(encoder.similarity(parameter));
      }
      for (Ladder ladder : Ladder.values()) {
        results.add(encoder.ladder(ladder));
      }
      results.add(encoder.retrieve());
      results.add(encoder.acquisition("Make", 9));
      results.add(encoder.neighbors(Parameter.JPEG));
    }
    return results;
  }

  /** Contrastive encoders hold most, self-supervised ones least; 0 is none, 1 all. */
  private static double strength(String category, double drawn) {
    return switch (category) {
      case "CVL" -> 0.4 + 0.55 * drawn;
      case "SUP" -> 0.2 + 0.5 * drawn;
      default -> 0.35 * drawn * drawn;
    };
  }

  /** Writes results as a run would: a folder a data set, in it one an encoder. */
  static void write(Path folder, List<TraceResult> results) throws IOException {
    for (TraceResult result : results) {
      ResultFiles.write(folder, result);
    }
  }

  /**
   * Writes the studies of 47 and of three encoders.
   *
   * @param arguments folder, and a seed where it is not 0
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
    write(folder.resolve("results"), results(seed));
    write(folder.resolve("three"), three(seed));
  }
}
