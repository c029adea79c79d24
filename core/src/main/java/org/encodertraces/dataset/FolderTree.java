package org.encodertraces.dataset;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.encodertraces.InputException;

/**
 * Lists a folder of photos and the folders below it, links followed. Whatever cannot be listed or
 * is no photo is counted and stops nothing.
 */
final class FolderTree {

  static final String CANNOT_BE_TOLD =
      "cannot be told in this locale's encoding; a UTF-8 locale, such as LC_ALL=C.UTF-8, can";

  /** Links between folders can make a tree of more paths than anyone has folders. */
  private static final int MOST_FOLDERS = 1_000_000;

  private final Path root;
  private final Ignored.Count ignored;
  private final Set<String> unclear = new HashSet<>();
  private int folders;

  FolderTree(Path root, Ignored.Count ignored) {
    this.root = root;
    this.ignored = ignored;
  }

  /**
   * What a folder holds.
   *
   * @param loose photos right in it, by name
   * @param classes photos in and below each folder of it that has some, in ImageFolder's order
   * @param hasPhotosRightInAClass and not only in folders of folders
   */
  record Contents(
      List<Path> loose, SortedMap<String, List<Path>> classes, boolean hasPhotosRightInAClass) {}

  /** Lists a folder; one that is missing holds nothing. */
  Contents contents(Path folder) throws IOException {
    List<Path> loose = new ArrayList<>();
    SortedMap<String, List<Path>> classes = new TreeMap<>();
    boolean direct = false;
    if (Files.isDirectory(folder)) {
      Path real = folder.toRealPath();
      for (Path entry : listed(folder)) {
        if (!Files.isDirectory(entry)) {
          takePhoto(entry, loose);
        } else if (isClear(entry)) {
          TreeMap<String, List<Path>> below = new TreeMap<>();
          walk(entry, List.of(real), below);
          List<Path> photos = new ArrayList<>();
          below.values().forEach(photos::addAll);
          if (!photos.isEmpty()) {
            classes.put(name(entry), photos);
          }
          direct |= !below.getOrDefault(id(entry), List.of()).isEmpty();
        }
      }
    }
    return new Contents(loose, classes, direct);
  }

  /** Counts what lies in the root beside some folders of it. */
  void ignoreBeside(Set<Path> taken, String reason) throws IOException {
    for (Path entry : listed(root)) {
      if (!taken.contains(entry)) {
        TreeMap<String, List<Path>> below = new TreeMap<>();
        if (Files.isDirectory(entry)) {
          walk(entry, List.of(root.toRealPath()), below);
        } else {
          List<Path> photo = new ArrayList<>();
          takePhoto(entry, photo);
          below.put("", photo);
        }
        below.values().forEach(files -> files.forEach(file -> ignored.add(reason, id(file))));
      }
    }
  }

  /** Path of a file below the root with '/' between its parts. */
  String id(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  /**
   * Whether an id is no other photo's: names in another encoding are told with the same mark for
   * every letter that this one lacks.
   */
  boolean isNamedAnew(String id) {
    return id.indexOf('\uFFFD') < 0 || unclear.add(id);
  }

  /**
   * Photos in and below a folder, by the folder's id: sorted, this is the order of Python's {@code
   * sorted(os.walk(folder, followlinks=True))}.
   *
   * @param around the real paths of the folders that led here
   */
  private void walk(Path folder, List<Path> around, SortedMap<String, List<Path>> photos)
      throws IOException {
    if (++folders > MOST_FOLDERS) {
      throw new InputException(
          "%s: leads to more than %,d folders; are there links between them?"
              .formatted(root, MOST_FOLDERS));
    }
    Path real;
    List<Path> entries;
    try {
      real = folder.toRealPath();
      entries = entries(folder);
    } catch (IOException e) {
      ignored.add(
          e instanceof AccessDeniedException
              ? "as a folder that there is no permission to list"
              : "as a folder that cannot be listed",
          id(folder));
      return;
    }
    if (around.stream().anyMatch(outer -> outer.startsWith(real))) {
      ignored.add("as a link that leads back to a folder around it", id(folder));
      return;
    }
    List<Path> inside = new ArrayList<>(around);
    inside.add(real);
    List<Path> own = new ArrayList<>();
    for (Path entry : visible(entries)) {
      if (!Files.isDirectory(entry)) {
        takePhoto(entry, own);
      } else if (isClear(entry)) {
        walk(entry, inside, photos);
      }
    }
    photos.put(id(folder), own);
  }

  private void takePhoto(Path file, List<Path> photos) {
    if (PhotoFolder.isPhotoName(name(file))) {
      photos.add(file);
    } else {
      ignored.addEnding(name(file), id(file));
    }
  }

  /** Whether a folder's name can be said; two whose names look alike would be one class. */
  private boolean isClear(Path folder) {
    boolean clear;
    try {
      clear = folder.resolveSibling(name(folder)).equals(folder);
    } catch (InvalidPathException e) {
      clear = false;
    }
    if (!clear) {
      ignored.add("as a folder with a name that " + CANNOT_BE_TOLD, id(folder));
    }
    return clear;
  }

  /** Entries of a folder that must be there. */
  private List<Path> listed(Path folder) throws IOException {
    return visible(entries(folder));
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(Comparator.comparing(FolderTree::name).thenComparing(Comparator.naturalOrder()));
    return entries;
  }

  private List<Path> visible(List<Path> entries) {
    List<Path> visible = new ArrayList<>();
    for (Path entry : entries) {
      if (name(entry).startsWith(".")) {
        ignored.add("hidden", id(entry));
      } else {
        visible.add(entry);
      }
    }
    return visible;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
