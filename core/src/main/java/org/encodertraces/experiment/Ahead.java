package org.encodertraces.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.RowIds;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.processing.Processing;

/**
 * What is known of photos before any is embedded, or any embedding read: how many there are, what
 * they are called and what they are marked with. Of photos that are listed and not opened, or of
 * embeddings by what stands beside their rows.
 *
 * @param place the folder
 * @param embedded whether embeddings are there, and no photo can turn out to be unreadable
 * @param train photos that teach
 * @param val photos that test
 * @param whole all photos, where experiments read them without splits
 */
public record Ahead(Path place, boolean embedded, Part train, Part val, Part whole) {

  private static final Part NONE = new Part(List.of(), Optional.empty(), Map.of());

  /** What tells of a pair. */
  private static final List<String> MARKS = List.of(Photo.SUBJECT, Photo.CAMERA_TYPE);

  /**
   * Photos in the order of their rows.
   *
   * @param ids what they are called; split and row where nothing tells
   * @param labels content class of each; empty when they have none
   * @param marks subject and type of camera of each, by name; none of photos that have no such
   */
  public record Part(List<String> ids, Optional<long[]> labels, Map<String, long[]> marks) {

    /** Photos. */
    public int count() {
      return ids.size();
    }

    /** Whether a photo is among them, by its id or by the Flickr number that it is called by. */
    boolean has(String id) {
      return ids.contains(id)
          || ids.stream()
              .flatMap(one -> Photo.flickrId(one).stream())
              .anyMatch(number -> Long.toString(number).equals(id));
    }

    private long contentClasses() {
      return labels.map(all -> LongStream.of(all).distinct().count()).orElse(0L);
    }
  }

  /** Of photos that were listed. */
  public static Ahead of(ImageDataset dataset) {
    boolean labeled = !dataset.classes().isEmpty();
    return new Ahead(
        dataset.root(),
        false,
        part(dataset.train(), labeled),
        part(dataset.val(), labeled),
        part(dataset.all(), labeled));
  }

  private static Part part(List<Photo> photos, boolean labeled) {
    Map<String, long[]> marks = new HashMap<>();
    for (String mark : MARKS) {
      if (!photos.isEmpty() && photos.get(0).marks().containsKey(mark)) {
        marks.put(mark, photos.stream().mapToLong(photo -> photo.mark(mark)).toArray());
      }
    }
    return new Part(
        photos.stream().map(Photo::id).toList(),
        labeled ? Optional.of(photos.stream().mapToLong(Photo::label).toArray()) : Optional.empty(),
        marks);
  }

  /**
   * Of embeddings that exist, for what an experiment needs of them.
   *
   * @param processing under which it reads some
   * @throws org.encodertraces.InputException when there are none under it
   */
  public static Ahead of(StoredEncoder stored, Processing processing, Set<Need> needs)
      throws IOException {
    boolean halves = needs.contains(Need.HALVES);
    return new Ahead(
        stored.store().folder().root(),
        true,
        halves ? part(stored, processing, Split.TRAIN) : NONE,
        halves ? part(stored, processing, Split.VAL) : NONE,
        needs.contains(Need.UNSPLIT) ? part(stored, processing, Split.ALL) : NONE);
  }

  private static Part part(StoredEncoder stored, Processing processing, Split split)
      throws IOException {
    EmbeddingTable table =
        stored.table(processing, split, "the experiment reads it (traces extract makes it)");
    RowIds ids = stored.ids(table, split);
    Map<String, long[]> marks = new HashMap<>();
    for (String mark : MARKS) {
      if (table.has(mark)) {
        marks.put(mark, table.marks(mark));
      }
    }
    return new Part(
        IntStream.range(0, table.rows().count())
            .mapToObj(row -> ids.id(row).orElse(split.id() + "/" + row))
            .toList(),
        table.labels(),
        marks);
  }

  /** Refuses photos of fewer content classes than are compared. */
  void requireClasses(int least, String experiment, Asking.Complaint complaint) {
    for (Split split : Split.HALVES) {
      Part part = split == Split.TRAIN ? train : val;
      if (part.contentClasses() < least) {
        throw complaint.about(
            "",
            Optional.empty(),
            "%d content classes in split %s; %s needs %d or more"
                .formatted(part.contentClasses(), split.id(), experiment, least));
      }
    }
  }

  /** Refuses more neighbors than embeddings have; of photos, as many are taken as can be read. */
  void requireNeighbors(int k, Asking.Complaint complaint) {
    if (embedded && k > train.count()) {
      throw complaint.about(
          "k",
          Optional.of(Integer.toString(k)),
          "the training set has %d rows; choose k between 1 and %d"
              .formatted(train.count(), train.count()));
    }
  }

  /** Refuses fewer photos than there must be. */
  void requirePhotos(int least, String experiment, Asking.Complaint complaint) {
    if (whole.count() < least) {
      throw complaint.about(
          "",
          Optional.empty(),
          "%d photos; %s needs %d or more".formatted(whole.count(), experiment, least));
    }
  }

  /** Whether photos have content classes to be told apart. */
  boolean tellsClasses() {
    return train.labels().isPresent()
        && val.labels().isPresent()
        && LongStream.concat(LongStream.of(train.labels().get()), LongStream.of(val.labels().get()))
                .distinct()
                .count()
            > 1;
  }
}
