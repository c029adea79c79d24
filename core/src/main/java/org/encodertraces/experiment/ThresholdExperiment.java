package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.Forecast.Part;
import org.encodertraces.InputException;
import org.encodertraces.copies.CopyKind;
import org.encodertraces.copies.StrangerPairs;
import org.encodertraces.copies.StrangersExcept;
import org.encodertraces.copies.ThresholdOutcome;
import org.encodertraces.copies.ThresholdRun;
import org.encodertraces.copies.VectorRows;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.Csv;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.photo.Thumbnail;
import org.encodertraces.processing.Parameter;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ThresholdResult;
import org.jspecify.annotations.Nullable;

/** Which cosine tells a copy, of photos and an encoder or of vectors that exist. */
final class ThresholdExperiment implements Experiment<ThresholdSettings, ThresholdResult> {

  private static final String KINDS = "kinds";
  private static final String SETS = "sets";
  private static final String CHAINS = "chains";
  private static final String EXCEPT = "strangers_except";

  /** Kinds of copies by the parameters that they are classes of. */
  record Sets(
      @Asked(
              option = "--sets",
              label = "P",
              names = true,
              about =
                  "Kinds of copies: parameters by name. Default: those of your own file of"
                      + " parameters, or messenger, social, thumbnail, screenshot, webp, resaved, cropped, turned.")
          @Nullable List<String> sets,
      @Asked(
              option = "--chains",
              label = "none|twice|pairs",
              about =
                  "Which kinds are applied one after another: none, each twice, or of any two sets"
                      + " the first kinds as well. Default: twice.",
              choices = {"none", "twice", "pairs"})
          @Nullable String chains) {}

  @Override
  public Class<ThresholdSettings> settings() {
    return ThresholdSettings.class;
  }

  @Override
  public Class<ThresholdResult> result() {
    return ThresholdResult.class;
  }

  @Override
  public String about() {
    return "The cosine that tells a copy of a photo from another photo: for each kind of copy the"
        + " threshold that keeps 90, 95 and 99 % of the copies, how many wrong pairs it lets pass"
        + " in a collection, and the best that any threshold can do. Of photos and an encoder, or of"
        + " vectors of an index of your own: originals and copies, whose rows belong to the same"
        + " photos.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.PHOTOS, Need.ENCODER);
  }

  @Override
  public Set<Need> needs(ThresholdSettings settings) {
    return settings.vectors() == null ? needs() : Set.of();
  }

  @Override
  public boolean canDoWithout() {
    return true;
  }

  @Override
  public Optional<Class<? extends Record>> shorthand() {
    return Optional.of(Sets.class);
  }

  @Override
  public List<ObjectNode> complete(ObjectNode asked, Asking asking) {
    JsonNode sets = asked.remove(SETS);
    JsonNode chains = asked.remove(CHAINS);
    if (asked.get("vectors") instanceof ObjectNode vectors) {
      asked.putArray(KINDS);
      for (String side : List.of("originals", "copies")) {
        if (vectors.hasNonNull(side)) {
          vectors.put(side, asking.path(vectors.get(side).asText()).toString());
        }
      }
    } else if (!asked.hasNonNull(KINDS)) {
      List<ThresholdSettings.Kind> kinds =
          CopyKind.of(parameters(sets, asking), chains(chains)).stream()
              .map(ThresholdSettings.Kind::of)
              .toList();
      asked.set(KINDS, new ObjectMapper().valueToTree(kinds));
    }
    if (asked.hasNonNull(EXCEPT)) {
      asked.put(EXCEPT, asking.path(asked.get(EXCEPT).asText()).toString());
    }
    Asking.ofPhotos(asked, asking);
    return List.of(asked);
  }

  private static List<Parameter> parameters(@Nullable JsonNode sets, Asking asking) {
    List<Parameter> parameters = new ArrayList<>();
    if (sets == null || sets.isNull()) {
      parameters.addAll(asking.known().own());
      if (!parameters.isEmpty()) {
        return parameters;
      }
      CopyKind.READY_MADE.forEach(id -> parameters.add(asking.known().parameter(id)));
      return parameters;
    }
    for (JsonNode id : sets) {
      try {
        parameters.add(asking.known().parameter(id.asText()));
      } catch (IllegalArgumentException e) {
        throw asking.wrong(SETS, String.valueOf(e.getMessage()));
      }
    }
    return parameters;
  }

  private static CopyKind.Chains chains(@Nullable JsonNode chains) {
    return chains == null || chains.isNull()
        ? CopyKind.Chains.TWICE
        : CopyKind.Chains.valueOf(chains.asText().toUpperCase(Locale.ROOT));
  }

  @Override
  public void require(ThresholdSettings settings, Asking asking) {
    for (ThresholdSettings.Kind kind : settings.kinds()) {
      try {
        kind.copy();
      } catch (IllegalArgumentException e) {
        throw asking.wrong(KINDS, String.valueOf(e.getMessage()));
      }
    }
    if (settings.kinds().isEmpty() && settings.vectors() == null) {
      throw asking.wrong(KINDS, "expected one kind of copy or more");
    }
  }

  @Override
  public void requirePhotos(ThresholdSettings settings, Ahead photos, Asking.Complaint complaint) {
    photos.requirePhotos(StrangerPairs.LEAST_PHOTOS, "threshold", complaint);
  }

  @Override
  public ThresholdSettings settled(ThresholdSettings settings, Material material)
      throws IOException {
    if (settings.collection() != null) {
      return settings;
    }
    ThresholdSettings.Vectors vectors = settings.vectors();
    long photos =
        vectors == null
            ? material.dataset().all().size()
            : VectorRows.count(Path.of(vectors.originals()));
    return settings.with((int) Math.max(2, Math.min(Integer.MAX_VALUE, photos)));
  }

  @Override
  public ThresholdResult run(ThresholdSettings settings, Material material, Engine engine)
      throws IOException, InterruptedException {
    List<List<String>> except =
        settings.strangersExcept() == null
            ? List.of()
            : StrangersExcept.read(Path.of(settings.strangersExcept()));
    ThresholdSettings.Vectors vectors = settings.vectors();
    return vectors == null
        ? ofPhotos(settings, except, material, engine)
        : ofVectors(settings, vectors, except, material, engine);
  }

  private ThresholdResult ofPhotos(
      ThresholdSettings settings, List<List<String>> except, Material material, Engine engine)
      throws IOException, InterruptedException {
    Integer collection = settings.collection();
    ThresholdOutcome outcome =
        ThresholdRun.run(
            material.dataset().all(),
            material.opened().encoder(),
            new ThresholdRun.Settings(
                settings.kinds().stream().map(ThresholdSettings.Kind::copy).toList(),
                collection == null ? material.dataset().all().size() : collection,
                settings.photos(),
                settings.seed(),
                material.opened().batch(),
                settings.upright(),
                except),
            engine);
    outcome
        .skipped()
        .forEach(
            skipped -> engine.progress().say(skipped.id() + ": " + skipped.reason() + "; skipped"));
    return new ThresholdResult(
        material.headerOfPhotos(
            this,
            settings,
            List.of(settings),
            material.opened().found(outcome.skipped().size()),
            files(settings),
            engine),
        outcome,
        Thumbnail.of(material.dataset(), shown(outcome)));
  }

  private ThresholdResult ofVectors(
      ThresholdSettings settings,
      ThresholdSettings.Vectors vectors,
      List<List<String>> except,
      Material material,
      Engine engine)
      throws IOException, InterruptedException {
    Path originals = Path.of(vectors.originals());
    Path copies = Path.of(vectors.copies());
    try (UnitRows ofOriginals = VectorRows.read(originals);
        UnitRows ofCopies = VectorRows.read(copies)) {
      requireRows(originals, ofOriginals, copies, ofCopies);
      Integer asked = settings.collection();
      List<Path> files = new ArrayList<>(List.of(originals, copies));
      files.addAll(files(settings));
      return new ThresholdResult(
          material.header(this, settings, files, Map.of(), engine),
          ThresholdRun.ofVectors(
              ofOriginals,
              ofCopies,
              StrangersExcept.rows(except, ofOriginals.rows()),
              asked == null ? ofOriginals.rows() : asked,
              settings.seed(),
              engine),
          Map.of());
    }
  }

  private static void requireRows(
      Path originals, UnitRows ofOriginals, Path copies, UnitRows ofCopies) {
    if (ofOriginals.dimension() != ofCopies.dimension()) {
      throw new InputException(
          "%s: vectors of %d values; %s has %d"
              .formatted(copies, ofCopies.dimension(), originals, ofOriginals.dimension()));
    }
    if (ofCopies.rows() > ofOriginals.rows() || ofCopies.rows() < 1 || ofOriginals.rows() < 3) {
      throw new InputException(
          "%s: %,d vectors; expected one a copy, of the %,d originals (three or more) of %s"
              .formatted(copies, ofCopies.rows(), ofOriginals.rows(), originals));
    }
  }

  /** What is read beside photos or vectors. */
  private static List<Path> files(ThresholdSettings settings) {
    return settings.strangersExcept() == null
        ? List.of()
        : List.of(Path.of(settings.strangersExcept()));
  }

  private static Set<String> shown(ThresholdOutcome outcome) {
    Set<String> ids = new HashSet<>();
    for (ThresholdOutcome.ShownPair pair : outcome.pairs()) {
      ids.add(pair.first());
      ids.add(pair.second());
    }
    return ids;
  }

  @Override
  public List<String> lines(ThresholdResult result) {
    return new ThresholdTable(result, "95", null).lines();
  }

  /** The pairs that are shown, to strike out those that are no strangers. */
  @Override
  public Map<String, String> beside(ThresholdResult result) {
    StringBuilder csv = new StringBuilder("first,second,cosine,looks_alike\n");
    for (ThresholdOutcome.ShownPair pair : result.outcome().pairs()) {
      csv.append(Csv.line(pair.first(), pair.second(), pair.cosine(), pair.looksAlike()))
          .append('\n');
    }
    return Map.of("-pairs.csv", csv.toString());
  }

  @Override
  public List<Part> parts(List<ThresholdSettings> together, Size size) {
    ThresholdSettings settings = together.get(0);
    int photos = Math.min(settings.photos(), size.train() + size.val());
    return settings.vectors() == null
        ? List.of(Part.ofWork("pictures", (double) photos * (settings.kinds().size() + 1)))
        : List.of();
  }

  @Override
  public Optional<Section> section() {
    return Optional.of(Sections.thresholds());
  }
}
