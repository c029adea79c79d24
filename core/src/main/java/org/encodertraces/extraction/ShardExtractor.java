package org.encodertraces.extraction;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Photo;
import org.encodertraces.embedding.EmbeddingMatrix;
import org.encodertraces.embedding.Safetensors;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.ScaleDraw;

/**
 * The shard function: a list of photos in, one file of embeddings out.
 *
 * <p>Each photo is read and decoded once for all processings and encoders. Everything runs on the
 * calling thread, so the bytes depend on the arguments alone; callers run as many as they have
 * cores. Memory is bounded by one batch: its crops under every processing.
 *
 * @param encoders whose embeddings the shard holds
 * @param settings whose processings it holds at least
 * @param together processings whose embeddings go with these: a photo too small for one has no row
 * @param fingerprint of all that decides the bytes of a row; a shard with another is not reused
 */
record ShardExtractor(
    List<Encoder> encoders,
    ExtractionSettings settings,
    Set<Processing> together,
    String fingerprint) {

  private static final String FINGERPRINT = "fingerprint";
  private static final String CHECKSUM = "checksum";
  private static final String SKIPPED = "skipped";
  private static final String ROWS = "rows";
  private static final String PROCESSINGS = "processings";
  private static final String SOURCES = "sources";

  /** Name of the tensor of one encoder and processing. */
  static String tensorName(int encoder, Processing processing) {
    return encoder + "/" + processing.name();
  }

  /**
   * A finished shard: which photos of its list have rows, in order, which were skipped, and what
   * each of them was.
   */
  record Shard(Safetensors file, int[] rows, List<SkippedPhoto> skipped) {

    /** What each photo of the list was when it was read. */
    List<PhotoSource> sources() throws IOException {
      return ShardExtractor.sources(file);
    }
  }

  private static List<PhotoSource> sources(Safetensors shard) throws IOException {
    return new ObjectMapper()
            .readValue(shard.metadata().get(SOURCES), new TypeReference<List<List<String>>>() {})
            .stream()
            .map(source -> new PhotoSource(source.get(0), source.get(1)))
            .toList();
  }

  /** The shard in {@code file}, made now unless it is there from an earlier run. */
  Shard extract(List<Photo> photos, Path file) throws IOException {
    if (!isDone(photos, file)) {
      write(photos, file);
    }
    return open(photos, file);
  }

  private boolean isDone(List<Photo> photos, Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      Safetensors shard = Safetensors.open(file);
      return fingerprint.equals(shard.metadata().get(FINGERPRINT))
          && processings(shard).containsAll(settings.processings())
          && checksum(shard).equals(shard.metadata().get(CHECKSUM))
          && isOf(photos, sources(shard));
    } catch (InputException e) {
      return false; // left by a crash of the machine, not of the run: made again
    }
  }

  /** Of a run that wanted more than is missing now, for one. */
  private static List<Processing> processings(Safetensors shard) throws IOException {
    Map<String, String> chains =
        new ObjectMapper().readValue(shard.metadata().get(PROCESSINGS), new TypeReference<>() {});
    return chains.entrySet().stream()
        .map(chain -> new Processing(chain.getKey(), ChainText.parse(chain.getValue())))
        .toList();
  }

  private static boolean isOf(List<Photo> photos, List<PhotoSource> sources) {
    for (int i = 0; i < photos.size(); i++) {
      if (sources.get(i).confirmed(photos.get(i)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** What {@link #write} took of the same values. */
  private String checksum(Safetensors shard) throws IOException {
    ValuesChecksum checksum = new ValuesChecksum();
    for (int e = 0; e < encoders.size(); e++) {
      for (Processing processing : processings(shard)) {
        EmbeddingMatrix matrix = EmbeddingMatrix.map(shard, tensorName(e, processing));
        float[] row = new float[matrix.dimension()];
        for (int i = 0; i < matrix.rows(); i++) {
          matrix.read(i, row, 0);
          checksum.add(row, row.length);
        }
      }
    }
    return checksum.text();
  }

  /** CRC-32C of float32 values in order. */
  private static final class ValuesChecksum {
    private final CRC32C sum = new CRC32C();

    void add(float[] values, int count) {
      ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
      bytes.asFloatBuffer().put(values, 0, count);
      sum.update(bytes);
    }

    String text() {
      return Long.toHexString(sum.getValue());
    }
  }

  private Shard open(List<Photo> photos, Path file) throws IOException {
    Safetensors shard = Safetensors.open(file);
    ObjectMapper json = new ObjectMapper();
    Map<Integer, String> skipped =
        json.readValue(shard.metadata().get(SKIPPED), new TypeReference<>() {});
    int[] rows = json.readValue(shard.metadata().get(ROWS), int[].class);
    return new Shard(
        shard,
        rows,
        skipped.entrySet().stream()
            .map(entry -> new SkippedPhoto(photos.get(entry.getKey()).id(), entry.getValue()))
            .toList());
  }

  private void write(List<Photo> photos, Path file) throws IOException {
    int processings = settings.processings().size();
    float[][][] values = new float[encoders.size()][processings][];
    for (int e = 0; e < encoders.size(); e++) {
      for (int p = 0; p < processings; p++) {
        values[e][p] = new float[valuesOf(encoders.get(e), photos.size())];
      }
    }
    List<Integer> rows = new ArrayList<>();
    Map<Integer, String> skipped = new LinkedHashMap<>();
    List<PhotoSource> sources = new ArrayList<>();
    for (int from = 0; from < photos.size(); from += settings.batch()) {
      int to = Math.min(from + settings.batch(), photos.size());
      int done = rows.size();
      List<List<List<RgbImage>>> crops = emptyCrops();
      for (int i = from; i < to; i++) {
        String stamp = PhotoSource.stampOf(photos.get(i));
        sources.add(new PhotoSource("", stamp));
        try {
          byte[] bytes = PhotoReader.bytes(photos.get(i));
          sources.set(i, PhotoSource.of(bytes, stamp));
          addCrops(photos.get(i), bytes, crops);
          rows.add(i);
        } catch (UnreadableImageException e) {
          skipped.put(i, String.valueOf(e.getMessage()));
        }
      }
      if (rows.size() > done) {
        embed(photos, rows, done, crops, values);
      }
    }
    List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
    ValuesChecksum checksum = new ValuesChecksum();
    for (int e = 0; e < encoders.size(); e++) {
      for (int p = 0; p < processings; p++) {
        checksum.add(values[e][p], rows.size() * encoders.get(e).dimension());
        tensors.add(
            SafetensorsWriter.Tensor.floats(
                tensorName(e, settings.processings().get(p)),
                values[e][p],
                rows.size(),
                encoders.get(e).dimension()));
      }
    }
    ObjectMapper json = new ObjectMapper();
    SafetensorsWriter.writeUnforced(
        file,
        Map.of(
            FINGERPRINT, fingerprint,
            CHECKSUM, checksum.text(),
            SKIPPED, json.writeValueAsString(skipped),
            ROWS, json.writeValueAsString(rows),
            PROCESSINGS, json.writeValueAsString(chains()),
            SOURCES,
                json.writeValueAsString(
                    sources.stream()
                        .map(source -> List.of(source.sha256(), source.stamp()))
                        .toList())),
        tensors);
  }

  private Map<String, String> chains() {
    Map<String, String> chains = new LinkedHashMap<>();
    settings.processings().forEach(p -> chains.put(p.name(), p.text()));
    return chains;
  }

  private static int valuesOf(Encoder encoder, int photos) {
    long values = (long) photos * encoder.dimension();
    if (values > Integer.MAX_VALUE) {
      throw new InputException(
          "%s: %d photos of %d values are more than one shard holds; use a smaller --batch"
              .formatted(encoder.card().id(), photos, encoder.dimension()));
    }
    return (int) values;
  }

  private List<List<List<RgbImage>>> emptyCrops() {
    List<List<List<RgbImage>>> crops = new ArrayList<>();
    for (int e = 0; e < encoders.size(); e++) {
      List<List<RgbImage>> ofEncoder = new ArrayList<>();
      for (int p = 0; p < settings.processings().size(); p++) {
        ofEncoder.add(new ArrayList<>());
      }
      crops.add(ofEncoder);
    }
    return crops;
  }

  /** Adds the photo's crop for every encoder and processing, or none at all. */
  private void addCrops(Photo photo, byte[] bytes, List<List<List<RgbImage>>> crops)
      throws IOException {
    RgbImage decoded = PhotoReader.decoded(bytes, settings.upright());
    for (Processing processing : together) {
      processing.requireTakes(decoded);
    }
    ScaleDraw draw = new ScaleDraw.OfPhoto(settings.seed(), photo.id());
    List<List<RgbImage>> ofPhoto = new ArrayList<>();
    for (Processing processing : settings.processings()) {
      RgbImage processed = processing.apply(decoded, draw);
      List<RgbImage> ofProcessing = new ArrayList<>();
      for (Encoder encoder : encoders) {
        ofProcessing.add(processing.afterCrop(encoder.crop(processed)));
      }
      ofPhoto.add(ofProcessing);
    }
    for (int e = 0; e < encoders.size(); e++) {
      for (int p = 0; p < ofPhoto.size(); p++) {
        crops.get(e).get(p).add(ofPhoto.get(p).get(e));
      }
    }
  }

  /**
   * Embeds the crops of the photos {@code rows[done …]} into the values' rows of those positions.
   */
  private void embed(
      List<Photo> photos,
      List<Integer> rows,
      int done,
      List<List<List<RgbImage>>> crops,
      float[][][] values) {
    for (int e = 0; e < encoders.size(); e++) {
      Encoder encoder = encoders.get(e);
      int dimension = encoder.dimension();
      for (int p = 0; p < settings.processings().size(); p++) {
        float[] embeddings = encoder.embed(crops.get(e).get(p));
        for (int i = 0; i < embeddings.length; i++) {
          if (!Float.isFinite(embeddings[i])) {
            throw new InputException(
                "%s: gives %s for %s under %s (value %d of its embedding)"
                    .formatted(
                        encoder.card().id(),
                        embeddings[i],
                        photos.get(rows.get(done + i / dimension)).id(),
                        settings.processings().get(p),
                        i % dimension));
          }
        }
        System.arraycopy(embeddings, 0, values[e][p], done * dimension, embeddings.length);
      }
    }
  }
}
