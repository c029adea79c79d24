package org.encodertraces.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.experiment.DiffSettings;
import org.encodertraces.experiment.DiffSettings.Side;
import org.encodertraces.experiment.DiffTable;
import org.encodertraces.experiment.KnnSettings;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.result.DiffResult;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.study.StudyRun;
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

  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("other", "B"),
          Map.entry("change.resample", "--resample-a"),
          Map.entry("change.crop", "--crop-a"),
          Map.entry("change.mean", "--mean-a"),
          Map.entry("change.batch", "--batch-a"),
          Map.entry("other_change.resample", "--resample-b"),
          Map.entry("other_change.crop", "--crop-b"),
          Map.entry("other_change.mean", "--mean-b"),
          Map.entry("other_change.batch", "--batch-b"));

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
      description = "Pictures a call of A's network. Default: as --batch.")
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
    StudyRun.Outcome outcome =
        new PlannedCommand("diff", common, extraction, OPTIONS)
            .run(KnownProcessings.builtIn(), asked(), a, ResultOptions.folder(out, json));
    DiffResult result = (DiffResult) outcome.results().get(0);
    if (json) {
      common.out().print(ResultFiles.json(result));
    } else {
      new DiffTable(result).lines().forEach(common.out()::println);
      outcome.files().forEach(common.out()::println);
    }
    common.out().flush();
    return Boolean.FALSE.equals(result.within()) ? Traces.ABOVE_TOLERANCE : 0;
  }

  /** What was given, by the keys of the settings. */
  private ObjectNode asked() {
    ObjectNode asked = new ObjectMapper().createObjectNode();
    asked.put("other", PlannedCommand.reference(b == null ? a : b));
    side(asked, "change", new Side(resampleA, cropA, meanA, swapColorsA, batchA));
    side(asked, "other_change", new Side(resampleB, cropB, meanB, swapColorsB, batchB));
    asked.put("k", k);
    asked.put("threshold", threshold);
    asked.put("photos", photos);
    asked.put("tolerate", tolerated());
    return asked;
  }

  private static void side(ObjectNode asked, String key, Side side) {
    if (!side.equals(Side.NONE)) {
      ObjectNode own = asked.putObject(key);
      own.put("resample", side.resample());
      own.put("crop", side.crop());
      own.put("mean", side.mean());
      own.put("swap_colors", side.swapColors());
      own.put("batch", side.batch());
    }
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
}
