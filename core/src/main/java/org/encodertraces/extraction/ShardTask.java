package org.encodertraces.extraction;

import java.util.List;
import org.encodertraces.dataset.PhotoBytes;
import org.encodertraces.dataset.PhotoPlaces;
import org.encodertraces.encoder.EncoderCard;
import org.encodertraces.processing.Processing;

/**
 * The work of one shard, as a value: all that decides the bytes of its file, besides the photos'
 * bytes and the encoders' weights. {@link ShardExtractor#write} does it, in a thread here or in
 * another process that reads {@link #toJson}, with the same bytes.
 *
 * <p>Labels and marks are not part of it: they go beside the rows when shards are merged.
 *
 * @param number of the shard in its split, from 0 on
 * @param fingerprint of all that decides the bytes of a row; a shard with another is not reused
 * @param encoders whose embeddings the shard holds, by what they must be when they are opened
 * @param processings that it holds, in order
 * @param together processings whose embeddings go with these: a photo too small for one has no row
 * @param seed of the random scales
 * @param batch photos whose crops go through the network together
 * @param upright whether Exif orientation is applied
 * @param photos in order; batches are cut from them, first to last
 */
public record ShardTask(
    int number,
    String fingerprint,
    List<EncoderCard> encoders,
    List<Processing> processings,
    List<Processing> together,
    long seed,
    int batch,
    boolean upright,
    List<Place> photos) {

  /**
   * Photos of a shard, but for what fills its last batch; the same for every data set.
   *
   * <p>A kill loses what threads had of their shards. Under all 17 processings that is 5 seconds a
   * thread with MobileNetV2 (0.17 s of CPU a photo) and some two minutes with ViT-B/16. ImageNet's
   * 1,281,167 photos make 40,037 files in one folder until they are merged, which file systems of
   * today take. Larger shards would leave cores of a large machine idle on small data; smaller ones
   * would make more files and save no time that matters.
   */
  public static final int PHOTOS = 32;

  /**
   * A photo of a shard.
   *
   * @param id what its random draws hang on
   */
  public record Place(String id, PhotoBytes bytes) {}

  public ShardTask {
    encoders = List.copyOf(encoders);
    processings = List.copyOf(processings);
    together = List.copyOf(together);
    photos = List.copyOf(photos);
    ExtractionSettings.requireBatch(batch);
  }

  /** Photos of a shard when batches are so large: {@link #PHOTOS}, rounded up to whole batches. */
  public static int photosPerShard(int batch) {
    return (PHOTOS + batch - 1) / batch * batch;
  }

  /**
   * This description as JSON. Relative paths stay relative: whoever reads it must run in the same
   * working folder.
   *
   * @throws org.encodertraces.InputException when a photo's path has characters that no text holds
   */
  public String toJson() {
    return ShardTaskJson.of(this);
  }

  /**
   * The description that {@link #toJson} wrote.
   *
   * @param places reads where photos lie; one for all tasks of a process, so that they share what
   *     is kept of Parquet files
   * @throws org.encodertraces.InputException when it is none, lacks a key, or names relative paths
   *     of another working folder
   */
  public static ShardTask ofJson(String json, PhotoPlaces places) {
    return ShardTaskJson.read(json, places);
  }
}
