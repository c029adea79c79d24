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

  /** Those whose pages say nothing while sharpening has a trace. */
  private static final List<Parameter> OTHERS =
      List.of(Parameter.JPEG, Parameter.RESIZING, Parameter.INTERPOLATION);

  private static final String POWER = "power";

  private static final List<String> PARTS = List.of("45", "100", "300", POWER);

  private PageSimulation() {}

  /**
   * Pages by themselves. Arguments: pages (400), then parts (all): numbers of test photos for pages
   * without any trace, {@code power} for pages with one.
   */
  public static void main(String[] arguments) {
    int pages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400;
    print(pages, arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : PARTS);
  }

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

  /** For each trace, on the same pages but for it. */
  static List<Power> power(double[] traces, int pages, int train, int test) {
    record Page(double accuracy, double printed, boolean found) {}
    List<List<Page>> all =
        IntStream.range(0, pages)
            .parallel()
            .mapToObj(
                page -> {
                  // Six claims more, about nothing, so that the correction is a page's.
                  List<TraceResult> nothing =
                      results(new PlantedPage(train, test, 0, page), OWN, USER, OTHERS);
                  List<Page> byTrace = new ArrayList<>();
                  for (double trace : traces) {
                    List<TraceResult> results =
                        new ArrayList<>(
                            results(
                                new PlantedPage(train, test, trace, page),
                                OWN,
                                USER,
                                List.of(Parameter.SHARPENING)));
                    results.addAll(nothing);
                    ProbeResult probe = (ProbeResult) results.get(0);
                    Claims.Standing standing = Claims.of(results).of(probe);
                    byTrace.add(
                        new Page(
                            probe.accuracyMean(),
                            probe.chance() + standing.detectable().orElse(0),
                            standing.found()));
                  }
                  return byTrace;
                })
            .toList();
    List<Power> powers = new ArrayList<>();
    for (int i = 0; i < traces.length; i++) {
      int at = i;
      List<Page> ofTrace = all.stream().map(page -> page.get(at)).toList();
      powers.add(
          new Power(
              traces[i],
              pages,
              ofTrace.stream().mapToDouble(Page::accuracy).average().orElse(0),
              ofTrace.stream().mapToDouble(Page::printed).average().orElse(0),
              (double) ofTrace.stream().filter(Page::found).count() / pages));
    }
    return powers;
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

  /** All parts. */
  static void print(int pages) {
    print(pages, PARTS);
  }

  private static void print(int pages, List<String> parts) {
    for (String part : parts) {
      if (part.equals(POWER)) {
        printPower(Math.max(1, pages / 2));
      } else {
        // A page of the largest folder takes long.
        int test = Integer.parseInt(part);
        printNull(test < 300 ? pages : Math.max(1, pages / 4), train(test), test);
      }
    }
  }

  private static int train(int test) {
    return switch (test) {
      case 45 -> 105;
      case 100 -> 235;
      case 300 -> 700;
      default ->
          throw new IllegalArgumentException(
              "%d test photos: expected one of %s".formatted(test, PARTS));
    };
  }

  private static void printNull(int pages, int train, int test) {
    NullPages nothing = nullPages(pages, train, test);
    System.out.printf(
        Locale.ROOT,
        "no trace, %d training and %d test photos: of %d pages %d of one encoder and %d of four"
            + " claim anything; %d of %d claims stand alone%n",
        train,
        test,
        nothing.pages(),
        nothing.anyOfOne(),
        nothing.anyOfFour(),
        nothing.alone(),
        nothing.claims());
  }

  private static void printPower(int pages) {
    int test = 45;
    for (Power power : power(TRACES, pages, train(test), test)) {
      System.out.printf(
          Locale.ROOT,
          "trace %.2f, %d and %d photos, %d pages: reads %.2f %% in the long run, prints %.2f %%,"
              + " found in %.1f %%%n",
          power.trace(),
          train(test),
          test,
          power.pages(),
          power.accuracy(),
          power.printed(),
          100 * power.found());
    }
  }
}
