package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.encoder.Compute;
import org.encodertraces.encoder.Device;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.engine.Engine;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.extraction.ShardTask;
import org.encodertraces.processing.Processing;
import org.encodertraces.study.CheckPictures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that decide what is extracted from which photos. */
final class ExtractionOptions {

  @Mixin private ImagesOptions images;
  @Mixin private ThreadsOption threads;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Pictures a call of the network. Default: what the folder was begun with, or else what was"
              + " the fastest when the encoder was first used here.")
  private @Nullable Integer batch;

  @Option(
      names = "--upright",
      description = "Apply Exif orientation; the study does not, and neither does the default.")
  private boolean upright;

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda[:N]",
      description =
          "Where the network runs; cuda needs a build with it (mvn -Pcuda package). Default:"
              + " ${DEFAULT-VALUE}.")
  private String device = "cpu";

  ImageDataset dataset() throws IOException {
    return images.dataset();
  }

  ImagesOptions images() {
    return images;
  }

  int threads() {
    return threads.count();
  }

  boolean upright() {
    return upright;
  }

  /** What computes, for a command. */
  Engine engine(CommonOptions common) {
    return threads.engine(common);
  }

  /** Pictures a call, where it was said. */
  Optional<Integer> batch() {
    return Optional.ofNullable(batch);
  }

  String device() {
    return device;
  }

  /** Refuses options that cannot be meant, before anything is read. */
  void requireSense() {
    Device.of(device);
    if (batch != null) {
      ExtractionSettings.requireBatch(batch);
    }
  }

  /** Opens the encoder, after checking it if it was never used here. */
  FirstUse.Ready open(String encoder, int photos, CommonOptions common)
      throws IOException, InterruptedException {
    // A shard's batches wait for one another, so shards are what cores share.
    int perShard =
        ShardTask.photosPerShard(batch == null ? ExtractionSettings.DEFAULT_BATCH : batch);
    Compute compute = Compute.of(Device.of(device), threads(), (photos + perShard - 1) / perShard);
    FirstUse.Ready ready =
        new FirstUse(
                EncoderHome.of(System.getenv()),
                CheckPictures.few(),
                Runtime.getRuntime().availableProcessors(),
                common.progress())
            .open(encoder, compute);
    return batch == null ? ready : new FirstUse.Ready(ready.encoder(), batch);
  }

  /**
   * The settings of a run.
   *
   * @param ready what opened, with its batch
   * @param folder of embeddings, whose batch a run without {@code --batch} continues with
   */
  ExtractionSettings settings(List<Processing> processings, FirstUse.Ready ready, Path folder)
      throws IOException {
    Optional<Integer> begun =
        batch == null
            ? begunWith(folder, EncoderName.ofId(ready.encoder().card().id()))
            : Optional.empty();
    return settings(processings, begun.orElse(ready.batch()));
  }

  private static Optional<Integer> begunWith(Path folder, EncoderName encoder) throws IOException {
    return Files.isDirectory(folder)
        ? EmbeddingStore.open(folder).of(encoder).batch()
        : Optional.empty();
  }

  ExtractionSettings settings(List<Processing> processings, int perRun) {
    return new ExtractionSettings(processings, images.seed(), perRun, upright);
  }
}
