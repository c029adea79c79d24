package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.experiment.Material;

/** What experiments get of a plan's encoders, one after another. */
record StudyMaterial(
    StudyPlan plan, String command, Optional<ImageDataset> images, OpenEncoders encoders) {

  /**
   * Of one encoder.
   *
   * @param index in the plan
   * @param extracted embeddings that were made for this run, if any
   */
  Material of(int index, Optional<Extracted> extracted) throws IOException {
    String reference = plan.encoders().get(index);
    Optional<FirstUse.Ready> ready = encoders.of(reference);
    EncoderName name =
        ready
            .map(one -> EncoderName.ofId(one.encoder().card().id()))
            .orElse(EncoderName.ofReference(reference));
    Optional<Path> folder =
        extracted
            .map(Extracted::folder)
            .or(() -> Optional.ofNullable(plan.data().embeddings()).map(Path::of));
    Optional<StoredEncoder> stored = stored(folder, name);
    return new Material(
        origin(name, ready, folder, stored),
        stored,
        images.map(
            one -> new Material.Photos(one, plan.seed(), Optional.ofNullable(plan.data().label()))),
        ready.map(
            one -> opened(one, reference, extracted.map(Extracted::batch).orElse(one.batch()))),
        encoders.byReference().entrySet().stream()
            .map(one -> opened(one.getValue(), one.getKey(), one.getValue().batch()))
            .toList());
  }

  private Material.Opened opened(FirstUse.Ready ready, String reference, int batch) {
    return new Material.Opened(ready.encoder(), reference, batch, plan.device());
  }

  private Material.Origin origin(
      EncoderName name,
      Optional<FirstUse.Ready> ready,
      Optional<Path> folder,
      Optional<StoredEncoder> stored)
      throws IOException {
    Optional<String> recorded = stored.isPresent() ? stored.get().category() : Optional.empty();
    return new Material.Origin(
        command,
        dataset(folder).orElse(name.variant()),
        name,
        ready.map(one -> one.encoder().card().category()).or(() -> recorded).orElse("custom"),
        stored.isPresent() ? stored.get().found() : Map.of(),
        stored.isPresent() ? stored.get().network() : Optional.empty());
  }

  /** The name of what is studied: the photos' or the embeddings' folder's. */
  private Optional<String> dataset(Optional<Path> folder) {
    return images
        .map(ImageDataset::name)
        .filter(one -> plan.data().embeddings() == null)
        .or(
            () ->
                folder.map(one -> String.valueOf(one.toAbsolutePath().normalize().getFileName())));
  }

  private Optional<StoredEncoder> stored(Optional<Path> folder, EncoderName name)
      throws IOException {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    EmbeddingStore store = EmbeddingStore.open(folder.get());
    String through = plan.data().through();
    return Optional.of(
        (through == null ? store : store.through(AffineMapFile.read(Path.of(through)))).of(name));
  }
}
