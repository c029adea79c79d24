package org.encodertraces.dataset;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.encodertraces.InputException;

/**
 * Reads a folder of photos: flat; one folder per class; or ImageNet's layout, {@code train/} and
 * {@code val/} with a folder per class (or flat) in each.
 *
 * <p>Classes are numbered by sorted folder name, photos ordered by id, both by code point, as
 * Python sorts. Files are recognized by their ending; hidden ones are passed over.
 */
public final class PhotoFolder {

  /** Endings that count as photos; HEIC and AVIF are listed so that they show among the skipped. */
  private static final Set<String> ENDINGS =
      Set.of(
          "jpg", "jpeg", "jpe", "png", "webp", "tif", "tiff", "bmp", "gif", "heic", "heif", "avif");

  private PhotoFolder() {}

  /**
   * Reads the folder's listing; no photo is opened.
   *
   * @param name of the data set; the folder's own name if blank
   * @param splitSeed of the hash that splits a folder without train/ and val/
   * @throws InputException when the folder is missing or holds no photo
   */
  public static ImageDataset read(Path folder, String name, long splitSeed) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    if (!Files.exists(root)) {
      throw new InputException(folder + ": no such folder");
    }
    if (!Files.isDirectory(root)) {
      throw new InputException(folder + ": not a folder; expected a folder of photos");
    }
    String named = name.isBlank() ? String.valueOf(root.getFileName()) : name;
    ImageDataset dataset =
        Files.isDirectory(root.resolve("train")) || Files.isDirectory(root.resolve("val"))
            ? imageNetLayout(root, named)
            : splitByHash(root, named, splitSeed);
    if (dataset.train().isEmpty() && dataset.val().isEmpty()) {
      throw new InputException(
          "%s: no photo in it (looked for %s, in the folder and one level of class folders)"
              .formatted(folder, String.join(", ", new TreeSet<>(ENDINGS))));
    }
    return dataset;
  }

  private static ImageDataset imageNetLayout(Path root, String name) throws IOException {
    Path train = root.resolve("train");
    Path val = root.resolve("val");
    TreeSet<String> classes = new TreeSet<>(classNames(train));
    classes.addAll(classNames(val));
    List<String> ordered = List.copyOf(classes);
    return new ImageDataset(
        name,
        root,
        ordered,
        "train/ and val/ of the folder",
        photos(root, train, ordered),
        photos(root, val, ordered));
  }

  private static ImageDataset splitByHash(Path root, String name, long seed) throws IOException {
    List<String> classes = classNames(root);
    return Datasets.splitByHash(name, root, classes, photos(root, root, classes), seed);
  }

  /** Sub-folders that hold at least one photo, sorted; empty for a flat folder. */
  private static List<String> classNames(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      for (Path entry : entries(folder)) {
        if (Files.isDirectory(entry) && entries(entry).stream().anyMatch(PhotoFolder::isPhoto)) {
          names.add(String.valueOf(entry.getFileName()));
        }
      }
    }
    return names;
  }

  private static List<Photo> photos(Path root, Path folder, List<String> classes)
      throws IOException {
    List<Photo> photos = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return photos;
    }
    for (Path file : entries(folder)) {
      if (isPhoto(file)) {
        photos.add(photo(root, file, Photo.NO_LABEL));
      }
    }
    if (!photos.isEmpty() && !classes.isEmpty()) {
      throw new InputException(
          "%s: holds photos beside class folders (%s, for one); put every photo into a class folder"
              .formatted(folder, photos.get(0).id()));
    }
    for (int label = 0; label < classes.size(); label++) {
      Path classFolder = folder.resolve(classes.get(label));
      if (Files.isDirectory(classFolder)) {
        for (Path file : entries(classFolder)) {
          if (isPhoto(file)) {
            photos.add(photo(root, file, label));
          }
        }
      }
    }
    return photos;
  }

  private static Photo photo(Path root, Path file, int label) {
    String id = root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    return Photo.inFile(id, file, label);
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        if (!String.valueOf(entry.getFileName()).startsWith(".")) {
          entries.add(entry);
        }
      }
    } catch (NoSuchFileException e) {
      throw new InputException(folder + ": no such folder", e);
    }
    entries.sort(Comparator.comparing(entry -> String.valueOf(entry.getFileName())));
    return entries;
  }

  private static boolean isPhoto(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot >= 0 && isPhotoEnding(name.substring(dot + 1)) && !Files.isDirectory(path);
  }

  /** Whether files with this ending, in small letters and without its dot, count as photos. */
  static boolean isPhotoEnding(String ending) {
    return ENDINGS.contains(ending);
  }
}
