package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.difference.DiffOutcome;
import org.encodertraces.difference.DiffRun;
import org.encodertraces.encoder.ChangedEncoder;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.encoder.TransformChange;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.DiffSettings;
import org.encodertraces.experiment.KnnSettings;
import org.encodertraces.extraction.ExtractionRecord;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.extraction.Thumbnail;
import org.encodertraces.io.FolderLock;
import org.encodertraces.result.DiffResult;
import org.encodertraces.result.PlanEntry;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.Versions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description = {
      "What users of an index would see change if encoder B took the place of A, or one encoder were run",
      "with another library's resize, another crop, mean, color order, batch, or a file of another",
      "precision: nearest neighbors, duplicates and classes that change, each with its interval, the",
      "photos that change most, and whether old and new vectors may live in one index. Moves of cosines",
      "are shown, but are no verdict."
    })
final class DiffCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ExtractionOptions extraction;

  @Parameters(index = "0", paramLabel = "A", description = EncoderOption.REFERENCES)
  private String a;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "B",
      description = "The same of the encoder that takes its place. Default: A.")
  private @Nullable String b;

  @Option(
      names = "--resample-a",
      paramLabel = "LIBRARY",
      description =
          "Whose code resizes for A: pillow, opencv, tensorflow, torchvision-tensor (with antialias)"
              + " or no-antialias (torchvision's tensors without). Default: pillow.")
  private @Nullable String resampleA;

  @Option(names = "--resample-b", paramLabel = "LIBRARY", description = "The same for B.")
  private @Nullable String resampleB;

  @Option(
      names = "--crop-a",
      paramLabel = "HOW",
      description =
          "How a photo comes to A's input: squash (all of it), center (shorter side to the input's) or"
              + " margin (an eighth more, as 256 for 224). Default: as A's JSON says.")
  private @Nullable String cropA;

  @Option(names = "--crop-b", paramLabel = "HOW", description = "The same for B.")
  private @Nullable String cropB;

  @Option(
      names = "--mean-a",
      paramLabel = "NAME",
      description =
          "Mean and standard deviation for A: clip, imagenet, half or none. Default: as A's JSON says.")
  private @Nullable String meanA;

  @Option(names = "--mean-b", paramLabel = "NAME", description = "The same for B.")
  private @Nullable String meanB;

  @Option(
      names = "--swap-colors-a",
      description = "Give A's network red and blue the other way round.")
  private boolean swapColorsA;

  @Option(names = "--swap-colors-b", description = "The same for B.")
  private boolean swapColorsB;

  @Option(
      names = "--batch-a",
      paramLabel = "N",
      description = "Pictures a run of A's network. Default: as --batch.")
  private @Nullable Integer batchA;

  @Option(names = "--batch-b", paramLabel = "N", description = "The same for B.")
  private @Nullable Integer batchB;

  @Option(
      names = "--k",
      paramLabel = "K",
      description = "Nearest neighbors a photo. Default: ${DEFAULT-VALUE}.")
  private int k = KnnSettings.STUDY_K;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description =
          "Cosine at or above which two photos are duplicates: the one in use. Default:"
              + " ${DEFAULT-VALUE}.")
  private double threshold = DiffSettings.DIFF_THRESHOLD;

  @Option(
      names = "--photos",
      paramLabel = "N",
      description = "Photos at most, chosen by a hash of their ids. Default: ${DEFAULT-VALUE}.")
  private int photos = DiffSettings.DIFF_PHOTOS;

  @Option(
      names = "--tolerate",
      paramLabel = "P%",
      description =
          "Exit with code 4 where more than this share of the neighbors, nearest ones, classes or"
              + " duplicates changed. Default: any change is tolerated.")
  private @Nullable String tolerate;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the result files. Default: results, in the current folder.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the result object, and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Double tolerated = tolerated();
    String second = b == null ? a : b;
    TransformChange changeA = new SideOptions("a", resampleA, cropA, meanA, swapColorsA).change();
    TransformChange changeB = new SideOptions("b", resampleB, cropB, meanB, swapColorsB).change();
    if (batchA != null) {
      ExtractionSettings.requireBatch(batchA);
    }
    if (batchB != null) {
      ExtractionSettings.requireBatch(batchB);
    }
    extraction.requireSense();
    DiffRun.Settings settings =
        new DiffRun.Settings(
            k, threshold, photos, extraction.images().seed(), extraction.upright());
    ImageDataset dataset = extraction.images().dataset();
    common.sayIgnored(dataset.ignored());
    boolean writes = !json || out != null;
    if (writes) {
      FolderLock.requireFree(folder());
    }
    int count = Math.min(photos, dataset.all().size());
    FirstUse.Ready readyA = extraction.open(a, count, common);
    try (Encoder openedA = ChangedEncoder.of(readyA.encoder(), changeA)) {
      FirstUse.Ready readyB = extraction.open(second, count, common);
      try (Encoder openedB = ChangedEncoder.of(readyB.encoder(), changeB);
          Engine engine = extraction.engine(common);
          FolderLock lock = writes ? FolderLock.take(folder(), common.progress()) : null) {
        DiffRun.Side sideA = new DiffRun.Side(openedA, batchA == null ? readyA.batch() : batchA);
        DiffRun.Side sideB = new DiffRun.Side(openedB, batchB == null ? readyB.batch() : batchB);
        DiffOutcome outcome =
            DiffRun.run(dataset.all(), dataset.classes().size(), sideA, sideB, settings, engine);
        outcome
            .skipped()
            .forEach(
                skipped ->
                    common.progress().say(skipped.id() + ": " + skipped.reason() + "; skipped"));
        DiffSettings asked =
            new DiffSettings(
                openedB.card().id(),
                changeA.describe(),
                changeB.describe(),
                batchA,
                batchB,
                k,
                threshold,
                photos,
                extraction.images().seed(),
                extraction.upright());
        DiffResult result =
            new DiffResult(
                header(dataset, sideA, sideB, asked, engine),
                named(openedA, changeA, batchA),
                named(openedB, changeB, batchB),
                outcome,
                tolerated,
                tolerated == null ? null : outcome.worst() <= tolerated,
                Thumbnail.of(dataset, shown(outcome)));
        publish(result);
        common.warnOfIgnored(dataset);
        return Boolean.FALSE.equals(result.within()) ? Traces.ABOVE_TOLERANCE : 0;
      }
    }
  }

  private ResultHeader header(
      ImageDataset dataset,
      DiffRun.Side sideA,
      DiffRun.Side sideB,
      DiffSettings asked,
      Engine engine)
      throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    found.put("encoder fingerprint", sideA.encoder().card().fingerprint());
    found.put("transform", sideA.encoder().card().transform());
    found.put("batch", Integer.toString(sideA.batch()));
    found.put("other encoder fingerprint", sideB.encoder().card().fingerprint());
    found.put("other transform", sideB.encoder().card().transform());
    found.put("other batch", Integer.toString(sideB.batch()));
    return ResultHeader.of(
        "diff",
        sideA.encoder().card().id(),
        sideA.encoder().card().category(),
        dataset.name(),
        new Provenance(
            common.commandLine(),
            new PlanEntry(
                dataset.root().toAbsolutePath().normalize().toString(),
                sideA.encoder().card().id(),
                asked),
            found,
            Map.of("photo list", ExtractionRecord.digest(dataset.all())),
            Versions.current()
                .withProduct(engine.product().describe())
                .withNetwork(sideA.encoder().card().network())
                .libraries()));
  }

  private static String named(Encoder encoder, TransformChange change, @Nullable Integer batch) {
    List<String> words = new ArrayList<>();
    words.add(encoder.card().id());
    if (!change.describe().isEmpty()) {
      words.add(change.describe());
    }
    if (batch != null) {
      words.add("batch " + batch);
    }
    return String.join(", ", words);
  }

  private @Nullable Double tolerated() {
    if (tolerate == null) {
      return null;
    }
    String number =
        tolerate.endsWith("%") ? tolerate.substring(0, tolerate.length() - 1) : tolerate;
    try {
      double percent = Double.parseDouble(number.strip());
      if (percent >= 0 && percent <= 100) {
        return percent;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException(
        "--tolerate %s: expected a percentage, such as 0.5%%".formatted(tolerate));
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

  private Path folder() {
    return out == null ? Path.of("results") : out;
  }

  private void publish(DiffResult result) throws IOException {
    if (json) {
      common.out().print(ResultFiles.json(result));
      common.out().flush();
    } else {
      new DiffTable(result).lines().forEach(common.out()::println);
    }
    if (!json || out != null) {
      Path file = ResultFiles.write(folder(), result);
      if (!json) {
        common.out().println(file);
      }
    }
  }
}
