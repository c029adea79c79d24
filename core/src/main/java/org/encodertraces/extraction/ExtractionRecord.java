package org.encodertraces.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.encoder.EncoderCard;
import org.encodertraces.io.SettingsFile;
import org.encodertraces.io.Sha256;

/** What the embeddings of one encoder and split were made from; kept beside them as JSON. */
public record ExtractionRecord(Map<String, String> settings) {

  private static final String CATEGORY = "category";
  private static final String BATCH = "batch";

  static ExtractionRecord of(EncoderCard card, ExtractionSettings settings, List<Photo> photos)
      throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("encoder", card.id());
    values.put("encoder fingerprint", card.fingerprint());
    values.put(CATEGORY, card.category());
    values.put("transform", card.transform());
    values.put("device", card.device());
    values.put("seed", Long.toString(settings.seed()));
    values.put(BATCH, Integer.toString(settings.batch()));
    values.put("orientation", settings.upright() ? "upright by Exif" : "as stored");
    values.put("photos", Integer.toString(photos.size()));
    values.put("photo list", digest(photos));
    return new ExtractionRecord(values);
  }

  /**
   * A digest of ids, labels and sizes: cheap, and changes when a photo comes, goes or is replaced.
   */
  public static String digest(List<Photo> photos) throws IOException {
    StringBuilder list = new StringBuilder();
    for (Photo photo : photos) {
      long size = photo.bytes().size();
      list.append(photo.id()).append('\0').append(photo.label()).append('\0').append(size);
      list.append('\n');
    }
    return Sha256.of(list.toString());
  }

  /**
   * Takes the folder for these settings.
   *
   * @throws org.encodertraces.InputException when {@code file} records others
   */
  void claim(Path file) throws IOException {
    SettingsFile.claim(file, "embeddings", settings);
  }

  /** The category of an encoder whose embeddings lie in {@code folder}, if a record tells it. */
  public static Optional<String> category(Path folder, EncoderName encoder) throws IOException {
    return recorded(folder, encoder, CATEGORY);
  }

  /**
   * The batch that embeddings of {@code encoder} in {@code folder} were begun with, so that a run
   * that continues need not be told.
   */
  public static Optional<Integer> batch(Path folder, EncoderName encoder) throws IOException {
    return recorded(folder, encoder, BATCH)
        .filter(batch -> batch.matches("\\d{1,4}"))
        .map(Integer::valueOf);
  }

  private static Optional<String> recorded(Path folder, EncoderName encoder, String setting)
      throws IOException {
    for (Split split : Split.values()) {
      Path file = file(folder, encoder, split);
      if (Files.exists(file)) {
        return Optional.ofNullable(SettingsFile.read(file).get(setting));
      }
    }
    return Optional.empty();
  }

  /** Where the record of an encoder and split lies in the data set's folder. */
  static Path file(Path folder, EncoderName encoder, Split split) {
    return folder.resolve(EmbeddingFolder.stem(encoder, split) + ".settings.json");
  }

  /** A digest of the settings, for shards. */
  String fingerprint() {
    return Sha256.of(settings.toString());
  }
}
