package org.encodertraces.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the page's intervals and claims are good for, by simulation: the figures of
 * docs/statistics.md, with one command.
 *
 * <p>Arguments: draws of each population of outcomes (2000), draws of each population of embeddings
 * (400), pages (400). Same arguments, same figures.
 */
final class ClaimSimulation {

  private ClaimSimulation() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int outcomes = argument(arguments, 0, 2000);
    int embeddings = argument(arguments, 1, 400);
    int pages = argument(arguments, 2, 400);
    long start = System.nanoTime();
    System.out.println("# Coverage of intervals of 95 %\n");
    List<Coverage> coverages = new ArrayList<>(Coverage.of(IntervalSimulation.cases(), outcomes));
    coverages.addAll(Coverage.of(IntervalSimulation.bootstrapCases(), embeddings));
    coverages.addAll(Coverage.of(PairSimulation.cases(), embeddings));
    Coverage.print(coverages);
    System.out.println("\n# Claims\n");
    ClaimRate.print(ClaimRate.of(TestSimulation.cases(), outcomes));
    System.out.println("\n# Pages\n");
    PageSimulation.print(pages);
    System.out.printf("%n%.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  private static int argument(String[] arguments, int at, int otherwise) {
    return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
  }
}
