package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.Forecast.Part;
import org.encodertraces.difference.DiffOutcome;
import org.encodertraces.difference.DiffRun;
import org.encodertraces.encoder.ChangedEncoder;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.TransformChange;
import org.encodertraces.engine.Engine;
import org.encodertraces.image.Resampler;
import org.encodertraces.photo.Thumbnail;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.DiffResult;
import org.jspecify.annotations.Nullable;

/** What users of an index would see change if one encoder took another's place. */
final class DiffExperiment implements Experiment<DiffSettings, DiffResult> {

  private static final String OTHER = "other";

  @Override
  public Class<DiffSettings> settings() {
    return DiffSettings.class;
  }

  @Override
  public Class<DiffResult> result() {
    return DiffResult.class;
  }

  @Override
  public String about() {
    return "What users of an index would see change if encoder B took the place of A, or one"
        + " encoder were run with another library's resize, another crop, mean, color order, batch,"
        + " or a file of another precision: nearest neighbors, duplicates and classes that change,"
        + " each with its interval, the photos that change most, and whether old and new vectors"
        + " may live in one index. Moves of cosines are shown, but are no verdict.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.PHOTOS, Need.ENCODER);
  }

  @Override
  public Optional<String> otherEncoder(DiffSettings settings) {
    return Optional.of(settings.other());
  }

  @Override
  public List<ObjectNode> complete(ObjectNode asked, Asking asking) {
    if (!asked.hasNonNull(OTHER)) {
      throw asking.wrong(OTHER, "missing; expected an id, or the path of an .onnx file");
    }
    String other = asked.get(OTHER).asText();
    asked.put(OTHER, other.endsWith(".onnx") ? asking.path(other).toString() : other);
    Asking.ofPhotos(asked, asking);
    return List.of(asked);
  }

  @Override
  public void require(DiffSettings settings, Asking asking) {
    if (!(settings.threshold() > -1 && settings.threshold() <= 1)) {
      throw asking.wrong(
          "threshold", settings.threshold(), "expected a cosine, above -1 and at most 1");
    }
  }

  @Override
  public void requirePhotos(DiffSettings settings, Ahead photos, Asking.Complaint complaint) {
    photos.requirePhotos(2, "diff", complaint);
    int most = Math.min(settings.photos(), photos.whole().count());
    if (most <= settings.k()) {
      throw complaint.about(
          "k",
          Optional.of(Integer.toString(settings.k())),
          "%d photos are compared; choose k between 1 and %d".formatted(most, most - 1));
    }
  }

  @Override
  public DiffSettings settled(DiffSettings settings, Material material) {
    return settings.otherBatch() == null
        ? settings.withOtherBatch(material.opened(settings.other()).batch())
        : settings;
  }

  @Override
  public DiffResult run(DiffSettings settings, Material material, Engine engine)
      throws IOException, InterruptedException {
    DiffRun.Side a = side(material.opened(), settings.change(), material.opened().batch());
    Material.Opened other = material.opened(settings.other());
    Integer batch = settings.otherBatch();
    DiffRun.Side b = side(other, settings.otherChange(), batch == null ? other.batch() : batch);
    DiffOutcome outcome =
        DiffRun.run(
            material.dataset().all(),
            material.dataset().classes().size(),
            a,
            b,
            new DiffRun.Settings(
                settings.k(),
                settings.threshold(),
                settings.photos(),
                settings.seed(),
                settings.upright()),
            engine);
    outcome
        .skipped()
        .forEach(
            skipped -> engine.progress().say(skipped.id() + ": " + skipped.reason() + "; skipped"));
    Double tolerated = settings.tolerate();
    return new DiffResult(
        material.headerOfPhotos(this, settings, List.of(settings), found(a, b), List.of(), engine),
        named(a.encoder(), settings.change()),
        named(b.encoder(), settings.otherChange()),
        outcome,
        tolerated,
        tolerated == null ? null : outcome.worst() <= tolerated,
        Thumbnail.of(material.dataset(), shown(outcome)));
  }

  private static DiffRun.Side side(
      Material.Opened opened, DiffSettings.@Nullable Side change, int usualBatch) {
    DiffSettings.Side own = change == null ? DiffSettings.Side.NONE : change;
    Integer batch = own.batch();
    return new DiffRun.Side(
        ChangedEncoder.of(opened.encoder(), transform(own)), batch == null ? usualBatch : batch);
  }

  private static TransformChange transform(DiffSettings.Side side) {
    return new TransformChange(
        Optional.ofNullable(side.resample()).flatMap(Resampler::named).orElse(Resampler.PILLOW),
        Optional.ofNullable(side.crop())
            .map(name -> TransformChange.Crop.valueOf(name.toUpperCase(Locale.ROOT))),
        Optional.ofNullable(side.mean()),
        side.swapColors());
  }

  private static Map<String, String> found(DiffRun.Side a, DiffRun.Side b) {
    Map<String, String> found = new LinkedHashMap<>();
    found.put("encoder fingerprint", a.encoder().card().fingerprint());
    found.put("transform", a.encoder().card().transform());
    found.put("batch", Integer.toString(a.batch()));
    found.put("other encoder fingerprint", b.encoder().card().fingerprint());
    found.put("other transform", b.encoder().card().transform());
    found.put("other batch", Integer.toString(b.batch()));
    return found;
  }

  private static String named(Encoder encoder, DiffSettings.@Nullable Side change) {
    List<String> words = new ArrayList<>(List.of(encoder.card().id()));
    if (change != null) {
      String transform = transform(change).describe();
      if (!transform.isEmpty()) {
        words.add(transform);
      }
      if (change.batch() != null) {
        words.add("batch " + change.batch());
      }
    }
    return String.join(", ", words);
  }

  private static Set<String> shown(DiffOutcome outcome) {
    Set<String> ids = new HashSet<>();
    for (DiffOutcome.HitPhoto hit : outcome.hardest()) {
      ids.add(hit.photo());
      ids.addAll(hit.before());
      ids.addAll(hit.after());
    }
    return ids;
  }

  @Override
  public List<String> lines(DiffResult result) {
    return new DiffTable(result).lines();
  }

  @Override
  public List<Part> parts(List<DiffSettings> together, Size size) {
    int photos = Math.min(together.get(0).photos(), size.train() + size.val());
    return List.of(Part.ofWork("pictures", 2.0 * photos));
  }

  @Override
  public Optional<Section> section() {
    return Optional.of(Sections.differences());
  }
}
