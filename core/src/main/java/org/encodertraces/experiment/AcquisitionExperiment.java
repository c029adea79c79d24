package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.Forecast.Part;
import org.encodertraces.UsageException;
import org.encodertraces.acquisition.LabelTable;
import org.encodertraces.acquisition.SplitMaker;
import org.encodertraces.acquisition.SplitMaker.LabeledPhoto;
import org.encodertraces.dataset.AcquisitionSplit;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.engine.Engine;
import org.encodertraces.probe.AcquisitionProbe;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.Asked;
import org.jspecify.annotations.Nullable;

/** A probe of an acquisition attribute; its section of the page is that of all probes. */
final class AcquisitionExperiment implements Experiment<AcquisitionSettings, AcquisitionResult> {

  private static final String SPLIT = "split";
  private static final String LABELS = "labels";
  private static final String MIN_PHOTOS = "min_photos";
  private static final String SEED = "split_seed";

  /** Of the smallest class, in percent, where nothing is asked for. */
  private static final int TEST_PERCENT = 30;

  private static final int VAL_PERCENT = 20;

  /** A folder of split files, or labels and how to split them. */
  record Source(
      @Asked(
              option = "--splits",
              label = "DIR",
              about = "Folder of split_data_target_attribute=NAME.json.")
          @Nullable String splits,
      @Asked(
              option = "--labels",
              label = "FILE",
              about =
                  "Instead of splits: Parquet or CSV with a column photo and the attribute's, of"
                      + " which a split is made as traces flickr splits does. Default of test and"
                      + " val: 30 and 20 % of the smallest class.")
          @Nullable String labels,
      @Asked(
              option = "--min-photos",
              label = "N",
              least = 1,
              about = "With labels: photos that a class must have. Default: 8.")
          @Nullable Integer minPhotos,
      @Asked(option = "--test", label = "N", least = 1, about = "Test photos a class.")
          @Nullable Integer test,
      @Asked(option = "--val", label = "N", least = 1, about = "Validation photos a class.")
          @Nullable Integer val,
      @Asked(
              option = "--min-train",
              label = "N",
              least = 1,
              about = "Photos that a class must have left for training. Default: 1.")
          @Nullable Integer minTrain,
      @Asked(
              option = "--per-month",
              label = "N",
              least = 1,
              about =
                  "Photos of one owner and calendar month, at most. Default: 1, as in the study.")
          @Nullable Integer perMonth,
      @Asked(
              option = "--shared-owners",
              about = "Let photos of one owner be in several parts; the study does not say.")
          @Nullable Boolean sharedOwners,
      @Asked(option = "--split-seed", label = "N", about = "Seed of the draw. Default: 0.")
          @Nullable Long splitSeed) {}

  @Override
  public Class<AcquisitionSettings> settings() {
    return AcquisitionSettings.class;
  }

  @Override
  public Class<AcquisitionResult> result() {
    return AcquisitionResult.class;
  }

  @Override
  public String command() {
    return "probe acquisition";
  }

  @Override
  public String about() {
    return "Predicts an acquisition attribute (Make, ISO Speed …) as the study does: tunes on the"
        + " split file's train and val, trains once on both, tests on test.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.UNSPLIT);
  }

  @Override
  public List<Processing> processings(AcquisitionSettings settings) {
    return List.of(KnownProcessings.builtIn().processing(settings.processing()));
  }

  @Override
  public Optional<Class<? extends Record>> shorthand() {
    return Optional.of(Source.class);
  }

  @Override
  public List<ObjectNode> complete(ObjectNode asked, Asking asking) {
    if (asked.hasNonNull("processing")) {
      asked.put("processing", text(asked.get("processing").asText(), asking));
    } else {
      asked.put("processing", Processing.IDENTITY.text());
    }
    JsonNode splits = asked.remove("splits");
    JsonNode labels = asked.remove(LABELS);
    if (asked.hasNonNull(SPLIT)) {
      return List.of(asked);
    }
    if ((splits == null) == (labels == null)) {
      throw new UsageException(
          "give %s or %s, and not both".formatted(asking.name("splits"), asking.name(LABELS)));
    }
    String attribute = asked.path("attribute").asText();
    ObjectNode split = asked.objectNode();
    if (splits != null) {
      split.put(
          "file",
          AcquisitionSplit.file(asking.path(splits.asText()), attribute)
              .toAbsolutePath()
              .normalize()
              .toString());
      List.of(MIN_PHOTOS, "test", "val", "min_train", "per_month", "shared_owners", SEED)
          .forEach(asked::remove);
    } else {
      Path file = asking.path(labels.asText());
      split.put("file", file.toString());
      split.set("made", made(asked, file, attribute));
    }
    asked.set(SPLIT, split);
    return List.of(asked);
  }

  private static String text(String nameOrChain, Asking asking) {
    try {
      return asking.known().processing(nameOrChain.strip()).text();
    } catch (IllegalArgumentException e) {
      throw asking.wrong("processing", String.valueOf(e.getMessage()));
    }
  }

  /** How the split is to be made, with what the labels decide. */
  private static ObjectNode made(ObjectNode asked, Path file, String attribute) {
    ObjectNode made = asked.objectNode();
    int minPhotos = asked.path(MIN_PHOTOS).asInt(8);
    int smallest = SplitMaker.smallestClass(LabelTable.open(file).photos(attribute, minPhotos));
    made.put(MIN_PHOTOS, minPhotos);
    made.put("test", asked.path("test").asInt(Math.max(1, smallest * TEST_PERCENT / 100)));
    made.put("val", asked.path("val").asInt(Math.max(1, smallest * VAL_PERCENT / 100)));
    made.put("min_train", asked.path("min_train").asInt(1));
    made.put("per_month", asked.path("per_month").asInt(1));
    made.put("shared_owners", asked.path("shared_owners").asBoolean(false));
    made.put("seed", asked.path(SEED).asLong(0));
    List.of(MIN_PHOTOS, "test", "val", "min_train", "per_month", "shared_owners", SEED)
        .forEach(asked::remove);
    return made;
  }

  /** The split, and who took which photo where the labels tell. */
  private record Dealt(AcquisitionSplit split, Map<String, String> owners) {}

  private static Dealt deal(AcquisitionSettings settings, Engine engine) throws IOException {
    Path file = Path.of(settings.split().file());
    SplitSource.Making made = settings.split().made();
    if (made == null) {
      Path folder = file.getParent();
      return new Dealt(
          AcquisitionSplit.read(folder == null ? Path.of("") : folder, settings.attribute()),
          Map.of());
    }
    List<LabeledPhoto> photos =
        LabelTable.open(file).photos(settings.attribute(), made.minPhotos());
    Map<String, String> owners = new HashMap<>();
    photos.forEach(photo -> photo.owner().ifPresent(owner -> owners.put(photo.id(), owner)));
    SplitMaker.Outcome outcome =
        SplitMaker.make(
            file.toString(),
            settings.attribute(),
            photos,
            new SplitMaker.Settings(
                made.test(),
                made.val(),
                made.minTrain(),
                made.perMonth(),
                made.sharedOwners(),
                made.seed()));
    outcome
        .dropped()
        .forEach(
            (reason, count) -> {
              if (count > 0) {
                engine.progress().say("left out: %,d %s".formatted(count, reason));
              }
            });
    return new Dealt(outcome.split(), owners);
  }

  @Override
  public void require(AcquisitionSettings settings, Asking asking) {
    settings.classifier().classifier(key -> asking.name("classifier." + key));
  }

  @Override
  public AcquisitionResult run(AcquisitionSettings settings, Material material, Engine engine)
      throws IOException, InterruptedException {
    Dealt dealt = deal(settings, engine);
    AcquisitionSplit split = dealt.split();
    int twice = split.photosInTwoParts();
    if (twice > 0) {
      engine
          .progress()
          .say("%s: %,d photos are in two parts of the split".formatted(split.origin(), twice));
    }
    EmbeddingTable table =
        material
            .stored()
            .table(
                under(settings, material),
                Split.ALL,
                "a probe of an attribute needs embeddings without splits (traces extract makes"
                    + " them of photos that are not split)");
    List<Path> files =
        new ArrayList<>(List.of(table.rows().file(), Path.of(settings.split().file())));
    files.addAll(material.stored().store().mapFiles());
    return AcquisitionResult.of(
        material.header(
            this, settings, files, Map.of("photos in two parts", Integer.toString(twice)), engine),
        AcquisitionProbe.run(
            table,
            material.stored().ids(table, Split.ALL),
            split,
            dealt.owners(),
            settings.classifier().classifier(),
            engine));
  }

  /** The processing of the settings' chain: by whatever name it was extracted, else by its own. */
  private Processing under(AcquisitionSettings settings, Material material) throws IOException {
    Processing own = processings(settings).get(0);
    return material.stored().processings(Split.ALL).stream()
        .filter(there -> there.text().equals(settings.processing()))
        .findFirst()
        .orElse(own);
  }

  @Override
  public List<String> lines(AcquisitionResult result) {
    return Readings.lines(result);
  }

  @Override
  public List<Part> parts(List<AcquisitionSettings> together, Size size) {
    return List.of(Part.ofSeconds("probe", 2));
  }
}
