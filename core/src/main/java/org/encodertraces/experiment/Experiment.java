package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.encodertraces.Forecast.Part;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.WholeFile;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.report.Section;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ResultKind;
import org.encodertraces.result.TraceResult;

/**
 * An experiment. Of its settings' record and its result's all else is made: its command with
 * options and help, its place in a plan and the plan's schema, the file of its result and its
 * provenance. It is known once it stands in {@link Experiments#all()}.
 *
 * @param <S> what is asked, each value with how it is asked for ({@link
 *     org.encodertraces.result.Asked})
 * @param <R> what comes out
 */
public interface Experiment<S extends ExperimentSettings, R extends TraceResult>
    extends ResultKind<S, R> {

  /** The words of its command, such as {@code probe processing}. */
  default String command() {
    return name();
  }

  /** What its command does, in whole sentences. */
  String about();

  /** What it reads. */
  Set<Need> needs();

  /** What it reads for these settings, where they need less than others. */
  default Set<Need> needs(S settings) {
    return needs();
  }

  /** Whether its command asks for what it {@link #needs} only where settings need it. */
  default boolean canDoWithout() {
    return false;
  }

  /** An encoder that it compares with, by its id or its file's path. */
  default Optional<String> otherEncoder(S settings) {
    return Optional.empty();
  }

  /** The processings under which it reads embeddings, in order. */
  default List<Processing> processings(S settings) {
    return List.of();
  }

  /**
   * Several parameters as one, of an experiment that takes several together and keeps them as
   * {@code joined} among its settings.
   */
  default Optional<Parameter> together(List<Parameter> parameters) {
    return Optional.empty();
  }

  /** A record of further values that may be asked for, which {@link #complete} understands. */
  default Optional<Class<? extends Record>> shorthand() {
    return Optional.empty();
  }

  /**
   * What was asked, with what is worked out from other values; as several where one asks for all.
   * Values with a default of their own need not be there yet.
   *
   * @param asked by the keys of settings and of the shorthand, a parameter spelled out
   */
  default List<ObjectNode> complete(ObjectNode asked, Asking asking) throws IOException {
    return List.of(asked);
  }

  /**
   * Refuses values that do not go together, before anything is done.
   *
   * @throws org.encodertraces.UsageException in the asker's words
   */
  default void require(S settings, Asking asking) {}

  /**
   * Refuses what photos cannot bear, before any is embedded: what their list alone can tell.
   *
   * @param complaint about a value of the settings, or about the photos where no key is named
   */
  default void requirePhotos(S settings, Ahead photos, Asking.Complaint complaint) {}

  /** What was asked, with what is found only once its data are there. */
  default S settled(S settings, Material material) throws IOException {
    return settings;
  }

  /** What was asked, for fewer training photos than it may ask for: some could not be read. */
  default S within(S settings, int trainPhotos) {
    return settings;
  }

  /** What settings share that run together, because they share batches; by themselves if unlike. */
  default Object together(S settings) {
    return settings;
  }

  /** Runs it. */
  R run(S settings, Material material, Engine engine) throws IOException, InterruptedException;

  /**
   * Runs all of what is {@link #together}, each with the files that stand beside its result's, by
   * the ending of their names.
   */
  default List<Ran<R>> runWithFiles(List<S> together, Material material, Engine engine)
      throws IOException, InterruptedException {
    List<Ran<R>> ran = new ArrayList<>();
    for (R result : runAll(together, material, engine)) {
      Map<String, Beside> files = new LinkedHashMap<>();
      beside(result)
          .forEach((ending, text) -> files.put(ending, file -> WholeFile.writeString(file, text)));
      ran.add(new Ran<>(result, files));
    }
    return ran;
  }

  /** A result, with the files that stand beside its own by the ending of their names. */
  record Ran<R>(R result, Map<String, Beside> files) {}

  /** Writes a file that stands beside a result's. */
  @FunctionalInterface
  interface Beside {
    /** Writes it whole, or not at all. */
    void write(Path file) throws IOException;
  }

  /** Runs all of what is {@link #together}. */
  default List<R> runAll(List<S> together, Material material, Engine engine)
      throws IOException, InterruptedException {
    List<R> results = new ArrayList<>();
    for (S settings : together) {
      results.add(run(settings, material, engine));
    }
    return results;
  }

  /** The result in lines for a terminal. */
  List<String> lines(R result);

  /** Texts that stand beside its result's file, by the ending of their names. */
  default Map<String, String> beside(R result) {
    return Map.of();
  }

  /** Whether more threads make it faster. */
  default boolean isParallel() {
    return true;
  }

  /** Whether what one asks for is several results as a rule. */
  default boolean isSeveral() {
    return false;
  }

  /** Other ways to print its result than {@link #lines}. */
  default List<View<R>> views() {
    return List.of();
  }

  /**
   * A way to print a result.
   *
   * @param option that asks for it
   * @param about what it prints
   */
  record View<R>(String option, String about, Function<R, String> text) {}

  /** The tasks that it will tell progress of, with what each is expected to take. */
  default List<Part> parts(List<S> together, Size size) {
    return List.of();
  }

  /** Its section of the page; empty for results that the page shows elsewhere, or not. */
  default Optional<Section> section() {
    return Optional.empty();
  }

  /**
   * How large a task is.
   *
   * @param train photos
   * @param val photos
   * @param dimension of an embedding
   */
  record Size(int train, int val, int dimension, int threads) {}
}
