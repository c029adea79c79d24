package org.encodertraces.probe;

import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.KeptParts;
import org.encodertraces.probe.ProcessingProbe.Settings;
import org.encodertraces.random.NumpyGenerator;

/**
 * What a probe will take on this machine, by one training on a few of its rows.
 *
 * @param rows that a training sees
 * @param dimension of each
 * @param runs trainings on all of them: tuning, final runs and shuffles count as so many
 * @param secondsOfRun of one, on all threads
 */
public record ProbeCost(long rows, int dimension, int runs, double secondsOfRun) {

  private static final int MEASURED_ROWS = 8192;

  private static final long SEED = 0;

  private static final double NANOS = 1e-9;

  /** Trains once on the first rows, on all threads: a second or two of one core. */
  public static ProbeCost of(ParameterEmbeddings embeddings, Settings settings, Engine engine)
      throws InterruptedException {
    int photos = Math.min(MEASURED_ROWS, embeddings.trainRows());
    int[] first = IntStream.range(0, photos).toArray();
    List<Rows> byClass =
        embeddings.train().stream().map(table -> table.rows().select(first)).toList();
    LabeledRows measured =
        LabeledRows.assigned(
            byClass, new NumpyGenerator(SEED).choice(embeddings.classes(), photos));
    SgdTrainer trainer = new SgdTrainer(engine.product());
    List<SgdTrial> trial = List.of(new SgdTrial(1, 0));
    Classifier.Order order = settings.classifier().order();
    long began = System.nanoTime();
    engine
        .workers()
        .inTeam(
            engine.threads(),
            team ->
                trainer.train(measured, order, trial, SEED, team::run, Long.MAX_VALUE, () -> {}));
    double seconds = (System.nanoTime() - began) * NANOS;
    long rows =
        (long) embeddings.trainRows()
            * (settings.training() == Training.ALL ? embeddings.classes() : 1);
    int parts = settings.paired() ? 2 : 1;
    boolean given =
        new LinearProbe(settings.classifier(), engine, KeptParts.none()).given().isPresent();
    int tuning = given ? 0 : LinearProbe.TUNING_UNITS / LinearProbe.RUN_UNITS;
    return new ProbeCost(
        rows,
        embeddings.dimension(),
        parts * (tuning + settings.seeds()) + 1,
        seconds * rows / photos);
  }

  /** For all. */
  public double seconds() {
    return runs * secondsOfRun;
  }
}
