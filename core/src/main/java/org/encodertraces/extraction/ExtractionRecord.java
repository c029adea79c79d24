package org.encodertraces.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.EncoderCard;
import org.encodertraces.io.SettingsFile;
import org.encodertraces.io.Sha256;

/**
 * What the embeddings of one encoder and split were made from; kept beside them as JSON.
 *
 * @param settings of which a folder holds embeddings of one kind alone
 * @param told of the run besides, for provenance: where the photos lay, what dealt them to splits,
 *     what ran the network
 */
public record ExtractionRecord(Map<String, String> settings, Map<String, String> told) {

  private static final String CATEGORY = "category";
  private static final String BATCH = "batch";

  static ExtractionRecord of(
      EncoderCard card, ExtractionSettings settings, ImageDataset dataset, List<Photo> photos)
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
    Map<String, String> told = new LinkedHashMap<>();
    told.put("images", dataset.root().toAbsolutePath().normalize().toString());
    told.put("split", dataset.splitRule());
    told.put("network", card.network());
    return new ExtractionRecord(values, told);
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
    SettingsFile.claim(file, "embeddings", settings, told);
  }

  /** A digest of the settings, for shards. */
  String fingerprint() {
    return Sha256.of(settings.toString());
  }
}
