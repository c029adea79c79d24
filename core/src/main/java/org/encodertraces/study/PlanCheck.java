package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Need;
import org.encodertraces.result.ExperimentSettings;

/** Whether what a plan's file names is here and bears what is asked, told before it is run. */
public record PlanCheck(Path file, StudyPlan plan, List<Experiment<?, ?>> known) {

  /**
   * Refuses a plan that names what is not here.
   *
   * @throws InputException naming the plan's file, the key and the value
   */
  public void require() throws IOException {
    StudyPlan.Data data = plan.data();
    if (data.images() != null && !Files.exists(Path.of(data.images()))) {
      throw wrong("data.images", data.images(), "no such file or folder");
    }
    if (data.embeddings() != null && !Files.isDirectory(Path.of(data.embeddings()))) {
      throw wrong("data.embeddings", data.embeddings(), "no such folder of embeddings");
    }
    if (data.through() != null && !Files.isRegularFile(Path.of(data.through()))) {
      throw wrong("data.through", data.through(), "no such file");
    }
    for (String encoder : StudyNeeds.encoders(plan, known)) {
      Set<Need> needs = StudyNeeds.of(encoder, plan, known);
      if (data.embeddings() == null || needs.contains(Need.ENCODER)) {
        requireEncoder("encoders", encoder);
      }
      if (data.embeddings() != null
          && (needs.contains(Need.HALVES) || needs.contains(Need.UNSPLIT))) {
        requireStored(encoder, EmbeddingStore.open(Path.of(data.embeddings())));
      }
    }
    for (int i = 0; i < plan.experiments().size(); i++) {
      ExperimentSettings settings = plan.experiments().get(i).settings();
      for (String other : StudyNeeds.others(settings, known)) {
        requireEncoder("experiments[%d].other".formatted(i), other);
      }
    }
  }

  /**
   * Refuses a plan whose photos do not bear what it asks of them, as its run would: they are
   * listed, and none is opened.
   *
   * @throws InputException naming the plan's file, the key and the value
   */
  public void requirePhotos() throws IOException {
    PlanPhotos photos = new PlanPhotos(plan, known, true);
    if (photos.readsList()) {
      Optional<ImageDataset> listed = listed();
      if (listed.isPresent()) {
        inFile(() -> photos.require(listed.get()));
      }
    }
    inFile(photos::requireStored);
  }

  /** Something that refuses values of the plan by their keys. */
  @FunctionalInterface
  private interface Check {
    void run() throws IOException;
  }

  private void inFile(Check check) throws IOException {
    try {
      check.run();
    } catch (UsageException | InputException e) {
      throw new InputException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Optional<ImageDataset> listed() throws IOException {
    try {
      return PlanPhotos.list(plan);
    } catch (InputException e) {
      throw new InputException("%s: data.images: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void requireEncoder(String key, String reference) throws IOException {
    try {
      Encoders.requireThere(reference, EncoderHome.of(System.getenv()));
    } catch (UsageException | InputException e) {
      String said = String.valueOf(e.getMessage()).replaceFirst("^encoder ", "");
      throw new InputException("%s: %s: %s".formatted(file, key, said), e);
    }
  }

  private void requireStored(String encoder, EmbeddingStore store) throws IOException {
    EncoderName name = EncoderName.ofReference(encoder);
    for (Split split : Split.values()) {
      if (!store.of(name).processings(split).isEmpty()) {
        return;
      }
    }
    List<EncoderName> there = store.encoders();
    throw wrong(
        "encoders",
        encoder,
        "no embeddings of it in %s, which has %s"
            .formatted(
                store.folder().root(),
                there.isEmpty()
                    ? "none"
                    : "those of "
                        + there.stream().map(EncoderName::id).collect(Collectors.joining(", "))));
  }

  private InputException wrong(String key, String value, String said) {
    return new InputException("%s: %s: %s: %s".formatted(file, key, value, said));
  }
}
