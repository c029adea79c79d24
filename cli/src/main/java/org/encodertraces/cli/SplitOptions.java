package org.encodertraces.cli;

import org.encodertraces.acquisition.SplitMaker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How photos are dealt to train, val and test. */
final class SplitOptions {

  @Option(names = "--test", paramLabel = "N", description = "Test photos a class.")
  private @Nullable Integer test;

  @Option(names = "--val", paramLabel = "N", description = "Validation photos a class.")
  private @Nullable Integer val;

  @Option(
      names = "--min-train",
      paramLabel = "N",
      description = "Photos that a class must have left for training. Default: ${DEFAULT-VALUE}.")
  private int leastTrain = 1;

  @Option(
      names = "--per-month",
      paramLabel = "N",
      description =
          "Photos of one owner and calendar month, at most. Default: ${DEFAULT-VALUE}, as in the"
              + " study.")
  private int perMonth = 1;

  @Option(
      names = "--shared-owners",
      description =
          "Let photos of one owner be in several parts; the study does not say. Default: no.")
  private boolean sharedOwners;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description = "Seed of the draw. Default: ${DEFAULT-VALUE}.")
  private long seed = 0;

  /**
   * The settings.
   *
   * @param defaultTest test photos a class where the user does not say
   * @param defaultVal validation photos a class where the user does not say
   */
  SplitMaker.Settings settings(int defaultTest, int defaultVal) {
    return new SplitMaker.Settings(
        test == null ? defaultTest : test,
        val == null ? defaultVal : val,
        leastTrain,
        perMonth,
        sharedOwners,
        seed);
  }
}
