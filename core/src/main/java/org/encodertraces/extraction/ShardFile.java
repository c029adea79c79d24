package org.encodertraces.extraction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.encodertraces.InputException;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.Processing;

/**
 * A finished shard, as {@link ShardWriter} writes it, without its rows: they are read when they are
 * asked for, and the file is open no longer.
 *
 * @param number of the shard in its split
 * @param start of the first block, in bytes
 * @param rows positions of the photos that have rows, ascending
 * @param skipped reasons of those that have none, by position
 */
record ShardFile(
    Path file, int number, long start, Layout layout, int[] rows, Map<Integer, String> skipped) {

  private static final int BLOCK = 1 << 16;

  /** Magic, two lengths and the checksum. */
  private static final int LEAST_BYTES = 8 + 3 * Integer.BYTES;

  /**
   * What shards of one run have in common.
   *
   * @param dimensions of the encoders, in order
   * @param processings in the order of the blocks
   */
  record Layout(
      String fingerprint,
      int photosPerShard,
      int batch,
      List<Integer> dimensions,
      List<Processing> processings) {

    private long width() {
      return dimensions.stream().mapToLong(Integer::longValue).sum();
    }
  }

  /** Takes rows of one encoder and processing: [count, dimension], the first being {@code from}. */
  @FunctionalInterface
  interface RowTaker {
    void take(float[] values, int from, int count) throws IOException;
  }

  /**
   * The shard of a task that lies in {@code file}; empty when there is none, or one that a crash of
   * the machine damaged, of other photos or settings: it is made anew.
   *
   * @throws InputException when it is of another version of the format, or of another size
   */
  static Optional<ShardFile> of(ShardTask task, Path file) throws IOException {
    Optional<ShardFile> shard = Files.exists(file) ? read(file) : Optional.empty();
    if (shard.isEmpty()) {
      return shard;
    }
    Layout layout = shard.get().layout;
    if (layout.photosPerShard != ShardTask.photosPerShard(task.batch())
        && layout.fingerprint.equals(task.fingerprint())) {
      throw ShardFolder.unlike(
          file,
          "shards of %d photos, of which this version makes %d"
              .formatted(layout.photosPerShard, ShardTask.photosPerShard(task.batch())));
    }
    return shard.get().has(task) && isOf(task.photos(), shard.get().sources())
        ? shard
        : Optional.empty();
  }

  /**
   * Whether a file is a whole shard of this task, its photos being as they were when it was made.
   */
  static boolean isWholeOf(ShardTask task, Path file) throws IOException {
    Optional<ShardFile> shard = read(file);
    return shard.isPresent()
        && shard.get().has(task)
        && shard.get().layout.photosPerShard == ShardTask.photosPerShard(task.batch())
        && shard.get().sources().size() == task.photos().size();
  }

  private boolean has(ShardTask task) {
    return number == task.number()
        && layout.fingerprint.equals(task.fingerprint())
        && layout.processings.containsAll(task.processings());
  }

  /** The shard that was written just now. */
  static ShardFile made(Path file) throws IOException {
    return read(file).orElseThrow(() -> new EOFException(file + ": is not as it was written"));
  }

  private static boolean isOf(List<ShardTask.Place> photos, List<PhotoSource> sources) {
    if (photos.size() != sources.size()) {
      return false;
    }
    for (int i = 0; i < photos.size(); i++) {
      if (sources.get(i).confirmed(photos.get(i).bytes()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<ShardFile> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < LEAST_BYTES) {
        return Optional.empty();
      }
      String magic = new String(bytes(channel, 0, 8).array(), StandardCharsets.US_ASCII);
      if (!magic.startsWith(ShardWriter.MAGIC)) {
        return Optional.empty();
      }
      if (magic.charAt(7) != ShardWriter.VERSION) {
        throw ShardFolder.unlike(
            file, "shards in version %s of their format".formatted(magic.charAt(7)));
      }
      return isWhole(channel) ? Optional.of(parse(file, channel)) : Optional.empty();
    }
  }

  private static boolean isWhole(FileChannel channel) throws IOException {
    CRC32C checksum = new CRC32C();
    long end = channel.size() - Integer.BYTES;
    for (long at = 0; at < end; at += BLOCK) {
      checksum.update(bytes(channel, at, (int) Math.min(BLOCK, end - at)));
    }
    return bytes(channel, end, Integer.BYTES).getInt() == (int) checksum.getValue();
  }

  private static ShardFile parse(Path file, FileChannel channel) throws IOException {
    int length = bytes(channel, 8, Integer.BYTES).getInt();
    JsonNode header = json(file, bytes(channel, 8 + Integer.BYTES, length));
    JsonNode trailer = trailer(file, channel);
    List<Integer> dimensions = new ArrayList<>();
    header.path(ShardWriter.DIMENSIONS).forEach(one -> dimensions.add(one.intValue()));
    List<Processing> processings = new ArrayList<>();
    header
        .path(ShardWriter.PROCESSINGS)
        .properties()
        .forEach(
            chain ->
                processings.add(
                    new Processing(chain.getKey(), ChainText.parse(chain.getValue().textValue()))));
    List<Integer> rows = new ArrayList<>();
    trailer.path(ShardWriter.ROWS).forEach(row -> rows.add(row.intValue()));
    Map<Integer, String> skipped = new LinkedHashMap<>();
    trailer
        .path(ShardWriter.SKIPPED)
        .properties()
        .forEach(one -> skipped.put(Integer.valueOf(one.getKey()), one.getValue().textValue()));
    return new ShardFile(
        file,
        header.path(ShardWriter.NUMBER).intValue(),
        8L + Integer.BYTES + length,
        new Layout(
            header.path(ShardWriter.FINGERPRINT).textValue(),
            header.path(ShardWriter.PHOTOS_PER_SHARD).intValue(),
            header.path(ShardWriter.BATCH).intValue(),
            dimensions,
            processings),
        rows.stream().mapToInt(Integer::intValue).toArray(),
        skipped);
  }

  private static JsonNode trailer(Path file, FileChannel channel) throws IOException {
    long end = channel.size() - 2 * Integer.BYTES;
    int length = bytes(channel, end, Integer.BYTES).getInt();
    return json(file, bytes(channel, end - length, length));
  }

  private static JsonNode json(Path file, ByteBuffer bytes) throws IOException {
    try {
      return new ObjectMapper().readTree(StandardCharsets.UTF_8.decode(bytes).toString());
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s: no shard of this program, though its checksum is right".formatted(file), e);
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("ends after %,d bytes".formatted(at + bytes.position()));
      }
    }
    return bytes.flip();
  }

  /** What each photo of the shard was when it was read; taken from the file each time. */
  List<PhotoSource> sources() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      List<PhotoSource> sources = new ArrayList<>();
      trailer(file, channel)
          .path(ShardWriter.SOURCES)
          .forEach(
              one -> sources.add(new PhotoSource(one.get(0).textValue(), one.get(1).textValue())));
      return sources;
    }
  }

  /** The same with a layout that is equal, so that thousands of shards hold one. */
  ShardFile with(Layout same) {
    return new ShardFile(file, number, start, same, rows, skipped);
  }

  /** Hands over the rows of an encoder and processing in order, a batch at a time. */
  void read(int encoder, Processing processing, RowTaker taker) throws IOException {
    int dimension = layout.dimensions.get(encoder);
    int before = layout.dimensions.subList(0, encoder).stream().mapToInt(Integer::intValue).sum();
    long valuesBefore =
        (long) before * layout.processings.size()
            + (long) dimension * layout.processings.indexOf(processing);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = start;
      for (int from = 0; from < rows.length; ) {
        int to = from + 1;
        while (to < rows.length && rows[to] / layout.batch == rows[from] / layout.batch) {
          to++;
        }
        int count = to - from;
        float[] values = new float[count * dimension];
        bytes(channel, at + count * valuesBefore * Float.BYTES, values.length * Float.BYTES)
            .asFloatBuffer()
            .get(values);
        taker.take(values, from, count);
        at += count * layout.width() * layout.processings.size() * Float.BYTES;
        from = to;
      }
    }
  }
}
