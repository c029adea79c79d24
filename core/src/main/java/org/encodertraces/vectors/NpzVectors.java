package org.encodertraces.vectors;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.encodertraces.InputException;
import org.encodertraces.io.WholeFile;

/**
 * NumPy arrays in a zip, as {@code numpy.savez} and {@code savez_compressed} write them; the others
 * than the vectors are copied byte for byte.
 *
 * @param name of the vectors' array, without {@code .npy}
 * @param others names of all else, in the zip's order
 */
record NpzVectors(Path file, String name, NpyHeader header, List<String> others)
    implements VectorFile {

  private static final String ENDING = ".npy";

  /** 1980-01-01, the first time that a zip can tell and the one that numpy writes. */
  private static final long ZIPS_FIRST_TIME = 315_532_800_000L;

  static NpzVectors open(Path file, Optional<String> wanted) throws IOException {
    try (ZipFile zip = zip(file)) {
      Map<String, NpyHeader> headers = new LinkedHashMap<>();
      Map<String, Long> sizes = new LinkedHashMap<>();
      List<String> all = new ArrayList<>();
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        String array = arrayName(entry);
        if (all.contains(array)) {
          throw new InputException("%s: holds \"%s\" twice".formatted(file, array));
        }
        all.add(array);
        if (entry.getName().endsWith(ENDING)) {
          try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
            headers.put(array, NpyHeader.read("%s: array \"%s\"".formatted(file, array), in));
            sizes.put(array, entry.getSize());
          }
        }
      }
      Map<String, String> words = new LinkedHashMap<>();
      headers.forEach((array, header) -> words.put(array, header.words()));
      List<String> fitting =
          headers.entrySet().stream()
              .filter(array -> array.getValue().isMatrixOfFloats())
              .map(Map.Entry::getKey)
              .toList();
      // The only array is meant, whatever is wrong with it: the message then says that.
      String name =
          headers.size() == 1 && wanted.isEmpty()
              ? headers.keySet().iterator().next()
              : Names.choose(file, words, fitting, wanted);
      NpyHeader header = headers.get(name);
      if (header == null) {
        throw new IllegalStateException(name);
      }
      header.require(sizes.getOrDefault(name, 0L));
      all.remove(name);
      return new NpzVectors(file, name, header, List.copyOf(all));
    } catch (ZipException e) {
      throw damaged(file, e);
    }
  }

  private static ZipFile zip(Path file) throws IOException {
    try {
      return ZipFile.builder().setPath(file).get();
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private static InputException damaged(Path file, IOException e) {
    return new InputException(
        "%s: no zip of arrays, as numpy.savez writes it, or truncated: %s"
            .formatted(file, e.getMessage()),
        e);
  }

  private static String arrayName(ZipArchiveEntry entry) {
    String name = entry.getName();
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }

  @Override
  public long rows() {
    return header.shape().get(0);
  }

  @Override
  public int dimension() {
    return Math.toIntExact(header.shape().get(1));
  }

  @Override
  public ValueType type() {
    return header.type().orElseThrow();
  }

  @Override
  public List<String> notKept() {
    return header.notKept();
  }

  private RawRows raw() {
    return new RawRows(file, type(), rows(), dimension());
  }

  @Override
  public void read(Block block) throws IOException {
    try (ZipFile zip = zip(file)) {
      withValues(
          zip,
          in -> {
            if (header.byColumns()) {
              readColumns(in, block);
            } else {
              raw().read(Channels.newChannel(in), block);
            }
          });
    }
  }

  /** A zip is read forward alone, so columns are laid into a file first. */
  private void readColumns(InputStream in, Block block) throws IOException {
    Path columns = Files.createTempFile("columns", ENDING);
    try {
      // Up to the last value: what the zip says of them is compared behind it.
      long size = rows() * dimension() * (long) RawRows.bytes(type());
      try (OutputStream out = Files.newOutputStream(columns)) {
        byte[] piece = new byte[1 << 20];
        long left = size;
        while (left > 0) {
          int read = in.read(piece, 0, (int) Math.min(piece.length, left));
          if (read < 0) {
            throw new InputException(file + ": ends within its values (truncated)");
          }
          out.write(piece, 0, read);
          left -= read;
        }
      }
      try (FileChannel channel = FileChannel.open(columns, StandardOpenOption.READ)) {
        new FortranRows(file, 0, type(), rows(), dimension()).read(channel, block);
      }
    } finally {
      Files.deleteIfExists(columns);
    }
  }

  @FunctionalInterface
  private interface Values {
    void with(InputStream in) throws IOException;
  }

  /** Opens the array at its first value, and checks the zip's sum over it at the end. */
  private void withValues(ZipFile zip, Values values) throws IOException {
    ZipArchiveEntry entry = zip.getEntry(name + ENDING);
    try (CheckedInputStream in =
        new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32())) {
      NpyHeader again = NpyHeader.read(header.what(), in);
      if (!again.shape().equals(header.shape()) || !again.descr().equals(header.descr())) {
        throw new InputException(file + ": changed while it was read");
      }
      values.with(in);
      // What stands behind, or is damaged so that it seems to.
      if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
        throw new InputException(
            "%s: array \"%s\" is damaged: its bytes do not have the sum that the zip tells"
                .formatted(file, name));
      }
    } catch (ZipException e) {
      throw damaged(file, e);
    }
  }

  @Override
  public void rewrite(Path target, Block change) throws IOException {
    writeZip(
        target,
        out -> {
          try (ZipFile source = zip(file)) {
            for (ZipArchiveEntry entry : Collections.list(source.getEntriesInPhysicalOrder())) {
              if (!arrayName(entry).equals(name)) {
                out.addRawArchiveEntry(entry, source.getRawInputStream(entry));
                continue;
              }
              if (!notKept().isEmpty()) {
                writeAnew(this, out, entry.getName(), entry.getMethod(), change);
                continue;
              }
              begin(out, entry.getName(), entry.getMethod(), entry.getSize());
              out.write(header.bytes());
              withValues(
                  source,
                  in -> raw().copy(Channels.newChannel(in), change, Channels.newChannel(out)));
              out.closeArchiveEntry();
            }
          }
        });
  }

  static void write(VectorFile source, Path target, Block change) throws IOException {
    writeZip(target, out -> writeAnew(source, out, "vectors" + ENDING, ZipEntry.STORED, change));
  }

  /** An entry with a header of its own: in C order, of a type that NumPy's files get here. */
  private static void writeAnew(
      VectorFile source, ZipArchiveOutputStream out, String entry, int method, Block change)
      throws IOException {
    ValueType type = NpyVectors.typeFor(source);
    byte[] header = NpyHeader.of(type, source.rows(), source.dimension());
    long size = header.length + source.rows() * source.dimension() * (long) RawRows.bytes(type);
    begin(out, entry, method, size);
    out.write(header);
    RawRows.Writer writer = new RawRows.Writer(type, source.dimension(), Channels.newChannel(out));
    source.read(
        (first, count, values) -> {
          change.take(first, count, values);
          writer.put(values, count);
        });
    out.closeArchiveEntry();
  }

  @FunctionalInterface
  private interface Zipped {
    void write(ZipArchiveOutputStream out) throws IOException;
  }

  private static void writeZip(Path target, Zipped zipped) throws IOException {
    WholeFile.writeFile(
        target,
        temporary -> {
          try (FileChannel channel =
                  FileChannel.open(
                      temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
              ZipArchiveOutputStream out = new ZipArchiveOutputStream(channel)) {
            zipped.write(out);
            out.finish();
            channel.force(true);
          }
        });
  }

  private static void begin(ZipArchiveOutputStream out, String name, int method, long size)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(method);
    entry.setSize(size);
    entry.setTime(ZIPS_FIRST_TIME);
    out.putArchiveEntry(entry);
  }
}
