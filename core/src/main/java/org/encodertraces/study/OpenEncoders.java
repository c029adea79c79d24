package org.encodertraces.study;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.Progress;
import org.encodertraces.encoder.Compute;
import org.encodertraces.encoder.Device;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.extraction.ShardTask;

/** The encoders of a plan, opened; an encoder that is new here is checked first. */
final class OpenEncoders implements AutoCloseable {

  private final List<String> ofPlan;
  private final Map<String, FirstUse.Ready> byReference = new LinkedHashMap<>();

  private OpenEncoders(List<String> ofPlan) {
    this.ofPlan = ofPlan;
  }

  static OpenEncoders none() {
    return new OpenEncoders(List.of());
  }

  /**
   * Opens a plan's for so many photos.
   *
   * @param wanted of the plan's encoders
   * @param others that are compared with, by reference
   */
  static OpenEncoders of(
      StudyPlan plan,
      List<String> wanted,
      List<String> others,
      int photos,
      int threads,
      Progress progress)
      throws IOException, InterruptedException {
    OpenEncoders opened = new OpenEncoders(plan.encoders());
    try {
      Set<String> references = new LinkedHashSet<>(wanted);
      references.addAll(others);
      for (String reference : references) {
        opened.byReference.put(
            reference,
            open(
                reference,
                Optional.ofNullable(plan.batch()),
                Device.of(plan.device()),
                photos,
                threads,
                progress));
      }
      return opened;
    } catch (IOException | RuntimeException | InterruptedException e) {
      opened.close();
      throw e;
    }
  }

  private static FirstUse.Ready open(
      String reference,
      Optional<Integer> batch,
      Device device,
      int photos,
      int threads,
      Progress progress)
      throws IOException, InterruptedException {
    // A shard's batches wait for one another, so shards are what cores share.
    int perShard = ShardTask.photosPerShard(batch.orElse(ExtractionSettings.DEFAULT_BATCH));
    Compute compute = Compute.of(device, threads, (photos + perShard - 1) / perShard);
    FirstUse.Ready ready =
        new FirstUse(
                EncoderHome.of(System.getenv()),
                CheckPictures.few(),
                Runtime.getRuntime().availableProcessors(),
                progress)
            .open(reference, compute);
    return batch.map(own -> new FirstUse.Ready(ready.encoder(), own)).orElse(ready);
  }

  /** The plan's encoders that are open, in its order. */
  List<FirstUse.Ready> ready() {
    return ofPlan.stream().flatMap(reference -> of(reference).stream()).toList();
  }

  /** The networks of these. */
  List<Encoder> encoders() {
    return ready().stream().map(FirstUse.Ready::encoder).toList();
  }

  /** What was opened by this reference. */
  Optional<FirstUse.Ready> of(String reference) {
    return Optional.ofNullable(byReference.get(reference));
  }

  /** All that are open, by reference. */
  Map<String, FirstUse.Ready> byReference() {
    return byReference;
  }

  @Override
  public void close() {
    byReference.values().forEach(one -> one.encoder().close());
  }
}
