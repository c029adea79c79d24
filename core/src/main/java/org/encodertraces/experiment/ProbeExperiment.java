package org.encodertraces.experiment;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.Forecast;
import org.encodertraces.Forecast.Part;
import org.encodertraces.Progress;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.Checkpoint;
import org.encodertraces.probe.ProbeCost;
import org.encodertraces.probe.ProbeOutcome;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.Processing;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;

/** A probe of a processing parameter. */
final class ProbeExperiment implements Experiment<ProbeSettings, ProbeResult> {

  /** Training runs that the control and tuning cost, beside the final ones. */
  private static final int RUNS_BESIDE = 9;

  private static final int EPOCHS = 100;

  /** Of a row in one epoch of one run, on one core (PERFORMANCE.md). */
  private static final double SECONDS_A_ROW = 1.2e-7;

  /** Of each product of a value and a weight in it. */
  private static final double SECONDS_A_WEIGHT = 3.4e-10;

  /** A probe that is expected to take less is short on a machine ten times as slow. */
  private static final double WORTH_MEASURING_SECONDS = 60;

  /** Above this a user wants to know that nothing is lost when it is stopped. */
  private static final double WORTH_GOING_ON_SECONDS = 600;

  @Override
  public Class<ProbeSettings> settings() {
    return ProbeSettings.class;
  }

  @Override
  public Class<ProbeResult> result() {
    return ProbeResult.class;
  }

  @Override
  public String command() {
    return "probe processing";
  }

  @Override
  public String about() {
    return "Predicts a processing parameter as the study does: tunes, trains once for each seed,"
        + " tests every validation photo under every class. The interval is over photos.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.HALVES);
  }

  @Override
  public List<Processing> processings(ProbeSettings settings) {
    return settings.parameter().parameter().classes();
  }

  @Override
  public void require(ProbeSettings settings, Asking asking) {
    settings.classifier().classifier(key -> asking.name("classifier." + key));
  }

  @Override
  public ProbeResult run(ProbeSettings settings, Material material, Engine engine)
      throws IOException, InterruptedException {
    ProcessingProbe.Settings asked =
        new ProcessingProbe.Settings(
            settings.classifier().classifier(),
            Training.valueOf(settings.training().toUpperCase(Locale.ROOT)),
            settings.seeds(),
            settings.paired());
    ParameterEmbeddings embeddings = material.under(settings.parameter(), settings.dropBadRows());
    ResultHeader header =
        material.header(this, settings, embeddings.files(), BadRows.found(embeddings), engine);
    if (seconds(settings, embeddings, engine.threads()) > WORTH_MEASURING_SECONDS) {
      announce(ProbeCost.of(embeddings, asked, engine), engine.progress());
    }
    ProbeOutcome outcome =
        ProcessingProbe.run(
            embeddings,
            asked,
            engine,
            Optional.of(Checkpoint.ofUser("probe", ResultFiles.work(header.provenance()))),
            System::nanoTime);
    return ProbeResult.of(
        header,
        outcome,
        settings.randomSplits()
            ? ProcessingProbe.randomSplits(embeddings, engine)
            : Optional.empty());
  }

  @Override
  public List<String> lines(ProbeResult result) {
    return Readings.lines(result);
  }

  @Override
  public List<Part> parts(List<ProbeSettings> together, Size size) {
    ProbeSettings settings = together.get(0);
    double run = secondsOfRun(settings, size.train(), size.dimension(), size.threads());
    List<Part> parts = new ArrayList<>();
    parts.add(Part.ofSeconds("probe", run * (settings.seeds() + RUNS_BESIDE)));
    if (settings.randomSplits()) {
      parts.add(Part.ofSeconds("splits", run * (settings.seeds() + RUNS_BESIDE)));
    }
    return parts;
  }

  private static double seconds(
      ProbeSettings settings, ParameterEmbeddings embeddings, int threads) {
    return (settings.seeds() + RUNS_BESIDE)
        * secondsOfRun(settings, embeddings.trainRows(), embeddings.dimension(), threads);
  }

  /** That a training is expected to take, on a machine as ours. */
  private static double secondsOfRun(
      ProbeSettings settings, int train, int dimension, int threads) {
    int classes = settings.parameter().parameter().classes().size();
    double rows = (double) train * (settings.training().equals("all") ? classes : 1);
    double row = SECONDS_A_ROW + SECONDS_A_WEIGHT * dimension * classes;
    return rows * EPOCHS * row / threads;
  }

  private static void announce(ProbeCost cost, Progress progress) {
    if (cost.seconds() < WORTH_GOING_ON_SECONDS) {
      return;
    }
    progress.say(
        String.format(
            Locale.ROOT,
            "%,d training rows of %d values, as much as %d trainings of %s each: %s in all; a"
                + " run that is stopped is gone on with by the next",
            cost.rows(),
            cost.dimension(),
            cost.runs(),
            words(cost.secondsOfRun()),
            words(cost.seconds())));
  }

  private static String words(double seconds) {
    return Forecast.words(Duration.ofMillis(Math.round(1000 * seconds)));
  }

  @Override
  public Optional<Section> section() {
    return Optional.of(Sections.probes());
  }
}
