package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.ladder.LadderOutcome;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment was asked, every value spelled out, defaults too: all that decides its numbers
 * beside data and encoder. JSON of it is part of a result's provenance, and a digest of it part of
 * a result file's name where it is not the default.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "experiment")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ExperimentSettings.Knn.class, name = "knn"),
  @JsonSubTypes.Type(value = ExperimentSettings.Probe.class, name = "probe"),
  @JsonSubTypes.Type(value = ExperimentSettings.Acquisition.class, name = "acquisition"),
  @JsonSubTypes.Type(value = ExperimentSettings.Retrieve.class, name = "retrieve"),
  @JsonSubTypes.Type(value = ExperimentSettings.Similarity.class, name = "similarity"),
  @JsonSubTypes.Type(value = ExperimentSettings.Neighbors.class, name = "neighbors"),
  @JsonSubTypes.Type(value = ExperimentSettings.Ladder.class, name = "ladder"),
  @JsonSubTypes.Type(value = ExperimentSettings.Threshold.class, name = "threshold"),
  @JsonSubTypes.Type(value = ExperimentSettings.Diff.class, name = "diff")
})
public sealed interface ExperimentSettings {

  /** Neighbors that vote or are shown, unless the user says otherwise; the study's on ImageNet. */
  int STUDY_K = 10;

  /** Photos that climb ladders, unless the user says otherwise. */
  int LADDER_PHOTOS = 500;

  /** Photos that thresholds are measured on, unless the user says otherwise. */
  int THRESHOLD_PHOTOS = 1000;

  /** Photos that a difference is measured on, unless the user says otherwise. */
  int DIFF_PHOTOS = 2000;

  /** Cosine of duplicates, unless the user says otherwise. */
  double DIFF_THRESHOLD = 0.9;

  /** The experiment's name, as {@code kind} of a result tells it. */
  @JsonIgnore
  String experiment();

  /**
   * The parameter or attribute, as it stands in the file's name; nothing for experiments without.
   */
  @JsonIgnore
  String about();

  /** The same about the same, with every default. */
  ExperimentSettings withDefaults();

  /**
   * A parameter: its id, and each class's chain by name, so that another definition of one name is
   * another plan.
   */
  record Classes(String id, Map<String, String> classes) {

    /** Of a parameter. */
    public static Classes of(Parameter parameter) {
      Map<String, String> chains = new LinkedHashMap<>();
      for (Processing processing : parameter.classes()) {
        chains.put(processing.name(), processing.text());
      }
      return new Classes(parameter.id(), chains);
    }
  }

  /**
   * The classifier of a probe.
   *
   * @param kind {@code sgd} or {@code lbfgs}
   * @param tuning how sgd's trials are proposed; absent where they are given, and for lbfgs
   */
  record Trainer(
      String kind,
      @Nullable String tuning,
      @Nullable Double lr,
      @Nullable Double wd,
      @JsonProperty("C") @Nullable Double c) {

    /** The study's. */
    public static final Trainer STUDY = new Trainer("sgd", "tpe", null, null, null);

    /** Of a classifier. */
    public static Trainer of(Classifier classifier) {
      if (classifier instanceof Classifier.Sgd sgd) {
        return sgd.given()
            .map(trial -> new Trainer("sgd", null, trial.lr(), trial.wd(), null))
            .orElseGet(
                () ->
                    new Trainer(
                        "sgd", sgd.tuning().name().toLowerCase(Locale.ROOT), null, null, null));
      }
      Classifier.Logistic logistic = (Classifier.Logistic) classifier;
      return new Trainer(
          "lbfgs",
          null,
          null,
          null,
          logistic.given().isPresent() ? logistic.given().getAsDouble() : null);
    }
  }

  /**
   * The five set-ups.
   *
   * @param dropBadRows whether photos without a direction are left out instead of refused
   */
  record Knn(Classes parameter, int k, boolean dropBadRows) implements ExperimentSettings {
    @Override
    public String experiment() {
      return "knn";
    }

    @Override
    public String about() {
      return parameter.id();
    }

    @Override
    public Knn withDefaults() {
      return new Knn(parameter, STUDY_K, false);
    }
  }

  /**
   * A probe of a processing parameter.
   *
   * @param training {@code one} or {@code all}
   * @param seeds training runs
   * @param randomSplits whether ten random splits of the photos are probed besides
   */
  record Probe(
      Classes parameter,
      Trainer classifier,
      String training,
      int seeds,
      boolean paired,
      boolean randomSplits,
      boolean dropBadRows)
      implements ExperimentSettings {
    @Override
    public String experiment() {
      return "probe";
    }

    @Override
    public String about() {
      return parameter.id();
    }

    @Override
    public Probe withDefaults() {
      return new Probe(
          parameter,
          Trainer.STUDY,
          "one",
          ProcessingProbe.Settings.STUDY_SEEDS,
          false,
          false,
          false);
    }
  }

  /**
   * A probe of an acquisition attribute.
   *
   * @param processing the chain of the embeddings' processing
   * @param split where the parts come from
   */
  record Acquisition(String attribute, String processing, Trainer classifier, SplitSource split)
      implements ExperimentSettings {
    @Override
    public String experiment() {
      return "acquisition";
    }

    @Override
    public String about() {
      return attribute;
    }

    @Override
    public Acquisition withDefaults() {
      return new Acquisition(
          attribute, Processing.IDENTITY.text(), Trainer.STUDY, split.withDefaults());
    }
  }

  /**
   * A split file, or the table of labels that a split was made of and how.
   *
   * @param file of the split or of the labels
   * @param made how the split was made; absent for a split file
   */
  record SplitSource(String file, @Nullable Making made) {

    /** How a split was made of labels. */
    public record Making(
        int minPhotos,
        int test,
        int val,
        int minTrain,
        int perMonth,
        boolean sharedOwners,
        long seed) {}

    SplitSource withDefaults() {
      return Optional.ofNullable(made)
          .map(own -> new SplitSource(file, new Making(8, own.test(), own.val(), 1, 1, false, 0)))
          .orElse(this);
    }
  }

  /** Recall of near-duplicates. */
  record Retrieve() implements ExperimentSettings {
    @Override
    public String experiment() {
      return "retrieve";
    }

    @Override
    public String about() {
      return "";
    }

    @Override
    public Retrieve withDefaults() {
      return this;
    }
  }

  /**
   * Similarities of single queries.
   *
   * @param queries as they were asked for: rows, or photos' ids
   * @param processing the queries', by name
   */
  record Similarity(Classes parameter, List<String> queries, String processing, boolean dropBadRows)
      implements ExperimentSettings {
    @Override
    public String experiment() {
      return "similarity";
    }

    @Override
    public String about() {
      return parameter.id();
    }

    @Override
    public Similarity withDefaults() {
      return new Similarity(parameter, List.of(), first(parameter), false);
    }
  }

  /**
   * Nearest neighbors of single queries.
   *
   * @param other the processing that clashes with the queries'
   */
  record Neighbors(
      Classes parameter,
      List<String> queries,
      String processing,
      String other,
      int k,
      boolean dropBadRows)
      implements ExperimentSettings {
    @Override
    public String experiment() {
      return "neighbors";
    }

    @Override
    public String about() {
      return parameter.id();
    }

    @Override
    public Neighbors withDefaults() {
      return new Neighbors(parameter, List.of(), first(parameter), other, STUDY_K, false);
    }
  }

  /**
   * A ladder.
   *
   * @param steps severities, ascending
   * @param photos at most
   * @param upright whether Exif orientation was applied
   */
  record Ladder(String ladder, List<Double> steps, int photos, long seed, boolean upright)
      implements ExperimentSettings {
    /** The settings of one ladder that was climbed. */
    public static Ladder of(LadderOutcome.Climb climb, int photos, long seed, boolean upright) {
      return new Ladder(
          climb.ladder().id(),
          climb.rungs().stream().map(LadderOutcome.Rung::step).toList(),
          photos,
          seed,
          upright);
    }

    @Override
    public String experiment() {
      return "ladder";
    }

    @Override
    public String about() {
      return ladder;
    }

    @Override
    public Ladder withDefaults() {
      return new Ladder(
          ladder,
          org.encodertraces.processing.Ladder.named(ladder).steps(),
          LADDER_PHOTOS,
          0,
          false);
    }
  }

  /**
   * Thresholds between copies and strangers.
   *
   * @param kinds of copies by name, each with its chain; none for vectors
   * @param collection photos of the collection that is asked about
   * @param photos at most
   * @param upright whether Exif orientation was applied
   * @param strangersExcept SHA-256 of the file of pairs that are no strangers; absent without one
   */
  record Threshold(
      Map<String, String> kinds,
      int collection,
      int photos,
      long seed,
      boolean upright,
      @Nullable String strangersExcept)
      implements ExperimentSettings {

    @Override
    public String experiment() {
      return "threshold";
    }

    @Override
    public String about() {
      return "";
    }

    @Override
    public Threshold withDefaults() {
      return new Threshold(kinds, collection, THRESHOLD_PHOTOS, 0, false, null);
    }
  }

  /**
   * What changes when one encoder takes another's place.
   *
   * @param other id of the encoder that does
   * @param transform what is done differently in front of the first, in words
   * @param otherTransform the same of the other
   * @param k neighbors a photo
   * @param threshold cosine of duplicates
   * @param photos at most
   */
  record Diff(
      String other,
      String transform,
      String otherTransform,
      @Nullable Integer batch,
      @Nullable Integer otherBatch,
      int k,
      double threshold,
      int photos,
      long seed,
      boolean upright)
      implements ExperimentSettings {

    @Override
    public String experiment() {
      return "diff";
    }

    @Override
    public String about() {
      return other;
    }

    @Override
    public Diff withDefaults() {
      return new Diff(other, "", "", null, null, STUDY_K, DIFF_THRESHOLD, DIFF_PHOTOS, 0, false);
    }
  }

  private static String first(Classes parameter) {
    return parameter.classes().keySet().iterator().next();
  }
}
