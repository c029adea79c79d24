package org.encodertraces.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.engine.Engine;
import org.encodertraces.extraction.ExtractionRecord;
import org.encodertraces.io.FileDigests;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.PlanEntry;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.Versions;
import org.jspecify.annotations.Nullable;

/** One encoder's side of one data set: what experiments read, and what their results say of it. */
public final class Material {

  /** Key of what stands for the photos among a result's inputs. */
  static final String PHOTO_LIST = "photo list";

  private final Origin origin;
  private final Optional<StoredEncoder> embeddings;
  private final Optional<Photos> photos;
  private final Optional<Opened> opened;
  private final List<Opened> others;

  /** By parameter: experiments on one follow one another, and each would check all rows. */
  private final Map<ParameterKey, ParameterEmbeddings> kept = new HashMap<>();

  /**
   * Where results come from.
   *
   * @param command the command line
   * @param dataset name
   * @param category of the encoder
   * @param found of the embeddings, before any experiment
   * @param network what ran it, of embeddings whose record tells
   */
  public record Origin(
      String command,
      String dataset,
      EncoderName encoder,
      String category,
      Map<String, String> found,
      Optional<String> network) {}

  /**
   * Photos, and how they were read.
   *
   * @param label column of the classes, where one was given
   */
  public record Photos(ImageDataset dataset, long seed, Optional<String> label) {}

  /**
   * An encoder that is open.
   *
   * @param reference by which it can be opened again
   * @param batch pictures a call
   * @param device as it was asked for
   */
  public record Opened(Encoder encoder, String reference, int batch, String device) {

    /** What provenance tells of it, and of photos that it could not read. */
    Map<String, String> found(int skipped) {
      Map<String, String> found = new LinkedHashMap<>();
      found.put("encoder fingerprint", encoder.card().fingerprint());
      found.put("transform", encoder.card().transform());
      found.put("skipped", Integer.toString(skipped));
      found.put("batch", Integer.toString(batch));
      return found;
    }
  }

  private record ParameterKey(Classes parameter, boolean drop) {}

  /**
   * Of what is there; an experiment that needs more must not be given this.
   *
   * @param others encoders that are open too, for experiments that compare with them
   */
  public Material(
      Origin origin,
      Optional<StoredEncoder> embeddings,
      Optional<Photos> photos,
      Optional<Opened> opened,
      List<Opened> others) {
    this.others = List.copyOf(others);
    this.origin = origin;
    this.embeddings = embeddings;
    this.photos = photos;
    this.opened = opened;
  }

  /** The encoder's name. */
  public EncoderName encoder() {
    return origin.encoder();
  }

  /** The command line that repeats what is run. */
  String command() {
    return origin.command();
  }

  /** The encoder's embeddings. */
  public StoredEncoder stored() {
    return embeddings.orElseThrow(() -> new IllegalStateException("no embeddings"));
  }

  /** The photos. */
  public ImageDataset dataset() {
    return photos.orElseThrow(() -> new IllegalStateException("no photos")).dataset();
  }

  /** The encoder itself. */
  public Opened opened() {
    return opened.orElseThrow(() -> new IllegalStateException("no encoder"));
  }

  /** The encoder of this reference, which is open. */
  public Opened opened(String reference) {
    return others.stream()
        .filter(one -> one.reference().equals(reference))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(reference + " is not open"));
  }

  /** The embeddings under the classes of a parameter. */
  public ParameterEmbeddings under(Classes parameter, boolean dropBadRows) throws IOException {
    ParameterKey key = new ParameterKey(parameter, dropBadRows);
    ParameterEmbeddings found = kept.get(key);
    if (found == null) {
      found = stored().open(parameter.parameter(), dropBadRows ? BadRows.DROP : BadRows.REFUSE);
      kept.clear();
      kept.put(key, found);
    }
    return found;
  }

  /** What a result of this is a result of. */
  public <S extends ExperimentSettings> PlanEntry plan(
      Experiment<S, ?> experiment, S settings, List<S> together) {
    boolean anew = experiment.needs(settings).contains(Need.ENCODER);
    boolean pictures = experiment.needs(settings).contains(Need.PHOTOS);
    return new PlanEntry(
        settings.reads().orElseGet(() -> data(anew)),
        anew ? opened().reference() : encoder().id(),
        anew || embeddings.isEmpty() ? null : through(),
        settings,
        pictures ? photosPlan(anew) : null,
        together.size() > 1 ? List.copyOf(together) : null);
  }

  private String data(boolean anew) {
    return (anew ? dataset().root() : stored().store().folder().root())
        .toAbsolutePath()
        .normalize()
        .toString();
  }

  private @Nullable String through() {
    return stored()
        .store()
        .map()
        .map(map -> map.file().toAbsolutePath().normalize().toString())
        .orElse(null);
  }

  private PlanEntry.Photos photosPlan(boolean anew) {
    Photos own = photos.orElseThrow(() -> new IllegalStateException("no photos"));
    return new PlanEntry.Photos(
        own.dataset().root().toAbsolutePath().normalize().toString(),
        own.dataset().name(),
        own.seed(),
        own.label().orElse(null),
        anew ? opened().batch() : null,
        anew && !opened().device().equals("cpu") ? opened().device() : null);
  }

  /**
   * The header of a result on files.
   *
   * @param files that were read
   * @param more that was found on the way
   */
  public <S extends ExperimentSettings> ResultHeader header(
      Experiment<S, ?> experiment,
      S settings,
      List<Path> files,
      Map<String, String> more,
      Engine engine)
      throws IOException {
    return header(plan(experiment, settings, List.of(settings)), digests(files), more, engine);
  }

  private static Map<String, String> digests(List<Path> files) throws IOException {
    FileDigests digests = FileDigests.ofUser();
    Map<String, String> inputs = new LinkedHashMap<>();
    for (Path file : files) {
      inputs.put(file.toString(), digests.of(file));
    }
    return inputs;
  }

  /**
   * The header of a result on photos that are embedded anew.
   *
   * @param files that were read beside them
   */
  <S extends ExperimentSettings> ResultHeader headerOfPhotos(
      Experiment<S, ?> experiment,
      S settings,
      List<S> together,
      Map<String, String> more,
      List<Path> files,
      Engine engine)
      throws IOException {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put(PHOTO_LIST, ExtractionRecord.digest(dataset().all()));
    inputs.putAll(digests(files));
    return header(plan(experiment, settings, together), inputs, more, engine);
  }

  private ResultHeader header(
      PlanEntry plan, Map<String, String> inputs, Map<String, String> more, Engine engine) {
    Map<String, String> found = new LinkedHashMap<>(origin.found());
    found.putAll(more);
    if (plan.through() != null) {
      found.putAll(stored().store().mapNotes());
    }
    Versions versions = Versions.current().withProduct(engine.product().describe());
    return ResultHeader.of(
        plan.settings().experiment(),
        encoder().id(),
        origin.category(),
        origin.dataset(),
        new Provenance(
            origin.command(),
            plan,
            found,
            inputs,
            opened
                .map(one -> one.encoder().card().network())
                .or(origin::network)
                .map(versions::withNetwork)
                .orElse(versions)
                .libraries()));
  }

  /** The header that a result of a plan would begin with, to look for one that is there. */
  public ResultHeader expected(PlanEntry plan) {
    return ResultHeader.of(
        plan.settings().experiment(),
        encoder().id(),
        origin.category(),
        origin.dataset(),
        new Provenance(origin.command(), plan, Map.of(), Map.of(), Versions.current().libraries()));
  }

  /** Whether what a result was made from is still as it was. */
  public boolean isUnchanged(Map<String, String> inputs) throws IOException {
    FileDigests digests = FileDigests.ofUser();
    for (var input : inputs.entrySet()) {
      String now =
          input.getKey().equals(PHOTO_LIST)
              ? ExtractionRecord.digest(dataset().all())
              : Files.exists(Path.of(input.getKey())) ? digests.of(Path.of(input.getKey())) : "";
      if (!now.equals(input.getValue())) {
        return false;
      }
    }
    return true;
  }
}
