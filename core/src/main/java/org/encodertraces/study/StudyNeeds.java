package org.encodertraces.study;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.Need;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.ExperimentSettings;

/**
 * The embeddings that a plan's experiments read.
 *
 * @param halves processings of training and validation photos, in order
 * @param unsplit processings of all photos in one file
 */
record StudyNeeds(List<Processing> halves, List<Processing> unsplit) {

  /** What is run together, of one experiment. */
  record Together(Experiment<?, ?> experiment, List<ExperimentSettings> settings) {

    /** Whether photos are embedded anew. */
    boolean embedsAnew() {
      return needs(experiment, settings.get(0)).contains(Need.ENCODER);
    }
  }

  private record Key(String experiment, Object together) {}

  static StudyNeeds of(StudyPlan plan, List<Experiment<?, ?>> known) {
    Set<Processing> halves = new LinkedHashSet<>();
    Set<Processing> unsplit = new LinkedHashSet<>();
    for (StudyPlan.Planned planned : plan.experiments()) {
      Experiment<?, ?> experiment = named(planned.settings(), known);
      List<Processing> processings = processings(experiment, planned.settings());
      if (needs(experiment, planned.settings()).contains(Need.HALVES)) {
        halves.addAll(processings);
      }
      if (needs(experiment, planned.settings()).contains(Need.UNSPLIT)) {
        unsplit.addAll(processings);
      }
    }
    return new StudyNeeds(List.copyOf(halves), List.copyOf(unsplit));
  }

  /** Whether any experiment of a plan needs this. */
  static boolean anyNeeds(StudyPlan plan, List<Experiment<?, ?>> known, Need need) {
    return plan.experiments().stream()
        .anyMatch(
            planned -> needs(named(planned.settings(), known), planned.settings()).contains(need));
  }

  /** Whether there are any. */
  boolean embeddings() {
    return !halves.isEmpty() || !unsplit.isEmpty();
  }

  /** The experiments of an encoder in the plan's order, with what runs together at its first. */
  static List<Together> together(StudyPlan plan, List<Experiment<?, ?>> known, String encoder) {
    Map<Key, Together> byKey = new LinkedHashMap<>();
    for (StudyPlan.Planned planned : plan.experiments()) {
      if (planned.isOf(encoder)) {
        ExperimentSettings settings = planned.settings();
        Experiment<?, ?> experiment = named(settings, known);
        List<ExperimentSettings> together =
            byKey
                .computeIfAbsent(
                    new Key(experiment.name(), key(experiment, settings)),
                    key -> new Together(experiment, new ArrayList<>()))
                .settings();
        // A plan may ask for one thing twice, such as knn of jpeg beside knn of all parameters.
        if (!together.contains(settings)) {
          together.add(settings);
        }
      }
    }
    return List.copyOf(byKey.values());
  }

  private static Experiment<?, ?> named(ExperimentSettings settings, List<Experiment<?, ?>> known) {
    return Experiments.named(settings.experiment(), known)
        .orElseThrow(() -> new IllegalArgumentException(settings.experiment()));
  }

  /** What an experiment needs for these settings. */
  static <S extends ExperimentSettings> Set<Need> needs(
      Experiment<S, ?> experiment, ExperimentSettings settings) {
    return experiment.needs(experiment.settings().cast(settings));
  }

  /** The plan's encoders that some experiment needs; vectors in files need none. */
  static List<String> encoders(StudyPlan plan, List<Experiment<?, ?>> known) {
    return plan.encoders().stream().filter(encoder -> !of(encoder, plan, known).isEmpty()).toList();
  }

  /** What the experiments of an encoder need. */
  static Set<Need> of(String encoder, StudyPlan plan, List<Experiment<?, ?>> known) {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    plan.experiments().stream()
        .filter(planned -> planned.isOf(encoder))
        .forEach(one -> needs.addAll(needs(named(one.settings(), known), one.settings())));
    return needs;
  }

  /** Encoders that experiments compare with, each once. */
  static List<String> otherEncoders(StudyPlan plan, List<Experiment<?, ?>> known) {
    return plan.experiments().stream()
        .flatMap(planned -> others(planned.settings(), known).stream())
        .distinct()
        .toList();
  }

  /** The encoder that an experiment compares with, if any. */
  static List<String> others(ExperimentSettings settings, List<Experiment<?, ?>> known) {
    return other(named(settings, known), settings).stream().toList();
  }

  private static <S extends ExperimentSettings> Optional<String> other(
      Experiment<S, ?> experiment, ExperimentSettings settings) {
    return experiment.otherEncoder(experiment.settings().cast(settings));
  }

  /** The processings under which an experiment reads embeddings, in order. */
  static List<Processing> processings(ExperimentSettings settings, List<Experiment<?, ?>> known) {
    return processings(named(settings, known), settings);
  }

  private static <S extends ExperimentSettings> Object key(
      Experiment<S, ?> experiment, ExperimentSettings settings) {
    return experiment.together(experiment.settings().cast(settings));
  }

  private static <S extends ExperimentSettings> List<Processing> processings(
      Experiment<S, ?> experiment, ExperimentSettings settings) {
    return experiment.processings(experiment.settings().cast(settings));
  }
}
