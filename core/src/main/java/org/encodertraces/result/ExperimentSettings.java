package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.encodertraces.UsageException;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.SgdTrial;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.RepairStudy;
import org.encodertraces.repair.Use;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment was asked, every value spelled out, defaults too: all that decides its numbers
 * beside data and encoder. JSON of it is part of a result's provenance, and a digest of it part of
 * a result file's name where it is not the default.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "experiment")
public interface ExperimentSettings {

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
  default String experiment() {
    return nameOf(getClass());
  }

  /** The experiment's name of a record of settings. */
  static String nameOf(Class<? extends ExperimentSettings> settings) {
    JsonTypeName name = settings.getAnnotation(JsonTypeName.class);
    if (name == null) {
      throw new IllegalStateException(settings + " has no @JsonTypeName");
    }
    return name.value();
  }

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

    /**
     * The parameter, with the title of the known one that it is.
     *
     * @throws IllegalArgumentException when a name, a chain or the number of classes cannot be
     */
    public Parameter parameter() {
      List<Processing> processings = new ArrayList<>();
      classes.forEach(
          (name, chain) -> processings.add(new Processing(name, ChainText.parse(chain))));
      Parameter parameter = new Parameter(id, id, processings);
      return KnownProcessings.builtIn().parameters().stream()
          .filter(known -> known.id().equals(id) && known.classes().equals(processings))
          .findFirst()
          .orElse(parameter);
    }

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
      @Asked(
              option = "--classifier",
              label = "sgd|lbfgs",
              choices = {"sgd", "lbfgs"},
              about = "sgd as in the study, or logistic regression with scikit-learn's objective.",
              value = "\"sgd\"")
          String kind,
      @Asked(
              option = "--tuning",
              label = "tpe|sequence",
              choices = {"tpe", "sequence"},
              about =
                  "How sgd's 30 trials are proposed: in rounds that learn from those before (tpe, the"
                      + " default), or all at once, spread evenly: faster, and now and then a little"
                      + " worse.")
          @Nullable String tuning,
      @Asked(
              option = "--lr",
              label = "X",
              about = "sgd: learning rate; with --wd, skips the tuning.")
          @Nullable Double lr,
      @Asked(
              option = "--wd",
              label = "X",
              about = "sgd: weight decay; with --lr, skips the tuning.")
          @Nullable Double wd,
      @Asked(
              option = "--C",
              label = "X",
              about = "lbfgs: inverse strength of the penalty; skips the tuning.")
          @JsonProperty("C")
          @Nullable Double c) {

    public Trainer {
      if (kind.equals(SGD) && lr == null && wd == null && tuning == null) {
        tuning = "tpe";
      }
    }

    private static final String SGD = "sgd";

    /** The classifier. */
    public Classifier classifier() {
      return classifier(UnaryOperator.identity());
    }

    /**
     * The classifier, for who asks.
     *
     * @param names what the asker calls a value, by its key
     * @throws UsageException when values do not go together, or cannot be
     */
    public Classifier classifier(UnaryOperator<String> names) {
      return switch (kind) {
        case SGD -> {
          if (c != null) {
            throw new UsageException(
                "%s goes with %s lbfgs".formatted(names.apply("C"), names.apply("kind")));
          }
          yield new Classifier.Sgd(
              givenTrial(names),
              "sequence".equals(tuning) ? Classifier.Tuning.SEQUENCE : Classifier.Tuning.TPE);
        }
        case "lbfgs" -> {
          if (lr != null || wd != null) {
            throw new UsageException(
                "%s and %s go with %s sgd"
                    .formatted(names.apply("lr"), names.apply("wd"), names.apply("kind")));
          }
          if (c != null && !(c > 0 && c < Double.POSITIVE_INFINITY)) {
            throw new UsageException(
                "%s %s: expected a number above 0".formatted(names.apply("C"), c));
          }
          yield new Classifier.Logistic(c == null ? OptionalDouble.empty() : OptionalDouble.of(c));
        }
        default ->
            throw new UsageException(
                "%s %s: expected sgd or lbfgs".formatted(names.apply("kind"), kind));
      };
    }

    private Optional<SgdTrial> givenTrial(UnaryOperator<String> names) {
      if (lr == null && wd == null) {
        return Optional.empty();
      }
      if (lr == null || wd == null) {
        throw new UsageException(
            "%s and %s go together".formatted(names.apply("lr"), names.apply("wd")));
      }
      if (!(lr > 0) || !(wd >= 0) || lr.isInfinite() || wd.isInfinite()) {
        throw new UsageException(
            "%s %s %s %s: expected a rate above 0 and a decay of 0 or more"
                .formatted(names.apply("lr"), lr, names.apply("wd"), wd));
      }
      return Optional.of(new SgdTrial(lr, wd));
    }

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
  @JsonTypeName("knn")
  record Knn(
      @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
          Classes parameter,
      @Asked(
              option = "--k",
              label = "K",
              about = "Neighbors that vote; the study takes 10 on ImageNet, 1 on iNaturalist.",
              least = 1,
              value = "10")
          int k,
      @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
          boolean dropBadRows)
      implements ExperimentSettings {
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
  @JsonTypeName("probe")
  record Probe(
      @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
          Classes parameter,
      Trainer classifier,
      @Asked(
              option = "--training",
              label = "all|one",
              choices = {"all", "one"},
              about =
                  "Classes each training photo is shown under: one as in the study, or all, which"
                      + " finds fainter traces in few photos.",
              value = "\"one\"")
          String training,
      @Asked(
              option = "--seeds",
              label = "N",
              about = "Final runs.",
              least = 1,
              most = 1000,
              value = "10")
          int seeds,
      @Asked(
              option = "--paired",
              about =
                  "Also probe each embedding less the mean of its photo's over all classes: what a"
                      + " trace looks like without the content.",
              value = "false")
          boolean paired,
      @Asked(
              option = "--random-splits",
              about =
                  "Also probe ten random splits of all photos, to tell how far the figure moves"
                      + " with them; what audit asks for.",
              value = "false")
          boolean randomSplits,
      @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
          boolean dropBadRows)
      implements ExperimentSettings {
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
  @JsonTypeName("acquisition")
  record Acquisition(
      @Asked(
              option = "--attribute",
              required = true,
              label = "NAME",
              about = "As in the split file's name, or a column of --labels.")
          String attribute,
      @Asked(
              option = "--processing",
              label = "NAME",
              about = "Embeddings under this processing, such as MASK_90.",
              value = "\"IDENTITY\"")
          String processing,
      Trainer classifier,
      SplitSource split)
      implements ExperimentSettings {
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
  record SplitSource(
      @Asked(about = "The split file, or the table of labels that a split is made of.") String file,
      @Nullable Making made) {

    /** How a split was made of labels. */
    public record Making(
        @Asked(about = "Photos that a class must have.", least = 1, value = "8") int minPhotos,
        @Asked(about = "Test photos a class.", least = 1) int test,
        @Asked(about = "Validation photos a class.", least = 1) int val,
        @Asked(about = "Photos that a class must have left for training.", least = 1, value = "1")
            int minTrain,
        @Asked(about = "Photos of one owner and calendar month, at most.", least = 1, value = "1")
            int perMonth,
        @Asked(about = "Whether photos of one owner may be in several parts.", value = "false")
            boolean sharedOwners,
        @Asked(about = "Seed of the draw.", value = "0") long seed) {}

    SplitSource withDefaults() {
      return Optional.ofNullable(made)
          .map(own -> new SplitSource(file, new Making(8, own.test(), own.val(), 1, 1, false, 0)))
          .orElse(this);
    }
  }

  /** Recall of near-duplicates. */
  @JsonTypeName("retrieve")
  record Retrieve() implements ExperimentSettings {
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
  @JsonTypeName("similarity")
  record Similarity(
      @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
          Classes parameter,
      @Asked(option = "--query", label = "N", about = Wording.QUERIES, value = "[]")
          List<String> queries,
      @Asked(option = "--processing", label = "NAME", about = Wording.QUERY_PROCESSING)
          String processing,
      @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
          boolean dropBadRows)
      implements ExperimentSettings {
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
  @JsonTypeName("neighbors")
  record Neighbors(
      @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
          Classes parameter,
      @Asked(option = "--query", label = "N", about = Wording.QUERIES, value = "[]")
          List<String> queries,
      @Asked(option = "--processing", label = "NAME", about = Wording.QUERY_PROCESSING)
          String processing,
      @Asked(
              option = "--other",
              label = "NAME",
              about =
                  "The processing that clashes with the query's. Default: the parameter's last, or"
                      + " its first where that is the query's.")
          String other,
      @Asked(option = "--k", label = "K", about = "Neighbors to show.", least = 1, value = "10")
          int k,
      @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
          boolean dropBadRows)
      implements ExperimentSettings {
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
  @JsonTypeName("ladder")
  record Ladder(
      @Asked(about = "jpeg, resizing, sharpening or blur. Default: all four.") String ladder,
      @Asked(about = "Severities, ascending. Default: the ladder's own.") List<Double> steps,
      @Asked(
              option = "--photos",
              label = "N",
              about = "Photos at most, chosen by a hash of their ids; a stranger takes two.",
              least = 2,
              value = "500")
          int photos,
      @Asked(about = "Seed of the choice. Default: the plan's.") long seed,
      @Asked(about = "Whether Exif orientation is applied. Default: as the plan says.")
          boolean upright)
      implements ExperimentSettings {
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
   * Repairs, judged.
   *
   * @param methods by name, in order
   * @param use {@code search}, {@code classification} or {@code privacy}
   * @param fittedOn {@code raw} or {@code unit} of all methods; absent where each has its own
   * @param canonical the chain that photos go through before they are embedded, if any
   * @param seed of the split of the photos
   * @param judges photos that train the auditor, and that test, at most
   */
  @JsonTypeName("repair")
  record Repair(
      @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
          Classes parameter,
      @Asked(
              option = "--methods",
              label = "M",
              about = "Methods to fit and judge.",
              value =
                  "[\"identity\",\"random\",\"leace\",\"leace-exact\",\"splince\",\"nap\",\"whiten\","
                      + "\"mean\",\"combat\",\"canonical\"]")
          List<String> methods,
      @Asked(
              option = "--for",
              label = "USE",
              about = "What is to become better.",
              choices = {"search", "classification", "privacy"},
              value = "\"search\"")
          @JsonProperty("for")
          String use,
      @Asked(
              option = "--fitted-on",
              label = "FORM",
              about =
                  "Fit all methods on vectors as stored, or of length 1. Default: raw for"
                      + " leace-exact, unit for all others.",
              choices = {"raw", "unit"})
          @Nullable String fittedOn,
      @Asked(about = "The chain that canonical sends photos through before they are embedded.")
          @Nullable String canonical,
      @Asked(about = "Seed of the split of the photos.", value = "0") long seed,
      @Asked(
              option = "--judges",
              label = "N",
              about = "Photos that train the auditor, and that test, at most.",
              least = 1,
              value = "1000")
          int judges,
      @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
          boolean dropBadRows)
      implements ExperimentSettings {
    @Override
    public String about() {
      return parameter.id();
    }

    @Override
    public Repair withDefaults() {
      return new Repair(
          parameter,
          Arrays.stream(Method.values()).map(Method::id).toList(),
          Use.SEARCH.id(),
          null,
          canonical,
          0,
          RepairStudy.JUDGES,
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
  @JsonTypeName("threshold")
  record Threshold(
      Map<String, String> kinds,
      int collection,
      int photos,
      long seed,
      boolean upright,
      @Nullable String strangersExcept)
      implements ExperimentSettings {

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
  @JsonTypeName("diff")
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
