package org.encodertraces.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.encodertraces.InputException;
import org.encodertraces.dataset.PhotoBytes.InTar;

/**
 * The samples of one tar, in its order, by key: the part of a name before the first dot after its
 * last slash, as webdataset cuts it.
 *
 * <p>A picture whose ending has further dots, {@code img.0.jpg}, is to webdataset the field {@code
 * 0.jpg} of the sample {@code img}. Where that sample has a picture of its own (a mask {@code
 * img.seg.png} beside {@code img.jpg}) it is ignored and counted; where not, it is a photo {@code
 * img.0}, with the class of {@code img.0.cls} or else of {@code img.cls}.
 */
final class TarShard {

  /** JSON and class files are small; a larger one is no such file. */
  private static final long LARGEST_TEXT = 4 << 20;

  private final Path tar;
  private final String labelKey;
  private final Ignored.Count ignored;
  private final Map<String, TarSample> samples = new LinkedHashMap<>();

  /** Key of the sample that webdataset would put another's files into, by the other's key. */
  private final Map<String, String> around = new LinkedHashMap<>();

  private TarShard(Path tar, Datasets.Reading reading, Ignored.Count ignored) {
    this.tar = tar;
    this.labelKey = reading.labelColumn().orElse("label");
    this.ignored = ignored;
  }

  /** A photo of a shard, with the class that its sample tells. */
  interface Taker {
    void take(String key, InTar photo, Optional<String> label);
  }

  /**
   * Gives the photos of a tar in its order.
   *
   * @throws InputException when it is no tar, or ends early
   */
  static void read(Path tar, Datasets.Reading reading, Ignored.Count ignored, Taker taker) {
    TarShard shard = new TarShard(tar, reading, ignored);
    try (TarFile file = new TarFile(tar)) {
      for (TarArchiveEntry entry : file.getEntries()) {
        shard.add(file, entry);
      }
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw new InputException(
          "%s: not a tar that can be read: %s".formatted(tar, e.getMessage()), e);
    }
    shard.give(reading.labelColumn().isPresent(), taker);
  }

  private void add(TarFile file, TarArchiveEntry entry) throws IOException {
    String name = entry.getName();
    String base = name.substring(name.lastIndexOf('/') + 1);
    int stem = name.length() - base.length();
    if (entry.isDirectory()) {
      return;
    }
    if (base.startsWith(".")) {
      ignored.add("hidden", id(name));
      return;
    }
    if (isNoPlainFile(entry)) {
      ignored.add("in tars as a link, a device or in a sparse form", id(name));
      return;
    }
    int first = base.indexOf('.');
    if (first > 0) {
      // Whatever comes first of a sample gives it its place.
      samples.computeIfAbsent(name.substring(0, stem + first), unused -> new TarSample());
    }
    int last = base.lastIndexOf('.');
    String ending = base.substring(last + 1).toLowerCase(Locale.ROOT);
    boolean text = ending.equals("cls") || ending.equals("json");
    if (first < 0 || !(text || PhotoFolder.isPhotoEnding(ending))) {
      ignored.addEnding(base, id(name));
      return;
    }
    String key = name.substring(0, stem + last);
    if (first < last) {
      around.put(key, name.substring(0, stem + first));
    }
    TarSample sample = samples.computeIfAbsent(key, unused -> new TarSample());
    if (text) {
      addText(sample, file, entry, ending);
    } else if (entry.getSize() > Integer.MAX_VALUE - 8) {
      ignored.add("of more than 2 GB", id(name));
    } else {
      sample
          .take(new InTar(tar, name, entry.getDataOffset(), (int) entry.getSize()))
          .ifPresent(
              before ->
                  ignored.add("in tars beside another picture of their sample", id(before.name())));
    }
  }

  private static boolean isNoPlainFile(TarArchiveEntry entry) {
    return !entry.isFile()
        || entry.isLink()
        || entry.isSymbolicLink()
        || entry.isFIFO()
        || entry.isCharacterDevice()
        || entry.isBlockDevice()
        || entry.isSparse();
  }

  private void addText(TarSample sample, TarFile file, TarArchiveEntry entry, String ending)
      throws IOException {
    if (entry.getSize() > LARGEST_TEXT) {
      ignored.add("ending in .%s and larger than 4 MB".formatted(ending), id(entry.getName()));
      return;
    }
    String text;
    try (InputStream in = file.getInputStream(entry)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (ending.equals("cls")) {
      sample.classFile(text.strip());
      return;
    }
    try {
      JsonNode value = new ObjectMapper().readTree(text).path(labelKey);
      if (value.isValueNode() && !value.isNull()) {
        sample.json(value.asText());
      }
    } catch (JsonProcessingException e) {
      ignored.add("ending in .json and not valid JSON", id(entry.getName()));
    }
  }

  private void give(boolean columnChosen, Taker taker) {
    for (Map.Entry<String, TarSample> entry : samples.entrySet()) {
      Optional<InTar> photo = entry.getValue().photo();
      Optional<TarSample> whole =
          Optional.ofNullable(around.get(entry.getKey()))
              .flatMap(key -> Optional.ofNullable(samples.get(key)));
      if (photo.isEmpty()) {
        continue;
      }
      if (whole.isPresent() && whole.get().photo().isPresent()) {
        ignored.add("in tars beside another picture of their sample", id(photo.get().name()));
      } else {
        taker.take(
            entry.getKey(),
            photo.get(),
            entry
                .getValue()
                .label(columnChosen)
                .or(() -> whole.flatMap(sample -> sample.label(columnChosen))));
      }
    }
  }

  private String id(String name) {
    return tar.getFileName() + "/" + name;
  }
}
