package org.encodertraces.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An ordered list of photos in two splits, or in none.
 *
 * <p>All photos have the same marks; one that lacks another's is an error that names it.
 *
 * @param name of the folder that its embeddings go to
 * @param classes names by label; empty when the photos have none
 * @param splitRule how photos came to their split, in words
 * @param unsplit photos of a data set without splits; the other two are empty then
 * @param ignored what lies among the photos and was not taken for one
 */
public record ImageDataset(
    String name,
    Path root,
    List<String> classes,
    String splitRule,
    List<Photo> train,
    List<Photo> val,
    List<Photo> unsplit,
    Ignored ignored) {

  public ImageDataset {
    classes = List.copyOf(classes);
    train = List.copyOf(train);
    val = List.copyOf(val);
    unsplit = List.copyOf(unsplit);
    if (!unsplit.isEmpty() && !(train.isEmpty() && val.isEmpty())) {
      throw new IllegalArgumentException(name + ": has splits and photos in none");
    }
    requireSameMarks(List.of(train, val, unsplit));
  }

  /** A photo without a mark would get no number of its own in the mark's tensor. */
  private static void requireSameMarks(List<List<Photo>> parts) {
    Set<String> marks = new TreeSet<>();
    parts.forEach(part -> part.forEach(photo -> marks.addAll(photo.marks().keySet())));
    for (String mark : marks) {
      parts.forEach(part -> part.forEach(photo -> photo.mark(mark)));
    }
  }

  /** A data set of which nothing was ignored. */
  public ImageDataset(
      String name,
      Path root,
      List<String> classes,
      String splitRule,
      List<Photo> train,
      List<Photo> val,
      List<Photo> unsplit) {
    this(name, root, classes, splitRule, train, val, unsplit, Ignored.NONE);
  }

  /** A data set in two splits. */
  public ImageDataset(
      String name,
      Path root,
      List<String> classes,
      String splitRule,
      List<Photo> train,
      List<Photo> val) {
    this(name, root, classes, splitRule, train, val, List.of());
  }

  /** The same photos, and what was not taken for one. */
  ImageDataset ignoring(Ignored others) {
    return new ImageDataset(name, root, classes, splitRule, train, val, unsplit, others);
  }

  /** The photos of one split, in the order in which they were read. */
  public List<Photo> photos(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VAL -> val;
      case ALL -> unsplit;
    };
  }

  /** The splits that have photos. */
  public List<Split> splits() {
    return Stream.of(Split.values()).filter(split -> !photos(split).isEmpty()).toList();
  }

  /** All photos, whatever their split. */
  public List<Photo> all() {
    List<Photo> all = new ArrayList<>(train);
    all.addAll(val);
    all.addAll(unsplit);
    return all;
  }

  /**
   * The same photos without splits, as acquisition probes read them, ordered by id. Photos that are
   * all called by a number of their own, as {@code {Flickr id}.jpg}, are marked with it.
   */
  public ImageDataset withoutSplits() {
    List<Photo> photos = new ArrayList<>(all());
    photos.sort(Comparator.comparing(Photo::id));
    long numbers =
        photos.stream()
            .filter(photo -> photo.marks().isEmpty())
            .flatMap(photo -> Photo.flickrId(photo.id()).stream())
            .distinct()
            .count();
    if (numbers == photos.size()) {
      photos.replaceAll(
          photo ->
              new Photo(
                  photo.id(),
                  photo.bytes(),
                  photo.label(),
                  Map.of(Photo.FLICKR_ID, Photo.flickrId(photo.id()).orElseThrow())));
    }
    return new ImageDataset(name, root, classes, "none", List.of(), List.of(), photos, ignored);
  }
}
