package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.experiment.Ahead;
import org.encodertraces.experiment.Asking;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.Field;
import org.encodertraces.experiment.Need;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;

/**
 * Whether a plan's photos bear what it asks of them, told before any is embedded: by their list, or
 * of embeddings that exist by what stands beside their rows.
 *
 * @param written whether the plan is a document, whose keys its author knows; what a command plans
 *     was asked for by options
 */
record PlanPhotos(StudyPlan plan, List<Experiment<?, ?>> known, boolean written) {

  /** The photos of a plan, which are listed and not opened. */
  static Optional<ImageDataset> list(StudyPlan plan) throws IOException {
    String path = plan.data().images();
    if (path == null) {
      return Optional.empty();
    }
    String name = plan.data().dataset();
    return Optional.of(
        Datasets.open(
            Path.of(path),
            new Datasets.Reading(
                name == null ? "" : name, plan.seed(), Optional.ofNullable(plan.data().label()))));
  }

  /** Whether photos that are listed decide anything. */
  boolean readsList() {
    return plan.experiments().stream().anyMatch(one -> isOfList(needs(one)));
  }

  /** Whether an experiment embeds photos, or reads what is made of them for this plan. */
  private boolean isOfList(Set<Need> needs) {
    return needs.contains(Need.ENCODER) || (plan.data().embeddings() == null && readsRows(needs));
  }

  private static boolean readsRows(Set<Need> needs) {
    return needs.contains(Need.HALVES) || needs.contains(Need.UNSPLIT);
  }

  /**
   * Refuses photos of which an experiment asks what they cannot bear.
   *
   * @throws InputException or {@link UsageException} that names the value, of a plan by its key
   */
  void require(ImageDataset photos) {
    Ahead ahead = Ahead.of(photos);
    for (int i = 0; i < plan.experiments().size(); i++) {
      Set<Need> needs = needs(plan.experiments().get(i));
      if (!isOfList(needs)) {
        continue;
      }
      if (needs.contains(Need.HALVES)) {
        requireHalves(photos, complaint(i, ahead));
      }
      require(i, ahead);
    }
  }

  private static void requireHalves(ImageDataset photos, Asking.Complaint complaint) {
    for (Split split : Split.HALVES) {
      if (photos.photos(split).isEmpty()) {
        throw complaint.about(
            "",
            Optional.empty(),
            "no photo in split %s; the experiments train on one and test on the other"
                .formatted(split.id()));
      }
    }
  }

  /** The same of embeddings that exist. */
  void requireStored() throws IOException {
    String folder = plan.data().embeddings();
    if (folder == null) {
      return;
    }
    EmbeddingStore store = EmbeddingStore.open(Path.of(folder));
    for (int i = 0; i < plan.experiments().size(); i++) {
      StudyPlan.Planned planned = plan.experiments().get(i);
      Set<Need> needs = needs(planned);
      List<Processing> read = StudyNeeds.processings(planned.settings(), known);
      if (!readsRows(needs) || read.isEmpty()) {
        continue;
      }
      for (String encoder : plan.encoders()) {
        if (planned.isOf(encoder)) {
          require(i, Ahead.of(store.of(EncoderName.ofReference(encoder)), read.get(0), needs));
        }
      }
    }
  }

  private void require(int i, Ahead ahead) {
    ExperimentSettings settings = plan.experiments().get(i).settings();
    require(experiment(settings), settings, ahead, complaint(i, ahead));
  }

  private static <S extends ExperimentSettings> void require(
      Experiment<S, ?> experiment,
      ExperimentSettings settings,
      Ahead ahead,
      Asking.Complaint complaint) {
    experiment.requirePhotos(experiment.settings().cast(settings), ahead, complaint);
  }

  private Asking.Complaint complaint(int i, Ahead ahead) {
    return written ? ofKeys(i, ahead) : ofOptions(i, ahead);
  }

  private Asking.Complaint ofKeys(int i, Ahead ahead) {
    String place = "experiments[%d]".formatted(i);
    String data = ahead.embedded() ? "data.embeddings" : "data.images";
    String experiment = plan.experiments().get(i).settings().experiment();
    return (key, value, said) ->
        new UsageException(
            key.isEmpty()
                ? "%s %s: %s %s: %s".formatted(place, experiment, data, ahead.place(), said)
                : "%s.%s: %s".formatted(place, withValue(key, value), said));
  }

  private Asking.Complaint ofOptions(int i, Ahead ahead) {
    List<Field> fields = Field.of(plan.experiments().get(i).settings().getClass());
    return (key, value, said) ->
        key.isEmpty()
            ? new InputException("%s: %s".formatted(ahead.place(), said))
            : new UsageException("%s: %s".formatted(withValue(option(key, fields), value), said));
  }

  private static String option(String key, List<Field> fields) {
    return fields.stream()
        .filter(field -> field.key().equals(key))
        .flatMap(field -> field.asked().stream())
        .map(Asked::option)
        .filter(option -> !option.isEmpty())
        .findFirst()
        .orElse(key);
  }

  private static String withValue(String key, Optional<String> value) {
    List<String> words = new ArrayList<>(List.of(key));
    value.ifPresent(words::add);
    return String.join(" ", words);
  }

  private Set<Need> needs(StudyPlan.Planned planned) {
    return StudyNeeds.needs(experiment(planned.settings()), planned.settings());
  }

  private Experiment<?, ?> experiment(ExperimentSettings settings) {
    return Experiments.named(settings.experiment(), known)
        .orElseThrow(() -> new IllegalArgumentException(settings.experiment()));
  }
}
