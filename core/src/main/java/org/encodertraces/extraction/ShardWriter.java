package org.encodertraces.extraction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.encodertraces.io.FullWrite;
import org.encodertraces.processing.Processing;

/**
 * Writes the file of a shard from front to end, so that a batch's rows leave memory when they are
 * made. All numbers are little-endian.
 *
 * <pre>
 * 8 bytes   TRSHARD and the version, '1'
 * int32     length of the header
 * header    JSON: shard, photos_per_shard, batch, fingerprint, dimensions, processings
 * blocks    for each batch with rows, for each encoder, for each processing:
 *           [rows of the batch, dimension of the encoder] float32
 * trailer   JSON: rows (positions of photos), skipped (reason by position),
 *           sources (SHA-256 and stamp by position)
 * int32     length of the trailer
 * int32     CRC-32C of all that stands before it
 * </pre>
 *
 * <p>How many rows a batch has follows from {@code rows} and {@code batch}. {@link ShardFile} reads
 * it.
 */
final class ShardWriter {

  /** What every shard begins with; a digit follows, which counts versions of the format. */
  static final String MAGIC = "TRSHARD";

  static final char VERSION = '1';

  static final String NUMBER = "shard";
  static final String PHOTOS_PER_SHARD = "photos_per_shard";
  static final String BATCH = "batch";
  static final String FINGERPRINT = "fingerprint";
  static final String DIMENSIONS = "dimensions";
  static final String PROCESSINGS = "processings";
  static final String ROWS = "rows";
  static final String SKIPPED = "skipped";
  static final String SOURCES = "sources";

  private static final int BUFFER_VALUES = 1 << 14;

  private final FileChannel channel;
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /** Writes the header. */
  ShardWriter(FileChannel channel, ShardTask task, List<Integer> dimensions) throws IOException {
    this.channel = channel;
    ObjectNode header = new ObjectMapper().createObjectNode();
    header.put(NUMBER, task.number());
    header.put(PHOTOS_PER_SHARD, ShardTask.photosPerShard(task.batch()));
    header.put(BATCH, task.batch());
    header.put(FINGERPRINT, task.fingerprint());
    ArrayNode widths = header.putArray(DIMENSIONS);
    dimensions.forEach(widths::add);
    ObjectNode chains = header.putObject(PROCESSINGS);
    for (Processing processing : task.processings()) {
      chains.put(processing.name(), processing.text());
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    write(ByteBuffer.wrap((MAGIC + VERSION).getBytes(StandardCharsets.US_ASCII)));
    write(number(json.length));
    write(ByteBuffer.wrap(json));
  }

  /** Appends the rows of a batch under the encoder and the processing whose turn it is. */
  void block(float[] values) throws IOException {
    for (int done = 0; done < values.length; done += BUFFER_VALUES) {
      int size = Math.min(BUFFER_VALUES, values.length - done);
      buffer.clear().limit(size * Float.BYTES);
      buffer.asFloatBuffer().put(values, done, size);
      write(buffer);
    }
  }

  /** Writes the trailer: what came of the photos, by their positions in the task. */
  void end(List<Integer> rows, Map<Integer, String> skipped, List<PhotoSource> sources)
      throws IOException {
    ObjectNode trailer = new ObjectMapper().createObjectNode();
    ArrayNode positions = trailer.putArray(ROWS);
    rows.forEach(positions::add);
    ObjectNode reasons = trailer.putObject(SKIPPED);
    skipped.forEach((position, reason) -> reasons.put(Integer.toString(position), reason));
    ArrayNode known = trailer.putArray(SOURCES);
    sources.forEach(source -> known.addArray().add(source.sha256()).add(source.stamp()));
    byte[] json = trailer.toString().getBytes(StandardCharsets.UTF_8);
    write(ByteBuffer.wrap(json));
    write(number(json.length));
    FullWrite.of(channel, number((int) checksum.getValue()));
  }

  private static ByteBuffer number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).flip();
  }

  private void write(ByteBuffer bytes) throws IOException {
    checksum.update(bytes.duplicate());
    FullWrite.of(channel, bytes);
  }
}
