package org.encodertraces.extraction;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.EncoderCard;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.image.Window;
import org.encodertraces.io.WholeFile;
import org.encodertraces.photo.PhotoReader;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.ScaleDraw;
import org.encodertraces.processing.SharedChains;

/**
 * The shard function: a task and its opened encoders in, one file of embeddings out.
 *
 * <p>Each photo is read and decoded once for all processings and encoders. Everything runs on the
 * calling thread and nothing is kept, so the bytes depend on the arguments alone; callers run as
 * many as they have cores. Memory is that of one batch, whatever the number of photos: its crops
 * for every encoder and processing, and its embeddings under one of them, which go to disk at once.
 */
public final class ShardExtractor {

  private final ShardTask task;
  private final List<Encoder> encoders;
  private final SharedChains chains;
  private final ShardWriter out;
  private final List<Integer> rows = new ArrayList<>();
  private final Map<Integer, String> skipped = new LinkedHashMap<>();
  private final List<PhotoSource> sources = new ArrayList<>();

  private double decode;
  private double process;
  private double embed;

  /** CPU seconds of this thread when {@link #spent} was asked last. */
  private double told;

  private ShardExtractor(ShardTask task, List<Encoder> encoders, ShardWriter out) {
    this.task = task;
    this.encoders = encoders;
    this.chains = new SharedChains(task.processings());
    this.out = out;
    spent();
  }

  /**
   * CPU seconds of a shard's stages.
   *
   * @param decode reading and decoding
   * @param process processings and crops
   * @param embed the networks' runs, and writing
   */
  public record Seconds(double decode, double process, double embed) {}

  /**
   * Does the work of a shard.
   *
   * @param encoders those of the task, in its order
   * @param file gets the shard, whole or not at all; not forced to disk, as it has a checksum
   * @return what the calling thread spent
   * @throws InputException when the encoders are others, or one gives a value that is not finite
   */
  public static Seconds write(ShardTask task, List<Encoder> encoders, Path file)
      throws IOException {
    requireSame(task.encoders(), encoders.stream().map(Encoder::card).toList());
    List<Integer> dimensions = encoders.stream().map(Encoder::dimension).toList();
    List<Seconds> spent = new ArrayList<>();
    WholeFile.writeUnforced(
        file,
        channel ->
            spent.add(
                new ShardExtractor(task, encoders, new ShardWriter(channel, task, dimensions))
                    .run()));
    return spent.get(0);
  }

  /** What the thread spent since the last call. */
  private double spent() {
    double now = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    double spent = now - told;
    told = now;
    return spent;
  }

  private static void requireSame(List<EncoderCard> expected, List<EncoderCard> opened) {
    if (!expected.equals(opened)) {
      throw new InputException(
          "shard task: is for the encoders %s, and %s are open".formatted(expected, opened));
    }
  }

  private Seconds run() throws IOException {
    for (int from = 0; from < task.photos().size(); from += task.batch()) {
      int to = Math.min(from + task.batch(), task.photos().size());
      int done = rows.size();
      List<List<List<RgbImage>>> crops = emptyCrops();
      for (int i = from; i < to; i++) {
        stopIfInterrupted();
        take(i, crops);
      }
      if (rows.size() > done) {
        embed(done, crops);
      }
      embed += spent();
    }
    out.end(rows, skipped, sources);
    return new Seconds(decode, process, embed + spent());
  }

  /** Reading would fail then, and photos be skipped that are in order. */
  private static void stopIfInterrupted() throws ClosedByInterruptException {
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException();
    }
  }

  private void take(int position, List<List<List<RgbImage>>> crops) throws IOException {
    ShardTask.Place photo = task.photos().get(position);
    String stamp = PhotoSource.stampOf(photo.bytes());
    sources.add(new PhotoSource("", stamp));
    try {
      byte[] bytes = PhotoReader.bytes(photo.bytes());
      sources.set(position, PhotoSource.of(bytes, stamp));
      RgbImage decoded = PhotoReader.decoded(bytes, task.upright());
      decode += spent();
      addCrops(photo, decoded, crops);
      rows.add(position);
    } catch (UnreadableImageException e) {
      skipped.put(position, String.valueOf(e.getMessage()));
    }
    process += spent();
  }

  private List<List<List<RgbImage>>> emptyCrops() {
    List<List<List<RgbImage>>> crops = new ArrayList<>();
    for (int e = 0; e < encoders.size(); e++) {
      List<List<RgbImage>> ofEncoder = new ArrayList<>();
      for (int p = 0; p < task.processings().size(); p++) {
        ofEncoder.add(new ArrayList<>());
      }
      crops.add(ofEncoder);
    }
    return crops;
  }

  /** Adds the photo's crop for every encoder and processing, or none at all. */
  private void addCrops(ShardTask.Place photo, RgbImage decoded, List<List<List<RgbImage>>> crops)
      throws IOException {
    for (Processing processing : task.together()) {
      processing.requireTakes(decoded);
    }
    ScaleDraw draw = new ScaleDraw.OfPhoto(task.seed(), photo.id());
    RgbImage[][] ofPhoto = new RgbImage[task.processings().size()][encoders.size()];
    chains.apply(
        decoded,
        draw,
        this::seen,
        (positions, processed) -> {
          for (int e = 0; e < encoders.size(); e++) {
            RgbImage crop = encoders.get(e).crop(processed);
            for (int p : positions) {
              ofPhoto[p][e] = task.processings().get(p).afterCrop(crop);
            }
          }
        });
    for (int e = 0; e < encoders.size(); e++) {
      for (int p = 0; p < ofPhoto.length; p++) {
        crops.get(e).get(p).add(ofPhoto[p][e]);
      }
    }
  }

  /** What any encoder looks at. */
  private Window seen(PictureSize size) {
    return encoders.stream()
        .map(encoder -> encoder.sees(size))
        .reduce(Window::with)
        .orElseGet(() -> Window.of(size));
  }

  /** Embeds the crops of the photos {@code rows[done …]} and writes them. */
  private void embed(int done, List<List<List<RgbImage>>> crops) throws IOException {
    for (int e = 0; e < encoders.size(); e++) {
      Encoder encoder = encoders.get(e);
      int dimension = encoder.dimension();
      for (int p = 0; p < task.processings().size(); p++) {
        float[] embeddings = encoder.embed(crops.get(e).get(p));
        for (int i = 0; i < embeddings.length; i++) {
          if (!Float.isFinite(embeddings[i])) {
            throw new InputException(
                "%s: gives %s for %s under %s (value %d of its embedding)"
                    .formatted(
                        encoder.card().id(),
                        embeddings[i],
                        task.photos().get(rows.get(done + i / dimension)).id(),
                        task.processings().get(p),
                        i % dimension));
          }
        }
        out.block(embeddings);
      }
    }
  }
}
