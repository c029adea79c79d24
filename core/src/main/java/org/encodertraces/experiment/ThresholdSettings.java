package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.copies.CopyKind;
import org.encodertraces.copies.ThresholdRun;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds between copies and strangers.
 *
 * @param kinds of copies; none for vectors
 * @param collection photos of the collection that is asked about; spelled out once photos are read
 * @param photos at most
 * @param upright whether Exif orientation was applied
 * @param strangersExcept absolute path of pairs that are no strangers; absent without any
 * @param vectors of an index that are compared instead of photos
 */
@JsonTypeName("threshold")
public record ThresholdSettings(
    @Asked(about = "Kinds of copies, each with its chain. Default: those of sets and chains.")
        @JsonDeserialize(using = Kinds.class)
        List<Kind> kinds,
    @Asked(
            option = "--collection",
            label = "N",
            about =
                "Photos of the collection in which wrong pairs are counted. Default: as many as"
                    + " there are.",
            least = 2)
        @Nullable Integer collection,
    @Asked(
            option = "--photos",
            label = "N",
            about =
                "Photos at most, chosen by a hash of their ids; keeping 99 % takes 368 or more.",
            least = 3,
            value = "1000")
        int photos,
    @Asked(about = "Seed of the choice. Default: the plan's.") long seed,
    @Asked(about = "Whether Exif orientation is applied. Default: as the plan says.")
        boolean upright,
    @Asked(
            option = "--strangers-except",
            label = "FILE",
            about =
                "CSV of pairs that are no strangers, two photos' ids (or rows) a line, such as the"
                    + " -pairs.csv that a run leaves, with the true strangers taken out.")
        @Nullable String strangersExcept,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Vectors vectors)
    implements ExperimentSettings {

  /** Photos that thresholds are measured on, unless the user says otherwise. */
  public static final int THRESHOLD_PHOTOS = 1000;

  /**
   * A kind of copy.
   *
   * @param set the parameter that it is a class of, or {@code chained}
   */
  public record Kind(
      @Asked(about = "Its name.") String name,
      @Asked(about = "The parameter that it is a class of, or chained.") String set,
      @Asked(about = "What is done to a photo.") String chain) {

    CopyKind copy() {
      return new CopyKind(
          name,
          set,
          set.equals(CopyKind.CHAINED)
              ? Processing.unnamed(ChainText.parse(chain))
              : new Processing(name, ChainText.parse(chain)));
    }

    static Kind of(CopyKind kind) {
      return new Kind(kind.name(), kind.set(), kind.processing().text());
    }
  }

  /** Vectors of originals and of copies, whose rows belong to the same photos. */
  public record Vectors(
      @Asked(
              option = "--originals",
              label = "FILE",
              about = "Vectors of the originals: .npy, .npz, .safetensors or .parquet.")
          String originals,
      @Asked(
              option = "--copies",
              label = "FILE",
              about =
                  "Vectors of copies, row i of the photo of the originals' row i; the originals may"
                      + " have more rows, which are strangers to all.")
          String copies) {}

  @Override
  public String about() {
    return "";
  }

  @Override
  public Optional<String> reads() {
    return Optional.ofNullable(vectors).map(Vectors::originals);
  }

  @Override
  public Optional<String> encoder() {
    return Optional.ofNullable(vectors)
        .map(files -> "vectors/" + Path.of(files.originals()).getFileName());
  }

  @Override
  public ThresholdSettings withDefaults() {
    return new ThresholdSettings(kinds, collection, THRESHOLD_PHOTOS, 0, false, null, vectors);
  }

  /** What the kinds of copies are called in the result. */
  public List<String> kindNames() {
    return vectors == null
        ? kinds.stream().map(Kind::name).toList()
        : List.of(ThresholdRun.OF_VECTORS);
  }

  ThresholdSettings with(int photosOfCollection) {
    return new ThresholdSettings(
        kinds, photosOfCollection, photos, seed, upright, strangersExcept, vectors);
  }

  /** Earlier versions kept chains by name, without the sets. */
  static final class Kinds extends JsonDeserializer<List<Kind>> {
    @Override
    public List<Kind> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode json = parser.readValueAsTree();
      List<Kind> kinds = new ArrayList<>();
      if (json.isObject()) {
        json.properties()
            .forEach(entry -> kinds.add(new Kind(entry.getKey(), "", entry.getValue().asText())));
        return kinds;
      }
      for (JsonNode one : json) {
        kinds.add(
            new Kind(
                one.path("name").asText(), one.path("set").asText(), one.path("chain").asText()));
      }
      return kinds;
    }
  }
}
