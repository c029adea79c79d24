package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.Forecast.Part;
import org.encodertraces.engine.Engine;
import org.encodertraces.ladder.LadderOutcome;
import org.encodertraces.ladder.LadderOutcome.Climb;
import org.encodertraces.ladder.LadderRun;
import org.encodertraces.processing.Ladder;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.Asked;
import org.encodertraces.result.LadderResult;
import org.jspecify.annotations.Nullable;

/** How far embeddings move along ladders; those of one run share photos and batches. */
final class LadderExperiment implements Experiment<LadderSettings, LadderResult> {

  private static final String LADDER = "ladder";
  private static final String STEPS = "steps";

  /** The steps of each ladder; all four where none is given. */
  record Steps(
      @Asked(option = "--quality", label = "Q", about = "JPEG qualities, 1 to 100 (4:2:0).")
          @Nullable List<Double> quality,
      @Asked(
              option = "--scale",
              label = "S",
              about = "Factors of width and height, bilinear with antialias.")
          @Nullable List<Double> scale,
      @Asked(
              option = "--sharpen",
              label = "F",
              about = "Pillow's sharpness factors; 1 is the photo as it is.")
          @Nullable List<Double> sharpen,
      @Asked(option = "--blur", label = "R", about = "Radii of a Gaussian blur, in pixels.")
          @Nullable List<Double> blur) {}

  private static final Map<String, Ladder> BY_KEY =
      Map.of(
          "quality", Ladder.JPEG,
          "scale", Ladder.RESIZING,
          "sharpen", Ladder.SHARPENING,
          "blur", Ladder.BLUR);

  /** What ladders share that are climbed together. */
  private record Together(int photos, long seed, boolean upright) {}

  @Override
  public Class<LadderSettings> settings() {
    return LadderSettings.class;
  }

  @Override
  public Class<LadderResult> result() {
    return LadderResult.class;
  }

  @Override
  public String about() {
    return "How far an embedding moves when its photo is compressed, scaled, sharpened or blurred:"
        + " cosine to its own clean embedding, rank of its original among the others, and the"
        + " cosine that tells a copy from another photo. Without quality, scale, sharpen or"
        + " blur: all four ladders.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.PHOTOS, Need.ENCODER);
  }

  @Override
  public void requirePhotos(LadderSettings settings, Ahead photos, Asking.Complaint complaint) {
    photos.requirePhotos(2, "ladder", complaint);
  }

  @Override
  public Optional<Class<? extends Record>> shorthand() {
    return Optional.of(Steps.class);
  }

  @Override
  public List<ObjectNode> complete(ObjectNode asked, Asking asking) {
    Map<Ladder, ArrayNode> steps = new EnumMap<>(Ladder.class);
    BY_KEY.forEach(
        (key, ladder) -> {
          if (asked.remove(key) instanceof ArrayNode own) {
            steps.put(ladder, ascending(ladder, own, key, asking));
          }
        });
    if (asked.hasNonNull(LADDER)) {
      Ladder ladder = named(asked.get(LADDER).asText(), asking);
      steps.put(
          ladder,
          asked.get(STEPS) instanceof ArrayNode own
              ? ascending(ladder, own, STEPS, asking)
              : array(asked, ladder.steps()));
    }
    if (steps.isEmpty()) {
      Ladder.allSteps().forEach((ladder, own) -> steps.put(ladder, array(asked, own)));
    }
    List<ObjectNode> all = new ArrayList<>();
    steps.forEach(
        (ladder, own) -> {
          ObjectNode one = asked.deepCopy();
          one.put(LADDER, ladder.id());
          one.set(STEPS, own);
          Asking.ofPhotos(one, asking);
          all.add(one);
        });
    return all;
  }

  private static Ladder named(String id, Asking asking) {
    try {
      return Ladder.named(id);
    } catch (IllegalArgumentException e) {
      throw asking.wrong(LADDER, String.valueOf(e.getMessage()));
    }
  }

  private static ArrayNode ascending(Ladder ladder, ArrayNode steps, String key, Asking asking) {
    List<Double> values = new ArrayList<>();
    for (JsonNode step : steps) {
      if (!step.isNumber() || !ladder.takes(step.asDouble())) {
        throw asking.wrong(key, step, "expected " + ladder.expected());
      }
      values.add(step.asDouble());
    }
    return array(steps, values.stream().sorted().distinct().toList());
  }

  private static ArrayNode array(ContainerNode<?> factory, List<Double> values) {
    ArrayNode array = factory.arrayNode();
    values.forEach(array::add);
    return array;
  }

  @Override
  public Object together(LadderSettings settings) {
    return new Together(settings.photos(), settings.seed(), settings.upright());
  }

  @Override
  public LadderResult run(LadderSettings settings, Material material, Engine engine)
      throws IOException, InterruptedException {
    return runAll(List.of(settings), material, engine).get(0);
  }

  @Override
  public List<LadderResult> runAll(List<LadderSettings> together, Material material, Engine engine)
      throws IOException, InterruptedException {
    LadderSettings first = together.get(0);
    Map<Ladder, List<Double>> steps = new EnumMap<>(Ladder.class);
    Map<String, LadderSettings> asked = new LinkedHashMap<>();
    for (LadderSettings one : together) {
      steps.put(Ladder.named(one.ladder()), one.steps());
      asked.put(one.ladder(), one);
    }
    LadderOutcome outcome =
        LadderRun.run(
            material.dataset().all(),
            material.opened().encoder(),
            new LadderRun.Settings(
                steps, first.photos(), first.seed(), material.opened().batch(), first.upright()),
            engine);
    outcome
        .skipped()
        .forEach(
            skipped -> engine.progress().say(skipped.id() + ": " + skipped.reason() + "; skipped"));
    List<LadderResult> results = new ArrayList<>();
    for (Climb climb : outcome.climbs()) {
      LadderSettings own = asked.getOrDefault(climb.ladder().id(), first);
      results.add(
          LadderResult.of(
              material.headerOfPhotos(
                  this,
                  own,
                  together,
                  material.opened().found(outcome.skipped().size()),
                  List.of(),
                  engine),
              climb,
              outcome));
    }
    return results;
  }

  @Override
  public List<String> lines(LadderResult result) {
    return result.rungs().stream()
        .map(
            rung ->
                String.format(
                    Locale.ROOT,
                    "%-10s %6s  cosine %.4f (%.4f to %.4f), original found first %5.1f %%",
                    result.parameter(),
                    number(rung.step()),
                    rung.cosine().median(),
                    rung.cosine().low(),
                    rung.cosine().high(),
                    rung.found()))
        .toList();
  }

  @Override
  public boolean isSeveral() {
    return true;
  }

  @Override
  public List<View<LadderResult>> views() {
    return List.of(
        new View<>(
            "--duplicates",
            "Print, for each step, the cosine that keeps 99 % of the measured copies, what it keeps"
                + " of new photos' copies, and how many pairs of different photos pass it.",
            DuplicateTable::text));
  }

  /** A number without a needless {@code .0}. */
  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  @Override
  public List<Part> parts(List<LadderSettings> together, Size size) {
    int photos = Math.min(together.get(0).photos(), size.train() + size.val());
    int rungs = together.stream().mapToInt(one -> one.steps().size()).sum();
    return List.of(Part.ofWork("pictures", (double) photos * (rungs + 1)));
  }

  @Override
  public Optional<Section> section() {
    return Optional.of(Sections.ladders());
  }
}
