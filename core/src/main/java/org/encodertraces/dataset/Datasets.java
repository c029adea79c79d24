package org.encodertraces.dataset;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.random.StableUniform;

/** Opens a data set in whichever of the known forms it comes. */
public final class Datasets {

  /** Share of photos that a data set without its own splits gives to validation. */
  private static final double VAL_SHARE = 0.3;

  /**
   * What the user says about a data set.
   *
   * @param name of the data set; that of its folder or file if blank
   * @param splitSeed of the hash that splits a data set without splits of its own
   * @param labelColumn of Parquet, or key of a tar's JSON, that holds the classes
   */
  public record Reading(String name, long splitSeed, Optional<String> labelColumn) {}

  private Datasets() {}

  /** As {@link #open(Path, Reading)}, named after its folder and split as the commands split it. */
  public static ImageDataset open(Path path) throws IOException {
    return open(path, new Reading("", 0, Optional.empty()));
  }

  /**
   * Opens a folder of photos, a Parquet file or a folder of them, tar shards, or iNaturalist's JSON
   * beside its pictures. No photo is opened.
   *
   * @throws InputException when there is nothing to read, or it is not what its form demands
   */
  public static ImageDataset open(Path path, Reading reading) throws IOException {
    Path root = path.toAbsolutePath().normalize();
    if (!Files.exists(root)) {
      throw new InputException(path + ": no such folder or file");
    }
    if (ends(root, ".parquet")) {
      return ParquetDataset.read(root, List.of(root), reading, new Ignored.Count());
    }
    if (ends(root, ".tar")) {
      return WebDataset.read(root, List.of(root), reading, new Ignored.Count());
    }
    if (!Files.isDirectory(root)) {
      throw new InputException(
          path + ": expected a folder of photos, a .parquet file or a .tar shard");
    }
    if (Files.isRegularFile(root.resolve(InaturalistDataset.TRAIN))
        || Files.isRegularFile(root.resolve(InaturalistDataset.VAL))) {
      return InaturalistDataset.read(root, reading);
    }
    List<Path> parquet = files(root, ".parquet");
    if (!parquet.isEmpty()) {
      return ParquetDataset.read(root, parquet, reading, beside(root, parquet));
    }
    List<Path> tars = files(root, ".tar");
    if (!tars.isEmpty()) {
      return WebDataset.read(root, tars, reading, beside(root, tars));
    }
    return PhotoFolder.read(path, reading.name(), reading.splitSeed());
  }

  /** The split that a file's name begins with, as Hugging Face and img2dataset name theirs. */
  static Optional<Split> splitOf(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.startsWith("train")) {
      return Optional.of(Split.TRAIN);
    }
    return name.startsWith("val") || name.startsWith("test")
        ? Optional.of(Split.VAL)
        : Optional.empty();
  }

  /**
   * Photos in the splits that their files name, or cut by a hash of their ids where not all files
   * name one, or none is for validation.
   *
   * @param splits of the photos' files, in the photos' order
   * @param rule in words, where the files decide
   */
  static ImageDataset splitByFiles(
      Path root,
      List<String> classes,
      List<Photo> photos,
      List<Optional<Split>> splits,
      String rule,
      Reading reading) {
    String name = named(root, reading);
    List<Photo> train = new ArrayList<>();
    List<Photo> val = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      (splits.get(i).equals(Optional.of(Split.VAL)) ? val : train).add(photos.get(i));
    }
    return splits.stream().allMatch(Optional::isPresent) && !val.isEmpty()
        ? new ImageDataset(name, root, classes, rule, train, val)
        : splitByHash(name, root, classes, photos, reading.splitSeed());
  }

  /** Photos of files that name no split, cut by a hash of their ids. */
  static ImageDataset splitByHash(
      String name, Path root, List<String> classes, List<Photo> photos, long seed) {
    List<Photo> train = new ArrayList<>();
    List<Photo> val = new ArrayList<>();
    for (Photo photo : photos) {
      (StableUniform.of("split", seed, photo.id()) < VAL_SHARE ? val : train).add(photo);
    }
    return new ImageDataset(
        name, root, classes, "70/30 by a hash of the photo's id, seed " + seed, train, val);
  }

  /** The user's name for a data set, or its file's or folder's own. */
  static String named(Path root, Reading reading) {
    if (!reading.name().isBlank()) {
      return reading.name();
    }
    String name = String.valueOf(root.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 && !Files.isDirectory(root) ? name.substring(0, dot) : name;
  }

  /** Files of the folder, or of its {@code data} folder, sorted by name. */
  private static List<Path> files(Path root, String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(root, root.resolve("data"))) {
      if (found.isEmpty() && Files.isDirectory(folder)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
          for (Path entry : entries) {
            if (ends(entry, ending)) {
              found.add(entry);
            }
          }
        }
      }
    }
    found.sort(null);
    return found;
  }

  /**
   * What lies in a folder, or in its {@code data} folder where the files do, and is none of them.
   */
  private static Ignored.Count beside(Path root, List<Path> files) throws IOException {
    Ignored.Count ignored = new Ignored.Count();
    Path data = root.resolve("data");
    Set<Path> taken = new HashSet<>(files);
    boolean inData = files.stream().anyMatch(file -> file.startsWith(data));
    for (Path folder : inData ? List.of(root, data) : List.of(root)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          String name = String.valueOf(entry.getFileName());
          String id = root.relativize(entry).toString();
          if (taken.contains(entry) || (inData && entry.equals(data))) {
            continue;
          }
          if (name.startsWith(".")) {
            ignored.add("hidden", id);
          } else if (Files.isDirectory(entry)) {
            ignored.add("as a folder beside the data set's files", id);
          } else if (PhotoFolder.isPhotoName(name)) {
            ignored.add("as a photo beside the data set's files", id);
          } else {
            ignored.addEnding(name, id);
          }
        }
      }
    }
    return ignored;
  }

  private static boolean ends(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending) && Files.isRegularFile(file);
  }
}
