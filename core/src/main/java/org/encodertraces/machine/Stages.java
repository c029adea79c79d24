package org.encodertraces.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.encodertraces.embedding.DType;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.neighbors.ExactSearch;
import org.encodertraces.neighbors.KnnOutcome;
import org.encodertraces.neighbors.KnnSetups;
import org.encodertraces.neighbors.NeighborLists;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.Classifier.Tuning;
import org.encodertraces.probe.ProbeOutcome;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.ProcessingProbe.Settings;
import org.encodertraces.probe.SgdTrial;
import org.encodertraces.probe.Training;

/**
 * The experiments that are measured: of the study's kind, on fewer photos, so that all of them take
 * some seconds.
 */
public final class Stages {

  private static final int NEIGHBORS = 10;
  private static final int CONTENT_CLASSES = 500;

  /** So many that processor time, which comes in hundredths of a second, tells a search's. */
  private static final int SEARCHES = 20;

  /** Pairs of processings of queries and of references that the set-ups compare. */
  private static final int PAIRS = 36;

  private static final double TUNED_SHARE = 0.8;
  private static final int TRIALS = 30;
  private static final int ROUNDS = 3;
  private static final int EPOCHS = 100;

  /** A product forward and one back, a multiplication and an addition each. */
  private static final double FLOPS_OF_WEIGHT = 4;

  private final ParameterEmbeddings embeddings;
  private final Engine engine;
  private final double train;
  private final double val;
  private final double dimension;
  private final int classes;

  /**
   * Writes planted embeddings.
   *
   * @param folder for some hundred bytes times {@code train * dimension}
   */
  public Stages(Path folder, int train, int val, int dimension, Engine engine) throws IOException {
    embeddings =
        new PlantedEmbeddings(folder, DType.F32, train, val, dimension, CONTENT_CLASSES).open();
    this.engine = engine;
    this.train = train;
    this.val = val;
    this.dimension = dimension;
    classes = embeddings.classes();
  }

  /** Runs all of them once. */
  public List<Stage> measure() throws InterruptedException {
    return List.of(search(), setups(), training(), tuning());
  }

  /** The medians of several measurements. */
  public static List<Stage> medians(List<List<Stage>> rounds) {
    List<Stage> medians = new ArrayList<>();
    for (int i = 0; i < rounds.get(0).size(); i++) {
      int stage = i;
      double[] seconds =
          rounds.stream().mapToDouble(round -> round.get(stage).seconds()).sorted().toArray();
      Stage first = rounds.get(0).get(stage);
      medians.add(
          new Stage(
              first.name(),
              (seconds[(seconds.length - 1) / 2] + seconds[seconds.length / 2]) / 2,
              first.flops(),
              first.bytes(),
              first.checksum()));
    }
    return medians;
  }

  private Stage search() throws InterruptedException {
    Rows queries = embeddings.val().get(0).rows();
    Rows references = embeddings.train().get(0).rows();
    double start = ProcessorTime.ofProcess();
    NeighborLists found = ExactSearch.search(queries, references, NEIGHBORS, engine);
    for (int more = 1; more < SEARCHES; more++) {
      found = ExactSearch.search(queries, references, NEIGHBORS, engine);
    }
    return new Stage(
        "exact search",
        ProcessorTime.ofProcessSince(start) / SEARCHES,
        2 * val * train * dimension,
        bytes(train),
        Arrays.hashCode(found.rows()));
  }

  private Stage setups() throws InterruptedException {
    double start = ProcessorTime.ofProcess();
    KnnOutcome outcome = KnnSetups.run(embeddings, NEIGHBORS, engine);
    return new Stage(
        "five kNN set-ups",
        ProcessorTime.ofProcessSince(start),
        2 * PAIRS * val * train * dimension,
        bytes(train * classes),
        outcome.cells().stream().mapToLong(cell -> Double.hashCode(cell.top1())).sum());
  }

  private Stage training() throws InterruptedException {
    return probe(
        "training of a probe",
        Optional.of(new SgdTrial(1, 1e-9)),
        weights(train, 1),
        EPOCHS * bytes(train));
  }

  private Stage tuning() throws InterruptedException {
    return probe(
        "30 trials and a training",
        Optional.empty(),
        weights(TUNED_SHARE * train, TRIALS) + weights(train, 1),
        EPOCHS * (ROUNDS * bytes(TUNED_SHARE * train) + bytes(train)));
  }

  /** The probe with one seed; what shuffled labels read is part of it. */
  private Stage probe(String name, Optional<SgdTrial> given, double flops, double bytes)
      throws InterruptedException {
    double start = ProcessorTime.ofProcess();
    ProbeOutcome outcome =
        ProcessingProbe.run(
            embeddings,
            new Settings(new Classifier.Sgd(given, Tuning.TPE), Training.ONE, 1, false),
            engine);
    double width = dimension + 1;
    return new Stage(
        name,
        ProcessorTime.ofProcessSince(start),
        flops + 2 * train * width * width,
        bytes,
        Double.hashCode(outcome.reading().accuracyMean()));
  }

  private double weights(double rows, int trials) {
    return FLOPS_OF_WEIGHT * EPOCHS * rows * trials * classes * dimension;
  }

  private double bytes(double rows) {
    return rows * dimension * Float.BYTES;
  }
}
