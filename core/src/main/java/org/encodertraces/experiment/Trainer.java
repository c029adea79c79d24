package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.encodertraces.UsageException;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.SgdTrial;
import org.encodertraces.result.Asked;
import org.jspecify.annotations.Nullable;

/**
 * The classifier of a probe.
 *
 * @param kind {@code sgd} or {@code lbfgs}
 * @param tuning how sgd's trials are proposed; absent where they are given, and for lbfgs
 * @param order {@code blocks}; absent for the study's order, in which all rows are dealt anew
 */
public record Trainer(
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
            option = "--order",
            label = "rows|blocks",
            choices = {"rows", "blocks"},
            about =
                "sgd: what each epoch shuffles: all rows, as in the study (rows, the default), or"
                    + " blocks of 128 rows that one shuffle of all rows has put together (blocks):"
                    + " faster on many photos, and as accurate within the spread of seeds.")
        @Nullable String order,
    @Asked(option = "--lr", label = "X", about = "sgd: learning rate; with --wd, skips the tuning.")
        @Nullable Double lr,
    @Asked(option = "--wd", label = "X", about = "sgd: weight decay; with --lr, skips the tuning.")
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
    // One name for the study's order: plans and results of before there was another have none.
    if (ROWS.equals(order)) {
      order = null;
    }
  }

  private static final String SGD = "sgd";
  private static final String ROWS = "rows";

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
        if (tuning != null && (lr != null || wd != null)) {
          throw new UsageException(
              "%s %s: there is none with %s and %s"
                  .formatted(names.apply("tuning"), tuning, names.apply("lr"), names.apply("wd")));
        }
        yield new Classifier.Sgd(
            givenTrial(names),
            "sequence".equals(tuning) ? Classifier.Tuning.SEQUENCE : Classifier.Tuning.TPE,
            order == null ? Classifier.Order.ROWS : Classifier.Order.BLOCKS);
      }
      case "lbfgs" -> {
        if (lr != null || wd != null) {
          throw new UsageException(
              "%s and %s go with %s sgd"
                  .formatted(names.apply("lr"), names.apply("wd"), names.apply("kind")));
        }
        if (order != null || tuning != null) {
          throw new UsageException(
              "%s goes with %s sgd"
                  .formatted(names.apply(order != null ? "order" : "tuning"), names.apply("kind")));
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
  public static final Trainer STUDY = new Trainer("sgd", "tpe", null, null, null, null);

  /** Of a classifier. */
  public static Trainer of(Classifier classifier) {
    if (classifier instanceof Classifier.Sgd sgd) {
      String order = sgd.order() == Classifier.Order.ROWS ? null : word(sgd.order());
      return sgd.given()
          .map(trial -> new Trainer(SGD, null, order, trial.lr(), trial.wd(), null))
          .orElseGet(() -> new Trainer(SGD, word(sgd.tuning()), order, null, null, null));
    }
    Classifier.Logistic logistic = (Classifier.Logistic) classifier;
    return new Trainer(
        "lbfgs",
        null,
        null,
        null,
        null,
        logistic.given().isPresent() ? logistic.given().getAsDouble() : null);
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
