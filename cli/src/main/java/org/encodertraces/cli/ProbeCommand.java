package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.acquisition.LabelTable;
import org.encodertraces.acquisition.SplitMaker;
import org.encodertraces.acquisition.SplitMaker.LabeledPhoto;
import org.encodertraces.dataset.AcquisitionSplit;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.Workers;
import org.encodertraces.probe.AcquisitionProbe;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.ProbeOutcome;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.Effect;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.ExperimentSettings.SplitSource;
import org.encodertraces.result.ExperimentSettings.Trainer;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.Range;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "probe",
    description = "Reads a trace from embeddings with a linear probe.",
    subcommands = {ProbeCommand.ProcessingCommand.class, ProbeCommand.AcquisitionCommand.class})
final class ProbeCommand {

  private ProbeCommand() {}

  private static void say(CommonOptions common, ProbedResult result) {
    Effect effect = result.effect();
    common
        .progress()
        .say(
            String.format(
                Locale.ROOT,
                "accuracy %.2f %% ± %.2f (95 %%: %.2f to %.2f, %d test photos), chance %.2f %%,"
                    + " p %.2g",
                result.accuracyMean(),
                result.accuracyStd(),
                result.interval().low(),
                result.interval().high(),
                result.testPhotos(),
                result.chance(),
                effect.p().orElse(Double.NaN)));
    if (result instanceof AcquisitionResult) {
      common
          .progress()
          .say(
              String.format(
                  Locale.ROOT,
                  "balanced accuracy %.2f %% (95 %%: %.2f to %.2f), chance %.2f %%; the largest"
                      + " class alone: %.2f %%",
                  effect.value(),
                  effect.interval().map(Range::low).orElse(Double.NaN),
                  effect.interval().map(Range::high).orElse(Double.NaN),
                  effect.none(),
                  result.evidence().majorityShare()));
    }
  }

  @Command(
      name = "processing",
      description = {
        "Predicts a processing parameter as the study does: tunes, trains once for each seed, tests",
        "every validation photo under every class. The interval is over photos."
      })
  static final class ProcessingCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private ThreadsOption threads;
    @Mixin private AnalysisOptions analysis;
    @Mixin private ClassifierOptions classifier;

    @Option(
        names = "--training",
        paramLabel = "all|one",
        description =
            "Classes each training photo is shown under: one as in the study, or all, which finds"
                + " fainter traces in few photos. Default: one.")
    private Training training = Training.ONE;

    @Option(
        names = "--seeds",
        paramLabel = "N",
        description = "Final runs. Default: ${DEFAULT-VALUE}.")
    private int seeds = ProcessingProbe.Settings.STUDY_SEEDS;

    @Option(
        names = "--paired",
        description =
            "Also probe each embedding less the mean of its photo's over all classes: what a trace"
                + " looks like without the content.")
    private boolean paired;

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (seeds < 1 || seeds > 1000) {
        throw new UsageException("--seeds %d: expected 1 to 1000".formatted(seeds));
      }
      Classifier chosen = classifier.classifier();
      ParameterEmbeddings embeddings = analysis.open();
      try (Workers workers = new Workers(threads.count())) {
        MatrixProduct product = MatrixProduct.best();
        ProbeOutcome outcome =
            ProcessingProbe.run(
                embeddings,
                new ProcessingProbe.Settings(chosen, training, seeds, paired),
                product,
                workers,
                common.progress());
        ProbeResult result =
            ProbeResult.of(
                analysis.header(
                    new ExperimentSettings.Probe(
                        Classes.of(embeddings.parameter()),
                        Trainer.of(chosen),
                        training.id(),
                        seeds,
                        paired,
                        false,
                        analysis.dropBadRows()),
                    embeddings,
                    product,
                    common),
                outcome);
        say(common, result);
        analysis.publish(result, common);
        return 0;
      }
    }
  }

  @Command(
      name = "acquisition",
      description = {
        "Predicts an acquisition attribute (Make, ISO Speed …) as the study does: tunes on the split",
        "file's train and val, trains once on both, tests on test."
      })
  static final class AcquisitionCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private ThreadsOption threads;
    @Mixin private ParametersOptions parameters;
    @Mixin private ResultOptions results;
    @Mixin private ClassifierOptions classifier;

    @Mixin private SplitOptions splitting;

    @Option(
        names = "--splits",
        paramLabel = "DIR",
        description = "Folder of split_data_target_attribute=NAME.json.")
    private @Nullable Path splits;

    @Option(
        names = "--labels",
        paramLabel = "FILE",
        description =
            "Instead of --splits: Parquet or CSV with a column photo and the attribute's, of which a"
                + " split is made as traces flickr splits does. Default of --test and --val: 30 and"
                + " 20 %% of the smallest class.")
    private @Nullable Path labels;

    @Option(
        names = "--min-photos",
        paramLabel = "N",
        description = "With --labels: photos that a class must have. Default: ${DEFAULT-VALUE}.")
    private int leastPhotos = 8;

    @Option(
        names = "--attribute",
        required = true,
        paramLabel = "NAME",
        description = "As in the split file's name.")
    private String attribute;

    @Option(
        names = "--processing",
        paramLabel = "NAME",
        description = "Embeddings under this processing, such as MASK_90. Default: IDENTITY.")
    private String processing = "IDENTITY";

    /** Who took which photo, where the labels tell. */
    private final Map<String, String> owners = new HashMap<>();

    /** The file that decides the split: of the split, or of the labels that one is made of. */
    private Path splitFile() {
      if (splits != null && labels == null) {
        return AcquisitionSplit.file(splits, attribute);
      }
      if (labels != null && splits == null) {
        return labels;
      }
      throw new UsageException("give --splits DIR or --labels FILE, and not both");
    }

    /** How the split was made, where it was made of labels. */
    private Optional<SplitMaker.Settings> made = Optional.empty();

    private SplitSource splitSource() {
      return new SplitSource(
          splitFile().toAbsolutePath().normalize().toString(),
          made.map(
                  settings ->
                      new SplitSource.Making(
                          leastPhotos,
                          settings.test(),
                          settings.val(),
                          settings.leastTrain(),
                          settings.perMonth(),
                          settings.sharedOwners(),
                          settings.seed()))
              .orElse(null));
    }

    private AcquisitionSplit split() throws IOException {
      Path source = splitFile();
      if (splits != null) {
        return AcquisitionSplit.read(splits, attribute);
      }
      List<LabeledPhoto> photos = LabelTable.open(source).photos(attribute, leastPhotos);
      photos.forEach(photo -> photo.owner().ifPresent(owner -> owners.put(photo.id(), owner)));
      int smallest = SplitMaker.smallestClass(photos);
      SplitMaker.Settings settings =
          splitting.settings(Math.max(1, smallest * 3 / 10), Math.max(1, smallest / 5));
      made = Optional.of(settings);
      SplitMaker.Outcome outcome = SplitMaker.make(source.toString(), attribute, photos, settings);
      outcome
          .dropped()
          .forEach(
              (reason, count) -> {
                if (count > 0) {
                  common.progress().say("left out: %,d %s".formatted(count, reason));
                }
              });
      return outcome.split();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      Classifier chosen = classifier.classifier();
      Processing under = parameters.processing(processing);
      AcquisitionSplit split = split();
      int twice = split.photosInTwoParts();
      if (twice > 0) {
        common
            .progress()
            .say("%s: %,d photos are in two parts of the split".formatted(split.origin(), twice));
      }
      StoredEncoder stored = results.stored();
      EmbeddingTable table =
          stored.table(
              under,
              Split.ALL,
              "a probe of an attribute needs embeddings without splits (traces extract --unsplit"
                  + " makes them)");
      List<Path> files = new ArrayList<>(List.of(table.rows().file(), splitFile()));
      files.addAll(stored.store().mapFiles());
      try (Workers workers = new Workers(threads.count())) {
        MatrixProduct product = MatrixProduct.best();
        AcquisitionProbe.Outcome outcome =
            AcquisitionProbe.run(
                table,
                stored.ids(table, Split.ALL),
                split,
                owners,
                chosen,
                product,
                workers,
                common.progress());
        AcquisitionResult result =
            AcquisitionResult.of(
                results.header(
                    new ExperimentSettings.Acquisition(
                        attribute, under.text(), Trainer.of(chosen), splitSource()),
                    stored,
                    files,
                    Map.of("photos in two parts", Integer.toString(twice)),
                    product,
                    common),
                outcome);
        say(common, result);
        results.publish(result, common);
        return 0;
      }
    }
  }
}
