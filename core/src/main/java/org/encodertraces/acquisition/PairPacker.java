package org.encodertraces.acquisition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.encodertraces.InputException;
import org.encodertraces.dataset.CameraType;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.PerceptualHash;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.io.Csv;
import org.encodertraces.io.Parquet;
import org.encodertraces.io.WholeFile;

/**
 * Checks photos of subjects taken by two types of camera and packs the complete pairs as PairCams
 * is packed: Parquet with {@code image}, {@code subject_idx} and {@code model}, and {@code
 * camera_type} for cameras that PairCams does not know.
 */
public final class PairPacker {

  private static final List<Parquet.Column> COLUMNS =
      List.of(
          new Parquet.Column("bytes", "BLOB"),
          new Parquet.Column("path", "VARCHAR"),
          new Parquet.Column("subject_idx", "BIGINT"),
          new Parquet.Column("model", "VARCHAR"),
          new Parquet.Column("camera_type", "BIGINT"));

  private static final String SELECT =
      "{'bytes': bytes, 'path': path} AS image, subject_idx, model, camera_type";

  private final ExifReader exif;
  private final Cameras cameras = Cameras.known();
  private final List<String> problems = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  /** One photo of a pair. */
  private record Shot(
      String id, byte[] bytes, String model, CameraType type, PerceptualHash hash) {}

  /** A photo before it is opened. */
  private record Candidate(
      String id, Photo photo, Optional<String> model, Optional<CameraType> type) {}

  /**
   * What was packed.
   *
   * @param file the Parquet file
   * @param subjects names of the subjects by their index
   * @param problems what is wrong, or looks wrong, in words
   */
  public record Outcome(Path file, List<String> subjects, List<String> problems) {}

  private final boolean oneContent;

  private PairPacker(boolean oneContent) {
    exif = new ExifReader(cameras);
    this.oneContent = oneContent;
  }

  /**
   * Packs a folder of {@code {subject}/{photos}}, or the photos that a CSV names.
   *
   * @param source folder, or CSV with the columns {@code photo} (a path from the CSV on) and {@code
   *     subject}, and where the photos' Exif does not tell them {@code model} and {@code type}
   *     (phone or camera)
   * @param out folder of {@code pairs.parquet} and {@code subjects.csv}
   * @throws InputException when fewer than two pairs are complete
   */
  public static Outcome pack(Path source, Path out) throws IOException {
    return new PairPacker(false).run(source, out);
  }

  /** The same for pairs that show one content on purpose, as those of simulated cameras. */
  public static Outcome packOfOneContent(Path source, Path out) throws IOException {
    return new PairPacker(true).run(source, out);
  }

  private Outcome run(Path source, Path out) throws IOException {
    if (!Files.exists(source)) {
      throw new InputException(source + ": no such folder or CSV file");
    }
    Map<String, List<Candidate>> bySubject =
        Files.isDirectory(source) ? ofFolder(source) : ofCsv(source);
    List<String> subjects = new ArrayList<>();
    List<List<Shot>> pairs = new ArrayList<>();
    bySubject.forEach(
        (subject, candidates) ->
            pair(subject, candidates)
                .ifPresent(
                    pair -> {
                      subjects.add(subject);
                      pairs.add(pair);
                    }));
    if (pairs.size() < 2) {
      throw new InputException(
          "%s: %d of %d subjects are complete pairs; retrieval needs two or more%s"
              .formatted(
                  source,
                  pairs.size(),
                  bySubject.size(),
                  problems.isEmpty() ? "" : "; the first problem: " + problems.get(0)));
    }
    warnOfEqualSubjects(subjects, pairs);
    Path file = out.resolve("pairs.parquet");
    Parquet.write(
        file,
        COLUMNS,
        sink -> {
          for (int i = 0; i < pairs.size(); i++) {
            for (Shot shot : pairs.get(i)) {
              sink.row(shot.bytes(), shot.id(), (long) i, shot.model(), shot.type().mark());
            }
          }
        },
        SELECT);
    StringBuilder names = new StringBuilder("subject_idx,subject\n");
    for (int i = 0; i < subjects.size(); i++) {
      names.append(Csv.line(i, subjects.get(i))).append('\n');
    }
    WholeFile.writeString(out.resolve("subjects.csv"), names);
    problems.addAll(ignored);
    return new Outcome(file, subjects, problems);
  }

  private Map<String, List<Candidate>> ofFolder(Path folder) throws IOException {
    ImageDataset dataset = PhotoFolder.read(folder, "", 0);
    ignored.addAll(dataset.ignored().lines());
    dataset.ignored().warning(dataset.all().size()).ifPresent(ignored::add);
    if (dataset.classes().isEmpty()) {
      throw new InputException(folder + ": expected a folder for each subject, with its photos");
    }
    Map<String, List<Candidate>> bySubject = new TreeMap<>();
    for (Photo photo : dataset.withoutSplits().unsplit()) {
      bySubject
          .computeIfAbsent(dataset.classes().get(photo.label()), subject -> new ArrayList<>())
          .add(new Candidate(photo.id(), photo, Optional.empty(), Optional.empty()));
    }
    return bySubject;
  }

  private static Map<String, List<Candidate>> ofCsv(Path file) throws IOException {
    List<List<String>> rows = Csv.read(file);
    List<String> header = rows.isEmpty() ? List.of() : rows.get(0);
    if (!header.contains("photo") || !header.contains("subject")) {
      throw new InputException(
          "%s: its first line is %s; expected the columns photo and subject"
              .formatted(file, header));
    }
    Map<String, List<Candidate>> bySubject = new TreeMap<>();
    for (int i = 1; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      if (row.size() != header.size()) {
        throw new InputException(
            "%s: line %d has %d fields; expected %d"
                .formatted(file, i + 1, row.size(), header.size()));
      }
      String name = row.get(header.indexOf("photo"));
      bySubject
          .computeIfAbsent(row.get(header.indexOf("subject")), subject -> new ArrayList<>())
          .add(
              new Candidate(
                  name,
                  Photo.listed(
                      name, file.toAbsolutePath().resolveSibling(""), name, Photo.NO_LABEL),
                  field(header, row, "model"),
                  type(file, i + 1, field(header, row, "type"))));
    }
    return bySubject;
  }

  private static Optional<String> field(List<String> header, List<String> row, String column) {
    int index = header.indexOf(column);
    return index < 0 || row.get(index).isBlank()
        ? Optional.empty()
        : Optional.of(row.get(index).strip());
  }

  private static Optional<CameraType> type(Path file, int line, Optional<String> type) {
    return type.map(
        text ->
            switch (text) {
              case "phone", "1" -> CameraType.PHONE;
              case "camera", "0" -> CameraType.CAMERA;
              default ->
                  throw new InputException(
                      "%s: line %d: type %s; expected phone or camera".formatted(file, line, text));
            });
  }

  /** The two photos of a subject, the phone's first, if they are a pair. */
  private Optional<List<Shot>> pair(String subject, List<Candidate> candidates) {
    List<Shot> shots = new ArrayList<>();
    for (Candidate candidate : candidates) {
      shot(subject, candidate).ifPresent(shots::add);
    }
    List<Shot> phones = shots.stream().filter(s -> s.type() == CameraType.PHONE).toList();
    List<Shot> others = shots.stream().filter(s -> s.type() == CameraType.CAMERA).toList();
    if (phones.size() != 1 || others.size() != 1) {
      problems.add(
          "%s: %d photos by phone, %d by camera; expected one of each; left out"
              .formatted(subject, phones.size(), others.size()));
      return Optional.empty();
    }
    int distance = phones.get(0).hash().distance(others.get(0).hash());
    if (!oneContent && distance <= PerceptualHash.SAME_PICTURE) {
      problems.add(
          "%s: %s and %s are nearly the same picture (%d of 64 bits differ); a photo saved twice is no pair"
              .formatted(subject, phones.get(0).id(), others.get(0).id(), distance));
    }
    return Optional.of(List.of(phones.get(0), others.get(0)));
  }

  private Optional<Shot> shot(String subject, Candidate candidate) {
    try {
      byte[] bytes = candidate.photo().bytes().read();
      ExifReader.Labels labels = exif.read(bytes);
      Optional<String> model = candidate.model().or(() -> labels.get(Attribute.MODEL));
      if (model.isEmpty()) {
        problems.add(
            "%s: %s: its Exif names no camera model; left out".formatted(subject, candidate.id()));
        return Optional.empty();
      }
      CameraType type =
          candidate
              .type()
              .or(() -> CameraType.ofModel(model.get()))
              .orElseGet(() -> guessed(labels.get(Attribute.MAKE).orElse(""), model.get()));
      return Optional.of(
          new Shot(
              candidate.id(),
              bytes,
              model.get(),
              type,
              PerceptualHash.of(ImageDecoder.decodeUpright(bytes))));
    } catch (UnreadableImageException e) {
      problems.add("%s: %s: %s; left out".formatted(subject, candidate.id(), e.getMessage()));
    } catch (OutOfMemoryError e) {
      problems.add(
          "%s: %s: too large to read into memory; left out".formatted(subject, candidate.id()));
    } catch (IOException e) {
      problems.add(
          "%s: %s: cannot be read: %s; left out"
              .formatted(subject, candidate.id(), e.getMessage()));
    }
    return Optional.empty();
  }

  private CameraType guessed(String make, String model) {
    return cameras.isSmartphone(make, model) ? CameraType.PHONE : CameraType.CAMERA;
  }

  /** Two subjects that look the same have two right answers, of which one counts as wrong. */
  private void warnOfEqualSubjects(List<String> subjects, List<List<Shot>> pairs) {
    for (int i = 0; i < pairs.size(); i++) {
      for (int j = 0; j < i; j++) {
        for (int type = 0; type < 2; type++) {
          Shot a = pairs.get(j).get(type);
          Shot b = pairs.get(i).get(type);
          if (a.hash().distance(b.hash()) <= PerceptualHash.SAME_PICTURE) {
            problems.add(
                "%s and %s: %s and %s are nearly the same picture; one subject in two pairs is found wrong"
                    .formatted(subjects.get(j), subjects.get(i), a.id(), b.id()));
          }
        }
      }
    }
  }
}
