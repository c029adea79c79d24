package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.result.Asked;
import org.encodertraces.result.AskedFor;
import org.encodertraces.result.ExperimentSettings;
import org.jspecify.annotations.Nullable;

/**
 * What changes when one encoder takes another's place.
 *
 * @param other the encoder that does: its id, or the absolute path of its file
 * @param otherBatch pictures a call of its network; spelled out once it is open
 * @param change what is done differently with the first
 * @param otherChange the same of the other
 * @param k neighbors a photo
 * @param threshold cosine of duplicates
 * @param photos at most
 * @param tolerate percentage of changes up to which it may; absent where none was named
 */
@JsonTypeName("diff")
public record DiffSettings(
    @Asked(
            about =
                "The encoder that takes its place: an id, or the path of an .onnx file; the encoder"
                    + " itself where a change is named.")
        String other,
    @Asked(
            about =
                "Pictures a call of its network. Default: the plan's, or what was the fastest when"
                    + " it was first used.",
            least = 1,
            most = 1024)
        @Nullable Integer otherBatch,
    @AskedFor(ending = "-a", about = "For A.") @Nullable Side change,
    @AskedFor(ending = "-b", about = "For B.") @Nullable Side otherChange,
    @Asked(
            option = "--k",
            label = "K",
            about = "Nearest neighbors a photo.",
            least = 1,
            value = "10")
        int k,
    @Asked(
            option = "--threshold",
            label = "X",
            about = "Cosine at or above which two photos are duplicates: the one in use.",
            value = "0.9")
        double threshold,
    @Asked(
            option = "--photos",
            label = "N",
            about = "Photos at most, chosen by a hash of their ids.",
            least = 3,
            value = "2000")
        int photos,
    @Asked(about = "Seed of the choice. Default: the plan's.") long seed,
    @Asked(about = "Whether Exif orientation is applied. Default: as the plan says.")
        boolean upright,
    @Asked(
            option = "--tolerate",
            label = "P%",
            about =
                "Percentage of the neighbors, nearest ones, classes or duplicates up to which they"
                    + " may change; above it diff ends with exit code 4. Default: any change is"
                    + " tolerated.",
            least = 0,
            most = 100)
        @Nullable Double tolerate)
    implements ExperimentSettings {

  /** Photos that a difference is measured on, unless the user says otherwise. */
  public static final int DIFF_PHOTOS = 2000;

  /** Cosine of duplicates, unless the user says otherwise. */
  public static final double DIFF_THRESHOLD = 0.9;

  /** What is done differently with one of the two; what is absent is as the encoder has it. */
  public record Side(
      @Asked(
              option = "--resample",
              label = "LIBRARY",
              about =
                  "Whose code resizes: pillow, opencv, tensorflow, torchvision-tensor (with"
                      + " antialias) or no-antialias (torchvision's tensors without). Default:"
                      + " pillow.",
              choices = {"pillow", "opencv", "tensorflow", "torchvision-tensor", "no-antialias"})
          @Nullable String resample,
      @Asked(
              option = "--crop",
              label = "HOW",
              about =
                  "How a photo comes to the input: squash (all of it), center (shorter side to the"
                      + " input's) or margin (an eighth more, as 256 for 224). Default: as the"
                      + " encoder's JSON says.",
              choices = {"squash", "center", "margin"})
          @Nullable String crop,
      @Asked(
              option = "--mean",
              label = "NAME",
              about =
                  "Mean and standard deviation: clip, imagenet, half or none. Default: as the"
                      + " encoder's JSON says.",
              choices = {"clip", "imagenet", "half", "none"})
          @Nullable String mean,
      @Asked(
              option = "--swap-colors",
              about = "Give the network red and blue the other way round.",
              value = "false")
          boolean swapColors,
      @Asked(
              option = "--batch",
              label = "N",
              about = "Pictures a call of the network. Default: the run's.",
              least = 1,
              most = 1024)
          @Nullable Integer batch) {

    /** Nothing is done differently. */
    public static final Side NONE = new Side(null, null, null, false, null);
  }

  @Override
  public String about() {
    return EncoderName.ofReference(other).id();
  }

  @Override
  public DiffSettings withDefaults() {
    return new DiffSettings(
        other,
        otherBatch,
        null,
        null,
        KnnSettings.STUDY_K,
        DIFF_THRESHOLD,
        DIFF_PHOTOS,
        0,
        false,
        null);
  }

  DiffSettings withOtherBatch(int pictures) {
    return new DiffSettings(
        other, pictures, change, otherChange, k, threshold, photos, seed, upright, tolerate);
  }
}
