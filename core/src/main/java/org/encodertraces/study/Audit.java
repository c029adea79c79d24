package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.EncoderCard;
import org.encodertraces.extraction.Extraction;
import org.encodertraces.extraction.ExtractionRecord;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.io.FileDigests;
import org.encodertraces.io.FolderLock;
import org.encodertraces.io.SettingsFile;
import org.encodertraces.ladder.LadderOutcome;
import org.encodertraces.ladder.LadderRun;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.Workers;
import org.encodertraces.neighbors.KnnSetups;
import org.encodertraces.neighbors.QueryScores;
import org.encodertraces.neighbors.QuerySimilarities;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Parameter;
import org.encodertraces.report.ReportPage;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.ExperimentSettings.Trainer;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.SimilarityResult;
import org.encodertraces.result.TraceResult;
import org.encodertraces.result.Versions;

/**
 * Everything at once on one folder of photos: embeddings under all processings, probes, kNN where
 * the photos have classes, and the page.
 *
 * <p>Writes {@code out/embeddings}, {@code out/results} (the first encoder's at its root, each
 * other's in a folder of its own), {@code out/skipped.csv} and {@code out/report.html}.
 */
public final class Audit {

  /** Neighbors that vote, as the study takes on ImageNet. */
  private static final int K = 10;

  /** Validation photos whose neighbors and similarities are shown. */
  private static final int SHOWN_QUERIES = 4;

  /** Photos that climb the ladders: enough for a 5 % quantile, few enough to wait for. */
  private static final int LADDER_PHOTOS = 100;

  /**
   * Below this many training photos the study's design has too little power (protocol, section 3).
   */
  private static final int TRAIN_PHOTOS_FOR_STUDY_DESIGN = 20_000;

  private final ImageDataset dataset;
  private final List<Encoder> encoders;
  private final Settings settings;
  private final Progress progress;

  /**
   * What to run.
   *
   * @param command the command line, for provenance
   * @param parameters to probe and search under; the extraction's processings are their classes
   * @param training of the probes; chosen by the number of photos if empty
   * @param randomSplits whether the first encoder's probes are repeated on random splits
   * @param threads for extraction and analysis; never changes a number
   */
  public record Settings(
      Path out,
      String command,
      ExtractionSettings extraction,
      List<Parameter> parameters,
      Optional<Training> training,
      boolean randomSplits,
      int threads) {}

  /** What came out: the page and the results on it. */
  public record Outcome(Path page, List<TraceResult> results, Extraction.Outcome extraction) {}

  /**
   * Prepares an audit.
   *
   * @param encoders the user's own first, then the controls; closed by the caller
   */
  public Audit(ImageDataset dataset, List<Encoder> encoders, Settings settings, Progress progress) {
    this.dataset = dataset;
    this.encoders = List.copyOf(encoders);
    this.settings = settings;
    this.progress = progress;
  }

  /** Where an audit into {@code out} keeps embeddings, in a folder for each data set. */
  public static Path embeddings(Path out) {
    return out.resolve("embeddings");
  }

  /**
   * Runs it; what an earlier, killed run finished is not done again.
   *
   * @throws InputException when a split has no photo, another run writes into the folder, or
   *     another run's results are in the way
   */
  public Outcome run() throws IOException, InterruptedException {
    requirePhotos();
    try (FolderLock lock = FolderLock.take(settings.out(), progress);
        Progress.Plan plan =
            progress.plan(
                steps(
                    dataset.photos(Split.TRAIN).size(),
                    dataset.photos(Split.VAL).size(),
                    dataset.classes().size(),
                    encoders,
                    settings))) {
      return run(plan);
    }
  }

  /** The steps that a run takes, by the numbers of its photos and classes. */
  static List<Progress.Step> steps(
      int train, int val, int classes, List<Encoder> encoders, Settings settings) {
    return new AuditSteps(
            train,
            val,
            classes > 1,
            settings.parameters(),
            settings.training().orElse(trainingFor(train)),
            Math.min(LADDER_PHOTOS, train + val),
            settings.threads())
        .of(encoders);
  }

  private void requirePhotos() {
    for (Split split : Split.HALVES) {
      if (dataset.photos(split).isEmpty()) {
        throw new InputException(
            "%s: no photo in split %s; an audit trains on one and tests on the other"
                .formatted(dataset.root(), split.id()));
      }
    }
  }

  /** Runs it as the next steps of a plan, for a caller that holds the folder's lock. */
  Outcome run(Progress.Plan plan) throws IOException, InterruptedException {
    requirePhotos();
    claimFolder();
    plan.next();
    Extraction.Outcome extracted =
        new Extraction(
                dataset,
                encoders,
                settings.extraction(),
                new Extraction.Destination(
                    embeddings(settings.out()), settings.out().resolve("skipped.csv")),
                settings.threads(),
                progress)
            .run(Split.HALVES);
    List<TraceResult> results = new ArrayList<>();
    try (Workers workers = new Workers(settings.threads())) {
      for (int i = 0; i < encoders.size(); i++) {
        Path folder = settings.out().resolve("results");
        boolean splits = i == 0 && settings.randomSplits();
        plan.next();
        analyze(encoders.get(i).card(), extracted, folder, splits, workers, results);
        plan.next();
        climb(encoders.get(i), extracted, folder, workers, results);
      }
    }
    plan.next();
    Path page = settings.out().resolve("report.html");
    ReportPage.write(page, results);
    return new Outcome(page, results, extracted);
  }

  /** One audit a folder: results of another would be overwritten without a word. */
  private void claimFolder() throws IOException {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("encoder", encoders.get(0).card().id());
    own.put("images", dataset.root().toString());
    own.put("dataset", dataset.name());
    own.put("training", settings.training().map(Training::id).orElse("by number of photos"));
    SettingsFile.claim(settings.out().resolve("audit.json"), "results", own);
    if (dataset.classes().size() < 2) {
      progress.say(
          "%s: %s; kNN is left out, it needs photos of two classes or more"
              .formatted(
                  dataset.root(),
                  dataset.classes().isEmpty() ? "no class folders" : "one class only"));
    }
  }

  /** The validation photos that are looked at one by one: spread evenly, not chosen. */
  private static List<QueryScores> shownQueries(ParameterEmbeddings embeddings) {
    int count = Math.min(SHOWN_QUERIES, embeddings.valRows());
    return IntStream.range(0, count)
        .mapToObj(i -> QueryScores.of(embeddings, i * embeddings.valRows() / count, 0))
        .toList();
  }

  private void showQueries(
      ParameterEmbeddings embeddings,
      RunHeaders headers,
      int k,
      Path folder,
      List<TraceResult> results)
      throws IOException {
    Parameter parameter = embeddings.parameter();
    List<QueryScores> scores = shownQueries(embeddings);
    List<String> queries = scores.stream().map(score -> Integer.toString(score.query())).toList();
    String test = parameter.classes().get(0).name();
    String other = parameter.classes().get(parameter.classes().size() - 1).name();
    NeighborsResult neighbors =
        NeighborGallery.make(
            headers.of(
                new ExperimentSettings.Neighbors(
                    Classes.of(parameter), queries, test, other, k, false)),
            embeddings,
            dataset,
            scores,
            embeddings.classes() - 1,
            k);
    ResultFiles.write(folder, neighbors);
    results.add(neighbors);
    SimilarityResult similarity =
        new SimilarityResult(
            headers.of(
                new ExperimentSettings.Similarity(Classes.of(parameter), queries, test, false)),
            parameter.id(),
            IntStream.range(0, scores.size())
                .mapToObj(
                    i ->
                        SimilarityResult.Query.of(
                            parameter,
                            QuerySimilarities.of(scores.get(i)),
                            neighbors.queries().get(i).photo()))
                .toList());
    ResultFiles.write(folder, similarity);
    results.add(similarity);
  }

  private void climb(
      Encoder encoder,
      Extraction.Outcome extracted,
      Path folder,
      Workers workers,
      List<TraceResult> results)
      throws IOException, InterruptedException {
    ExtractionSettings extraction = settings.extraction();
    MatrixProduct product = MatrixProduct.best();
    LadderOutcome outcome =
        LadderRun.run(
            dataset.all(),
            encoder,
            new LadderRun.Settings(
                Ladder.allSteps(),
                LADDER_PHOTOS,
                extraction.seed(),
                extraction.batch(),
                extraction.upright()),
            product,
            workers,
            progress);
    RunHeaders headers =
        new RunHeaders(
            settings.command(),
            dataset.name(),
            encoder.card(),
            dataset.root(),
            found(encoder.card(), extracted),
            Map.of("photo list", ExtractionRecord.digest(dataset.all())),
            Versions.current()
                .withProduct(product.describe())
                .withNetwork(encoder.card().network())
                .libraries());
    for (LadderResult result :
        LadderResult.all(
            climb ->
                headers.of(
                    ExperimentSettings.Ladder.of(
                        climb, LADDER_PHOTOS, extraction.seed(), extraction.upright())),
            outcome)) {
      ResultFiles.write(folder, result);
      results.add(result);
    }
  }

  private void analyze(
      EncoderCard card,
      Extraction.Outcome extracted,
      Path folder,
      boolean splits,
      Workers workers,
      List<TraceResult> results)
      throws IOException, InterruptedException {
    MatrixProduct product = MatrixProduct.best();
    StoredEncoder stored = EmbeddingStore.open(extracted.folder()).of(EncoderName.ofId(card.id()));
    for (Parameter parameter : settings.parameters()) {
      ParameterEmbeddings embeddings = stored.open(parameter, BadRows.REFUSE);
      Training training = settings.training().orElse(trainingFor(embeddings.trainRows()));
      int k = Math.min(K, embeddings.trainRows());
      boolean randomSplits = splits && embeddings.trainRows() < TRAIN_PHOTOS_FOR_STUDY_DESIGN;
      RunHeaders headers = headers(card, embeddings, product, extracted);
      ProbeResult probe =
          ProbeResult.of(
              headers.of(
                  new ExperimentSettings.Probe(
                      Classes.of(parameter),
                      Trainer.STUDY,
                      training.id(),
                      ProcessingProbe.Settings.STUDY_SEEDS,
                      false,
                      randomSplits,
                      false)),
              ProcessingProbe.run(
                  embeddings,
                  ProcessingProbe.Settings.ofStudy(training),
                  product,
                  workers,
                  progress),
              // Above this many photos the study's design is used, whose ten runs vary what
              // teaches.
              randomSplits
                  ? ProcessingProbe.randomSplits(embeddings, product, workers, progress)
                  : Optional.empty());
      ResultFiles.write(folder, probe);
      results.add(probe);
      if (dataset.classes().size() > 1) {
        KnnResult knn =
            KnnResult.of(
                headers.of(new ExperimentSettings.Knn(Classes.of(parameter), k, false)),
                KnnSetups.run(embeddings, k, product, workers, progress));
        ResultFiles.write(folder, knn);
        results.add(knn);
        showQueries(embeddings, headers, k, folder, results);
      }
    }
  }

  private static Training trainingFor(int trainPhotos) {
    return trainPhotos < TRAIN_PHOTOS_FOR_STUDY_DESIGN ? Training.ALL : Training.ONE;
  }

  private RunHeaders headers(
      EncoderCard card,
      ParameterEmbeddings embeddings,
      MatrixProduct product,
      Extraction.Outcome extracted)
      throws IOException {
    FileDigests digests = FileDigests.ofUser();
    Map<String, String> inputs = new LinkedHashMap<>();
    for (Path file : embeddings.files()) {
      inputs.put(settings.out().relativize(file).toString(), digests.of(file));
    }
    return new RunHeaders(
        settings.command(),
        dataset.name(),
        card,
        extracted.folder(),
        found(card, extracted),
        inputs,
        Versions.current().withProduct(product.describe()).withNetwork(card.network()).libraries());
  }

  /** What was found on the way. */
  private Map<String, String> found(EncoderCard card, Extraction.Outcome extracted) {
    Map<String, String> found = new LinkedHashMap<>();
    found.put("images", dataset.root().toString());
    found.put("encoder fingerprint", card.fingerprint());
    found.put("transform", card.transform());
    found.put("split", dataset.splitRule());
    found.put(
        "skipped",
        extracted.skipped().isEmpty()
            ? "no photo"
            : extracted.skipped().size() + " photos, listed in skipped.csv");
    found.put("seed", Long.toString(settings.extraction().seed()));
    found.put("batch", Integer.toString(settings.extraction().batch()));
    found.put("orientation", settings.extraction().upright() ? "upright by Exif" : "as stored");
    return found;
  }
}
