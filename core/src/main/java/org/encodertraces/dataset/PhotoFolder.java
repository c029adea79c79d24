package org.encodertraces.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.encodertraces.InputException;
import org.encodertraces.dataset.FolderTree.Contents;

/**
 * Reads a folder of photos: flat; one folder per class; or ImageNet's layout, {@code train/} and
 * {@code val/} with a folder per class (or flat) in each.
 *
 * <p>Classes are numbered by sorted folder name and take the photos of their folder and of all
 * folders below it, in the order of torchvision's ImageFolder: folders by their path, photos by
 * name, both by code point, as Python sorts. Files are recognized by their ending. What is no
 * photo, or lies where no class is, is counted as {@link Ignored}.
 */
public final class PhotoFolder {

  /** Endings that count as photos; HEIC and AVIF are listed so that they show among the skipped. */
  private static final Set<String> ENDINGS =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "jif", "pjpeg", "pjp", "png", "apng", "webp", "tif", "tiff",
          "btf", "bmp", "dib", "gif", "heic", "heics", "heif", "heifs", "hif", "avif", "avifs");

  private final Path root;
  private final Ignored.Count ignored = new Ignored.Count();
  private final FolderTree tree;

  private PhotoFolder(Path root) {
    this.root = root;
    this.tree = new FolderTree(root, ignored);
  }

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
    PhotoFolder reader = new PhotoFolder(root);
    ImageDataset dataset =
        Files.isDirectory(root.resolve("train")) || Files.isDirectory(root.resolve("val"))
            ? reader.imageNetLayout(named)
            : reader.splitByHash(named, splitSeed);
    if (dataset.train().isEmpty() && dataset.val().isEmpty()) {
      throw new InputException(
          "%s: no photo in it (looked for %s, in the folder and in class folders)%s"
              .formatted(
                  folder,
                  String.join(", ", new TreeSet<>(ENDINGS)),
                  dataset.ignored().lines().stream()
                      .map(line -> "; " + line)
                      .reduce("", String::concat)));
    }
    return dataset;
  }

  private ImageDataset imageNetLayout(String name) throws IOException {
    Path train = root.resolve("train");
    Path val = root.resolve("val");
    tree.ignoreBeside(Set.of(train, val), "beside train/ and val/");
    List<Contents> splits = List.of(tree.contents(train), tree.contents(val));
    List<String> classes = classes(splits);
    return new ImageDataset(
            name,
            root,
            classes,
            "train/ and val/ of the folder",
            photos(train, splits.get(0), classes),
            photos(val, splits.get(1), classes))
        .ignoring(ignored.sum());
  }

  private ImageDataset splitByHash(String name, long seed) throws IOException {
    Contents contents = tree.contents(root);
    List<String> classes = classes(List.of(contents));
    List<Photo> photos = photos(root, contents, classes);
    return Datasets.splitByHash(name, root, classes, photos, seed).ignoring(ignored.sum());
  }

  /**
   * Names of the class folders, sorted; none where photos lie flat. Photos that lie only deeper
   * than folders of folders make no classes of a flat folder's neighbors.
   */
  private static List<String> classes(List<Contents> splits) {
    boolean flat = splits.stream().anyMatch(split -> !split.loose().isEmpty());
    if (flat && splits.stream().noneMatch(Contents::hasPhotosRightInAClass)) {
      return List.of();
    }
    TreeSet<String> classes = new TreeSet<>();
    splits.forEach(split -> classes.addAll(split.classes().keySet()));
    return List.copyOf(classes);
  }

  private List<Photo> photos(Path folder, Contents contents, List<String> classes) {
    List<Photo> photos = new ArrayList<>();
    if (classes.isEmpty()) {
      contents.loose().forEach(file -> add(photos, file, Photo.NO_LABEL));
      contents
          .classes()
          .values()
          .forEach(
              files ->
                  files.forEach(
                      file -> ignored.add("deeper in a flat folder of photos", tree.id(file))));
      return photos;
    }
    if (!contents.loose().isEmpty() && contents.classes().isEmpty()) {
      throw new InputException(
          "%s: holds photos (%s, for one) and no class folder, though the other split has class folders; put every photo into a class folder"
              .formatted(folder, tree.id(contents.loose().get(0))));
    }
    contents.loose().forEach(file -> ignored.add("beside class folders", tree.id(file)));
    for (int label = 0; label < classes.size(); label++) {
      for (Path file : contents.classes().getOrDefault(classes.get(label), List.of())) {
        add(photos, file, label);
      }
    }
    return photos;
  }

  private void add(List<Photo> photos, Path file, int label) {
    String id = tree.id(file);
    if (tree.isNamedAnew(id)) {
      photos.add(Photo.inFile(id, file, label));
    } else {
      ignored.add("with a name that " + FolderTree.CANNOT_BE_TOLD, id);
    }
  }

  /** Whether a file of this name counts as a photo. */
  static boolean isPhotoName(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && isPhotoEnding(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Whether files with this ending, in small letters and without its dot, count as photos. */
  static boolean isPhotoEnding(String ending) {
    return ENDINGS.contains(ending);
  }
}
