package org.encodertraces.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.Forecast.Part;
import org.encodertraces.Progress.Step;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.result.ExperimentSettings;

/**
 * The steps of a plan's run, in the order in which it does them, and what each is expected to take.
 * Pictures that an encoder sees are counted and not timed: the first photos tell how long one
 * takes.
 */
record StudySteps(StudyPlan plan, List<Experiment<?, ?>> known, int threads) {

  /** Where nothing tells: embeddings that exist are not opened for a forecast. */
  private static final int USUAL_PHOTOS = 1000;

  private static final int USUAL_DIMENSION = 512;

  /** The last step. */
  static final Step PAGE = new Step("page", List.of());

  /**
   * The steps.
   *
   * @param open encoders; none where the plan needs none
   * @param page whether a page is written at the end
   */
  List<Step> of(Optional<ImageDataset> images, OpenEncoders open, boolean page) {
    List<Step> steps = new ArrayList<>();
    StudyNeeds needs = StudyNeeds.of(plan, known);
    int photos = images.map(dataset -> dataset.all().size()).orElse(USUAL_PHOTOS);
    if (plan.data().embeddings() == null && needs.embeddings()) {
      steps.add(extraction(needs, photos, open.ready().size()));
    }
    for (String reference : plan.encoders()) {
      Optional<Encoder> encoder = open.of(reference).map(FirstUse.Ready::encoder);
      Experiment.Size size =
          new Experiment.Size(
              images.map(dataset -> dataset.train().size()).orElse(USUAL_PHOTOS),
              images.map(dataset -> dataset.val().size()).orElse(USUAL_PHOTOS),
              encoder.map(Encoder::dimension).orElse(USUAL_DIMENSION),
              threads);
      // A file's path would push what is done out of sight.
      String name =
          encoder
              .map(one -> one.card().id())
              .orElseGet(() -> EncoderName.ofReference(reference).id());
      for (boolean anew : new boolean[] {false, true}) {
        step(reference, name, anew, size).ifPresent(steps::add);
      }
    }
    if (page) {
      steps.add(PAGE);
    }
    return steps;
  }

  private Step extraction(StudyNeeds needs, int photos, int encoders) {
    List<Part> parts = new ArrayList<>();
    for (int each : new int[] {needs.halves().size(), needs.unsplit().size()}) {
      if (each > 0) {
        parts.add(Part.ofWork("pictures", (double) photos * each * encoders));
      }
    }
    int processings = Math.max(needs.halves().size(), needs.unsplit().size());
    return new Step(
        String.format(
            Locale.ROOT,
            "extract %,d photos under %s, %s",
            photos,
            processings == 1 ? "one processing" : processings + " processings",
            encoders == 1 ? "one encoder" : encoders + " encoders"),
        parts);
  }

  private Optional<Step> step(String encoder, String name, boolean anew, Experiment.Size size) {
    List<Part> parts = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (StudyNeeds.Together together : StudyNeeds.together(plan, known, encoder)) {
      if (together.embedsAnew() == anew) {
        names.add(together.experiment().name());
        parts.addAll(parts(together.experiment(), together.settings(), size));
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(new Step(String.join(", ", names) + " of " + name, parts));
  }

  private static <S extends ExperimentSettings> List<Part> parts(
      Experiment<S, ?> experiment, List<ExperimentSettings> settings, Experiment.Size size) {
    return experiment.parts(
        settings.stream().map(one -> experiment.settings().cast(one)).toList(), size);
  }
}
