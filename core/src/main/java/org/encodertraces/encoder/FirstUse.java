package org.encodertraces.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.image.RgbImage;
import org.encodertraces.io.SettingsFile;
import org.encodertraces.io.Sha256;

/**
 * Opens encoders for work. A file that was never used on this machine is checked before it is
 * trusted, and its batch is measured; both are remembered beside the encoders, by the file's
 * SHA-256, its transform and what runs it.
 *
 * @param home where it is remembered
 * @param pictures some of different things, four or more
 * @param threads that run batches at once while the batch is measured: the machine's, whatever a
 *     command uses, so that what is remembered does not depend on it
 */
public record FirstUse(EncoderHome home, List<RgbImage> pictures, int threads, Progress progress) {

  /** Pictures a call where nothing was measured; the size whose bits others must give. */
  public static final int DEFAULT_BATCH = 16;

  private static final String BATCH = "batch";

  /**
   * An encoder that can be used.
   *
   * @param batch pictures a call that were measured to be fast
   */
  public record Ready(Encoder encoder, int batch) {}

  /**
   * Opens an encoder as {@link Encoders#open} does.
   *
   * @throws InputException when it fails the check, saying what is wrong
   */
  public Ready open(String reference, Compute compute) throws IOException, InterruptedException {
    Encoder encoder = Encoders.open(reference, home, compute);
    if (!(encoder instanceof OnnxEncoder onnx)) {
      return new Ready(encoder, DEFAULT_BATCH);
    }
    try {
      Map<String, String> identity = identity(onnx, compute);
      Path file = home.root().resolve(".checked").resolve(Sha256.of(identity.toString()) + ".json");
      Optional<Integer> known = remembered(file);
      return new Ready(
          encoder, known.isPresent() ? known.get() : firstTime(reference, encoder, identity, file));
    } catch (IOException | RuntimeException | InterruptedException e) {
      encoder.close();
      throw e;
    }
  }

  private Map<String, String> identity(OnnxEncoder encoder, Compute compute) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("encoder fingerprint", encoder.card().fingerprint());
    identity.put("signature", encoder.signature());
    identity.put("transform", encoder.card().transform());
    identity.put("ONNX Runtime", OnnxEncoder.runtimeVersion());
    identity.put("device", compute.device().toString());
    return identity;
  }

  private static Optional<Integer> remembered(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(SettingsFile.read(file).get(BATCH)).map(Integer::valueOf);
    } catch (IOException | InputException | NumberFormatException e) {
      return Optional.empty(); // not ours any more: checked again, and written anew
    }
  }

  private int firstTime(String reference, Encoder encoder, Map<String, String> identity, Path file)
      throws IOException, InterruptedException {
    progress.say(reference + ": first use on this machine; checking it and measuring its batch");
    Optional<String> wrong = EncoderCheck.whatIsWrong(encoder, pictures);
    if (wrong.isPresent()) {
      throw new InputException(
          "%s: cannot be used: it %s (traces encoders check tells more)"
              .formatted(reference, wrong.get()));
    }
    int batch = BatchCalibration.measure(encoder, pictures, threads);
    Map<String, String> record = new LinkedHashMap<>(identity);
    record.put("id", encoder.card().id());
    record.put(BATCH, Integer.toString(batch));
    try {
      SettingsFile.write(file, record);
    } catch (IOException e) {
      progress.say(
          "%s: cannot be written (%s), so the next run checks again"
              .formatted(file, e.getMessage()));
    }
    return batch;
  }
}
