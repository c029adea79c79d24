package org.encodertraces.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.encodertraces.extraction.StageCosts;
import org.encodertraces.machine.Roofs;
import org.encodertraces.machine.Stage;

/** What {@code bench} prints of experiments and roofs, and what it says limits them. */
final class BenchTable {

  private static final double GIGA = 1e9;

  /** From this share on a stage is as good as what it consists of. */
  private static final double NEAR = 0.8;

  private final PrintWriter out;
  private final int threads;

  BenchTable(PrintWriter out, int threads) {
    this.out = out;
    this.threads = threads;
  }

  /** The table, a line a stage, and what limits it. */
  void print(List<Stage> stages, Roofs roofs) {
    line(
        "One core: %.0f GFLOP/s in products, %.1f GB/s of rows in order, %.1f in random order",
        roofs.products() / GIGA, roofs.copies() / GIGA, roofs.randomCopies() / GIGA);
    line("%-26s %12s %22s %7s  %s", "", "CPU seconds", "products and reading", "share", "checksum");
    for (Stage stage : stages) {
      line(
          "%-26s %12.3f %22.3f %7.2f  %08x",
          stage.name(),
          stage.seconds(),
          stage.least(roofs),
          stage.share(roofs),
          stage.checksum() & 0xFFFFFFFFL);
    }
    for (Stage stage : stages) {
      line("%s: limited by %s", stage.name(), limit(stage, roofs));
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (load > 1.5 * Runtime.getRuntime().availableProcessors()) {
      line(
          "Others use this machine (load %.1f on %d cores): processor times are right within a third,"
              + " seconds of the clock mean nothing",
          load, Runtime.getRuntime().availableProcessors());
    }
    line("%d threads", threads);
    out.flush();
  }

  /** What takes most of a stage: reading, products, or what is neither. */
  static String limit(Stage stage, Roofs roofs) {
    double products = stage.flops() / roofs.products();
    double random = stage.bytes() / roofs.randomCopies();
    double rest = stage.seconds() - products - random;
    if (stage.share(roofs) < NEAR && rest > Math.max(products, random)) {
      return "neither products nor reading: %.0f %% of it is elsewhere"
          .formatted(100 * rest / stage.seconds());
    }
    return products >= random
        ? "products (%.0f %% of it)".formatted(100 * products / stage.seconds())
        : "reading rows in random order (%.0f %% of it)".formatted(100 * random / stage.seconds());
  }

  /** The stage of extraction that takes most, with its share. */
  static String largest(List<StageCosts> rounds) {
    Map<String, ToDoubleFunction<StageCosts>> stages =
        Map.of(
            "decoding", StageCosts::decode,
            "processings", StageCosts::processing,
            "resizing and cropping", StageCosts::crop,
            "the encoder", StageCosts::embed);
    double all = stages.values().stream().mapToDouble(of -> sum(rounds, of)).sum();
    return stages.entrySet().stream()
        .max(Comparator.comparingDouble(stage -> sum(rounds, stage.getValue())))
        .map(
            stage ->
                String.format(
                    Locale.ROOT,
                    "%s (%.0f %% of the processor time)",
                    stage.getKey(),
                    100 * sum(rounds, stage.getValue()) / all))
        .orElseThrow();
  }

  private static double sum(List<StageCosts> rounds, ToDoubleFunction<StageCosts> stage) {
    return rounds.stream().mapToDouble(stage).sum();
  }

  private void line(String form, Object... values) {
    out.println(String.format(Locale.ROOT, form, values));
  }
}
