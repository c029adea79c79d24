package org.encodertraces.repair;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.RowIds;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.processing.Operation;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * An encoder's embeddings as a repair needs them: those that are fitted, those that count as
 * unprocessed, and what of others is there to be held out.
 *
 * @param fitted the processings whose traces are to go, each once, as one parameter
 * @param unprocessed what counts as none
 * @param opened all that is read of photos that were not made alike first
 * @param canonicalFiles of the same photos on to the canonical processing
 */
public record RepairData(
    Parameter fitted,
    Processing unprocessed,
    ParameterEmbeddings opened,
    List<Path> canonicalFiles,
    RepairStudy.Input input) {

  /** What is said where a classifier is asked for, and photos have no classes. */
  public static final String NO_CLASSES =
      "the photos have no content classes; choose search or privacy";

  /** All files that are read. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(opened.files());
    files.addAll(canonicalFiles);
    return files;
  }

  /**
   * Refuses a use that these photos cannot have.
   *
   * @throws UsageException when a classifier is asked for, and photos have no classes
   */
  public void requireFor(Use use) {
    if (use == Use.CLASSIFICATION && input.vectors().contentClasses() < 2) {
      throw new UsageException("for %s: %s".formatted(use.id(), NO_CLASSES));
    }
  }

  /** A parameter takes no more classes. */
  private static final int CLASSES_AT_MOST = 64;

  /** All processings of several parameters, as one: {@code jpeg-resizing}. */
  public static Parameter together(List<Parameter> parameters) {
    if (parameters.size() == 1) {
      return parameters.get(0);
    }
    Set<Processing> classes = new LinkedHashSet<>();
    parameters.forEach(parameter -> classes.addAll(parameter.classes()));
    String id = String.join("-", parameters.stream().map(Parameter::id).toList());
    return new Parameter(
        id.substring(0, Math.min(CLASSES_AT_MOST, id.length())),
        String.join(" and ", parameters.stream().map(Parameter::title).toList()),
        List.copyOf(classes));
  }

  /** What a photo under a processing goes through on to another, before it is embedded. */
  public static Processing through(Processing processing, Processing canonical) {
    List<Operation> operations = new ArrayList<>(processing.operations());
    operations.addAll(canonical.operations());
    return Processing.unnamed(operations);
  }

  /**
   * What is to be extracted of photos: the fitted processings, the photo as it is, severities
   * between and beyond, of a single parameter the study's others, to be held out, and all of these
   * on to the canonical one.
   */
  public static List<Processing> wanted(
      List<Parameter> parameters, Optional<Processing> canonical) {
    Set<Processing> wanted = new LinkedHashSet<>(together(parameters).classes());
    wanted.add(Processing.IDENTITY);
    parameters.forEach(parameter -> wanted.addAll(Severities.of(parameter)));
    if (parameters.size() == 1) {
      wanted.addAll(Processing.ofParameters());
    }
    Set<Processing> all = new LinkedHashSet<>(wanted);
    canonical.ifPresent(one -> wanted.forEach(processing -> all.add(through(processing, one))));
    return List.copyOf(all);
  }

  /**
   * Opens what is there.
   *
   * @param parameters whose traces are to go
   * @param known parameters that may be held out, where their embeddings are there
   * @param canonical whose embeddings are there too
   * @throws InputException naming the file that is missing or does not fit
   */
  public static RepairData open(
      StoredEncoder stored,
      List<Parameter> parameters,
      List<Parameter> known,
      Optional<Processing> canonical,
      BadRows badRows)
      throws IOException {
    Parameter fitted = together(parameters);
    List<Processing> there = new ArrayList<>(stored.processings(Split.TRAIN));
    there.retainAll(stored.processings(Split.VAL));
    List<Processing> read = new ArrayList<>(fitted.classes());
    Processing unprocessed =
        there.contains(Processing.IDENTITY) ? Processing.IDENTITY : plainest(fitted);
    addNew(read, List.of(unprocessed));
    Map<String, List<Processing>> unseen = new LinkedHashMap<>();
    for (Parameter parameter : known) {
      boolean asked =
          parameters.stream().anyMatch(one -> one.id().equals(parameter.id()))
              || fitted.classes().containsAll(parameter.classes());
      if (!asked && there.containsAll(parameter.classes())) {
        addGroup(parameter.id(), parameter.classes(), read, unseen);
      }
    }
    for (Parameter parameter : parameters) {
      List<Processing> severities = new ArrayList<>(Severities.of(parameter));
      severities.retainAll(there);
      severities.removeAll(fitted.classes());
      addGroup(parameter.id() + " severities", severities, read, unseen);
    }
    ParameterEmbeddings opened = stored.open(new Parameter("all", "all", read), badRows);
    Map<String, int[]> unseenIndexes = new LinkedHashMap<>();
    unseen.forEach((name, group) -> unseenIndexes.put(name, indexes(group, read)));
    Map<String, int[]> leftOut = new LinkedHashMap<>();
    if (parameters.size() > 1) {
      parameters.forEach(
          parameter -> leftOut.put(parameter.id(), indexes(parameter.classes(), read)));
    }
    Optional<List<List<EmbeddingTable>>> alike = canonical(stored, read, canonical, opened);
    return new RepairData(
        fitted,
        unprocessed,
        opened,
        alike.stream()
            .flatMap(List::stream)
            .flatMap(List::stream)
            .map(table -> table.rows().file())
            .toList(),
        new RepairStudy.Input(
            StoredVectors.all(opened),
            ids(stored, opened),
            RepairStudy.allOf(fitted.classes().size()),
            read.indexOf(unprocessed),
            unseenIndexes,
            leftOut,
            alike.map(StoredVectors::of)));
  }

  /** By half, then by processing. */
  private static Optional<List<List<EmbeddingTable>>> canonical(
      StoredEncoder stored,
      List<Processing> read,
      Optional<Processing> canonical,
      ParameterEmbeddings opened)
      throws IOException {
    if (canonical.isEmpty()) {
      return Optional.empty();
    }
    List<List<EmbeddingTable>> parts =
        new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>()));
    for (Processing processing : read) {
      Processing after = through(processing, canonical.get());
      for (Split split : Split.HALVES) {
        EmbeddingTable table =
            stored.table(after, split, "canonical needs the photos of " + processing + " under it");
        EmbeddingTable before =
            (split == Split.TRAIN ? opened.train() : opened.val()).get(read.indexOf(processing));
        if (table.rows().count() != before.rows().count()) {
          throw new InputException(
              "%s: %d embeddings; %s has %d"
                  .formatted(
                      table.rows().file(),
                      table.rows().count(),
                      before.rows().file(),
                      before.rows().count()));
        }
        parts.get(split == Split.TRAIN ? 0 : 1).add(table);
      }
    }
    return Optional.of(parts);
  }

  /** Without unprocessed photos: the study's quality 95, or the last class. */
  private static Processing plainest(Parameter fitted) {
    return fitted.classes().contains(Processing.JPEG95_444)
        ? Processing.JPEG95_444
        : fitted.classes().get(fitted.classes().size() - 1);
  }

  private static void addGroup(
      String name,
      List<Processing> group,
      List<Processing> read,
      Map<String, List<Processing>> groups) {
    List<Processing> with = new ArrayList<>(read);
    addNew(with, group);
    if (group.size() >= 2 && with.size() <= CLASSES_AT_MOST) {
      addNew(read, group);
      groups.put(name, group);
    }
  }

  private static void addNew(List<Processing> read, List<Processing> more) {
    more.stream().filter(processing -> !read.contains(processing)).forEach(read::add);
  }

  private static int[] indexes(List<Processing> group, List<Processing> read) {
    return group.stream().mapToInt(read::indexOf).toArray();
  }

  /** Ids of training photos, then of validation photos; split and row where nothing tells them. */
  private static List<String> ids(StoredEncoder stored, ParameterEmbeddings opened)
      throws IOException {
    List<String> ids = new ArrayList<>();
    for (Split split : Split.HALVES) {
      EmbeddingTable table = (split == Split.TRAIN ? opened.train() : opened.val()).get(0);
      RowIds known = stored.ids(table, split);
      for (int row = 0; row < table.rows().count(); row++) {
        ids.add(known.id(row).orElse(split.id() + "/" + table.rows().rowOfFile(row)));
      }
    }
    return ids;
  }
}
