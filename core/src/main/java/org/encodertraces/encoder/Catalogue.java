package org.encodertraces.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.encodertraces.encoder.CatalogueEntry.HubFile;
import org.encodertraces.image.Filter;
import org.encodertraces.io.Csv;

/**
 * The study's 47 encoders, from {@code encoders.csv}, and beside them detectors of copies that are
 * none of the study's, from {@code copy-detectors.csv}.
 */
public final class Catalogue {

  private static final int COLUMNS = 15;

  private final List<CatalogueEntry> entries;
  private final List<CatalogueEntry> beside;
  private final EncoderNames names;

  private Catalogue(List<CatalogueEntry> entries, List<CatalogueEntry> beside) {
    this.entries = entries;
    this.beside = beside;
    this.names = new EncoderNames(Stream.concat(entries.stream(), beside.stream()).toList());
  }

  /** The catalogue that comes with the program. */
  public static Catalogue ofStudy() {
    return new Catalogue(read("encoders.csv"), read("copy-detectors.csv"));
  }

  private static List<CatalogueEntry> read(String resource) {
    try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream(resource))) {
      return Csv.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
          .skip(1)
          .map(Catalogue::entry)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CatalogueEntry entry(List<String> row) {
    if (row.size() != COLUMNS) {
      throw new IllegalStateException("encoders.csv: " + row + ": expected 15 fields");
    }
    return new CatalogueEntry(
        row.get(0),
        row.get(1),
        Integer.parseInt(row.get(2)),
        Filter.valueOf(row.get(3).toUpperCase(Locale.ROOT)),
        row.get(4),
        Integer.parseInt(row.get(5)),
        Optional.of(row.get(7)).filter(text -> !text.isEmpty()),
        row.get(8),
        row.get(9),
        row.get(10),
        row.get(11).isEmpty()
            ? Optional.empty()
            : Optional.of(new HubFile(row.get(11), row.get(12), row.get(13))),
        row.get(14));
  }

  /** All entries, in the study's order. */
  public List<CatalogueEntry> entries() {
    return entries;
  }

  /** Encoders that are none of the study's: made to find copies. */
  public List<CatalogueEntry> beside() {
    return beside;
  }

  /** The entry of this id, the study's or beside. */
  public Optional<CatalogueEntry> find(String id) {
    return Stream.concat(entries.stream(), beside.stream())
        .filter(entry -> entry.id().equals(id))
        .findFirst();
  }

  /**
   * All that is known to be a name of an entry: its id, its weights' and its export's place on
   * hubs, timm's and open_clip's names.
   */
  public List<String> names(CatalogueEntry entry) {
    return names.of(entry.id());
  }

  /** The id of the entry that others call so, if it is one alone. */
  public Optional<String> idOf(String name) {
    List<String> ids = names.called(name);
    return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
  }

  /** Words on the entries that one who wrote this may have meant. */
  public String suggestion(String name) {
    return EncoderNames.words(names.suggestions(name));
  }
}
