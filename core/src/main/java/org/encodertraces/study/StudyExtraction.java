package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.engine.Engine;
import org.encodertraces.extraction.Extraction;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.processing.Processing;

/**
 * Makes the embeddings that a plan's experiments read, or what is missing of them.
 *
 * @param skippedList name of the list of photos that could not be read
 */
record StudyExtraction(
    StudyPlan plan,
    ImageDataset dataset,
    OpenEncoders encoders,
    StudyNeeds needs,
    String skippedList,
    Engine engine) {

  Extracted run() throws IOException, InterruptedException {
    Path out = Path.of(plan.folder().orElseThrow());
    Path folder = out.resolve("embeddings");
    int batch = batch(folder.resolve(dataset.name()));
    Extraction.Destination destination =
        new Extraction.Destination(folder, out.resolve(skippedList));
    List<SkippedPhoto> skipped = new ArrayList<>();
    int train = 0;
    if (!needs.halves().isEmpty()) {
      Extraction.Outcome halves =
          extraction(dataset, needs.halves(), batch, destination).run(Split.HALVES);
      skipped.addAll(halves.skipped());
      train = halves.rows().getOrDefault(Split.TRAIN, 0);
    }
    if (!needs.unsplit().isEmpty()) {
      Extraction.Outcome whole =
          extraction(dataset.withoutSplits(), needs.unsplit(), batch, destination)
              .run(List.of(Split.ALL));
      whole.skipped().stream().filter(photo -> !skipped.contains(photo)).forEach(skipped::add);
    }
    return new Extracted(
        folder.resolve(dataset.name()), batch, train, skipped, destination.skipped());
  }

  private Extraction extraction(
      ImageDataset photos,
      List<Processing> processings,
      int batch,
      Extraction.Destination destination) {
    return new Extraction(
        photos,
        encoders.encoders(),
        new ExtractionSettings(processings, plan.seed(), batch, plan.upright()),
        destination,
        engine.threads(),
        engine.progress());
  }

  /** The plan's batch, or the one the folder was begun with, or that of the first encoder. */
  private int batch(Path folder) throws IOException {
    if (plan.batch() != null) {
      return plan.batch();
    }
    FirstUse.Ready first = encoders.ready().get(0);
    return Files.isDirectory(folder)
        ? EmbeddingStore.open(folder)
            .of(EncoderName.ofId(first.encoder().card().id()))
            .batch()
            .orElse(first.batch())
        : first.batch();
  }
}
