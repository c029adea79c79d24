package org.encodertraces.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.encodertraces.processing.Parameter;
import org.encodertraces.report.Claims;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.TraceResult;

/** Whole pages through the program's own classes: what is claimed where nothing is, and where. */
final class PageSimulation {

  private static final List<Parameter> PARAMETERS =
      List.of(Parameter.JPEG, Parameter.SHARPENING, Parameter.RESIZING, Parameter.INTERPOLATION);

  private static final String OWN = "planted/own";
  private static final String USER = "user";
  private static final String CONTROL = "built-in";

  /** Lengths of a trace from below what a page of eight claims finds to above it. */
  private static final double[] TRACES = {0.2, 0.3, 0.4, 0.5, 0.6, 0.8};

  private PageSimulation() {}

  /**
   * What pages without any trace said.
   *
   * @param anyOfOne pages of one encoder (8 claims) that found anything
   * @param anyOfFour pages of two encoders and two controls (32 claims) that found anything
   * @param alone claims of the latter that stand alone at 95 %, found or not
   * @param claims of the latter in all
   */
  record NullPages(int pages, int anyOfOne, int anyOfFour, int alone, int claims) {}

  /**
   * One strength of trace, on pages of one encoder with eight claims.
   *
   * @param accuracy mean of what the probe read, percent: the long-run accuracy
   * @param printed mean of what the pages print as read four times in five, percent
   * @param found share of pages that found it
   */
  record Power(double trace, int pages, double accuracy, double printed, double found) {}

  static NullPages nullPages(int pages, int train, int test) {
    record Page(boolean one, boolean four, int alone, int claims) {}
    List<Page> all =
        IntStream.range(0, pages)
            .parallel()
            .mapToObj(
                page -> {
                  PlantedPage planted = new PlantedPage(train, test, 0, page);
                  List<TraceResult> own = results(planted, OWN, USER, PARAMETERS);
                  List<TraceResult> four = new ArrayList<>(own);
                  four.addAll(results(planted, "planted/other", USER, PARAMETERS));
                  four.addAll(results(planted, "planted/color", CONTROL, PARAMETERS));
                  four.addAll(results(planted, "planted/residual", CONTROL, PARAMETERS));
                  Claims claims = Claims.of(four);
                  int alone =
                      (int)
                          claims.all().stream()
                              .filter(
                                  standing ->
                                      standing.outcome() == Claims.Outcome.ALONE
                                          || standing.found())
                              .count();
                  return new Page(
                      Claims.of(own).findAnything(),
                      claims.findAnything(),
                      alone,
                      claims.all().size());
                })
            .toList();
    return new NullPages(
        pages,
        (int) all.stream().filter(Page::one).count(),
        (int) all.stream().filter(Page::four).count(),
        all.stream().mapToInt(Page::alone).sum(),
        all.stream().mapToInt(Page::claims).sum());
  }

  static Power power(double trace, int pages, int train, int test) {
    record Page(double accuracy, double printed, boolean found) {}
    List<Page> all =
        IntStream.range(0, pages)
            .parallel()
            .mapToObj(
                page -> {
                  List<TraceResult> results =
                      new ArrayList<>(
                          results(
                              new PlantedPage(train, test, trace, page),
                              OWN,
                              USER,
                              List.of(Parameter.SHARPENING)));
                  // Six claims more, about nothing, so that the correction is a page's.
                  results.addAll(
                      results(
                          new PlantedPage(train, test, 0, page),
                          OWN,
                          USER,
                          List.of(Parameter.JPEG, Parameter.RESIZING, Parameter.INTERPOLATION)));
                  ProbeResult probe = (ProbeResult) results.get(0);
                  Claims.Standing standing = Claims.of(results).of(probe);
                  return new Page(
                      probe.accuracyMean(),
                      probe.chance() + standing.detectable().orElse(0),
                      standing.found());
                })
            .toList();
    return new Power(
        trace,
        pages,
        all.stream().mapToDouble(Page::accuracy).average().orElse(0),
        all.stream().mapToDouble(Page::printed).average().orElse(0),
        (double) all.stream().filter(Page::found).count() / pages);
  }

  private static List<TraceResult> results(
      PlantedPage planted, String encoder, String category, List<Parameter> parameters) {
    try {
      return planted.results(encoder, category, parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Three sizes of folder; the largest with a quarter of the pages, as each takes long. */
  static void print(int pages) {
    int[] test = IntervalSimulation.PHOTOS;
    int[] train = {105, 235, 700};
    for (int i = 0; i < test.length; i++) {
      int count = test[i] < 300 ? pages : Math.max(1, pages / 4);
      NullPages nothing = nullPages(count, train[i], test[i]);
      System.out.printf(
          Locale.ROOT,
          "no trace, %d training and %d test photos: of %d pages %d of one encoder and %d of four"
              + " claim anything; %d of %d claims stand alone%n",
          train[i],
          test[i],
          nothing.pages(),
          nothing.anyOfOne(),
          nothing.anyOfFour(),
          nothing.alone(),
          nothing.claims());
    }
    for (double trace : TRACES) {
      Power power = power(trace, Math.max(1, pages / 2), train[0], test[0]);
      System.out.printf(
          Locale.ROOT,
          "trace %.2f, %d and %d photos, %d pages: reads %.2f %% in the long run, prints %.2f %%,"
              + " found in %.1f %%%n",
          power.trace(),
          train[0],
          test[0],
          power.pages(),
          power.accuracy(),
          power.printed(),
          100 * power.found());
    }
  }
}
