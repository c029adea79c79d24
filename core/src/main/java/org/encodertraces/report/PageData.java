package org.encodertraces.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.copies.KeptCopies;
import org.encodertraces.processing.Ladder;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.DiffResult;
import org.encodertraces.result.Effect;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ThresholdResult;
import org.encodertraces.result.TraceResult;

/** Results as the scripts read them: without provenance and pictures, which have their places. */
final class PageData {

  /** What has its own place on the page, or none. */
  private static final List<String> UNUSED =
      List.of("provenance", "thumbnails", "created", "version", "right", "recall", "found");

  /** What results without charts hold beside their figures. */
  private static final List<String> OF_SECTIONS =
      List.of("pairs", "hardest", "fewer_than_one_lines", "skipped");

  private static final MathContext DIGITS = new MathContext(6);

  private PageData() {}

  /** The data as the content of a script element. */
  static String of(PageResults results) {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode all = mapper.createArrayNode();
    for (Labeled labeled : results.labeled()) {
      TraceResult result = labeled.result();
      try {
        ObjectNode json = (ObjectNode) mapper.readTree(ResultFiles.json(result));
        json.remove(UNUSED);
        if (result instanceof ThresholdResult || result instanceof DiffResult) {
          json.remove(OF_SECTIONS); // their sections are HTML made here
        }
        if (result instanceof ThresholdResult threshold) {
          for (int i = 0; i < threshold.outcome().copies().size(); i++) {
            KeptCopies kept = threshold.outcome().copies().get(i).keeps().get("95");
            ((ObjectNode) json.get("copies").get(i)).put("hopeless", Hopeless.is(kept));
          }
        }
        if (json.get("splits") instanceof ObjectNode splits) {
          splits.remove("accuracies");
        }
        String shown = results.asked().category(result.header());
        if (!shown.equals(result.header().category())) {
          json.put("shown", shown);
        }
        json.put("label", labeled.label());
        json.put("title", Panels.title(result));
        json.put("panel", results.panels().ids().get(result));
        if (result instanceof ClaimedResult claimed) {
          json.put("standing", results.claims().of(claimed).inWords());
          json.set("effect", effect(mapper, claimed.effect()));
        }
        if (result instanceof LadderResult ladder) {
          json.put("unit", Ladder.named(result.parameter()).unit());
          compactMedian((ObjectNode) json.get("floor"));
          for (int i = 0; i < ladder.rungs().size(); i++) {
            JsonNode rung = json.get("rungs").get(i);
            ObjectNode duplicates = (ObjectNode) rung.get("duplicates");
            compactMedian((ObjectNode) rung.get("cosine"));
            compactBounds(duplicates);
            round(rung);
            if (Hopeless.is(ladder.rungs().get(i).duplicates())) {
              duplicates.put("hopeless", true); // nothing where it is not: there are thousands
            }
          }
        } else if (result instanceof KnnResult knn) {
          compactCells(json, knn);
        }
        all.add(json);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a result is always JSON", e);
      }
    }
    return Html.json(all.toString());
  }

  /** A text as JSON in the content of a script element. */
  static String text(String text) {
    return Html.json(TextNode.valueOf(text).toString());
  }

  /** The figure of a claim, which is a balanced accuracy where there is one. */
  private static ObjectNode effect(ObjectMapper mapper, Effect effect) {
    ObjectNode json = mapper.createObjectNode();
    json.put("value", effect.value()).put("none", effect.none()).put("photos", effect.photos());
    effect.interval().ifPresent(range -> json.put("low", range.low()).put("high", range.high()));
    return json;
  }

  /** Bounds as one array, to the digits that are shown: of 47 encoders they are 2,000. */
  private static void compactBounds(ObjectNode duplicates) {
    JsonNode bounds = duplicates.get("bounds");
    if (bounds == null || bounds.isNull()) {
      return;
    }
    ArrayNode compact = duplicates.putArray("bounds").add(bounds.get("kept").asInt());
    for (JsonNode value :
        List.of(
            bounds.get("keeps_of_new"),
            bounds.get("keeps_at_least"),
            bounds.get("auc").get("low"),
            bounds.get("auc").get("high"),
            bounds.get("strangers_passing").get("low"),
            bounds.get("strangers_passing").get("high"))) {
      compact.add(new BigDecimal(value.asDouble()).round(DIGITS).stripTrailingZeros());
    }
  }

  /** Cosines have four decimals, shares of photos no more digits than these. */
  private static void round(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(rounded(field.getValue())));
    }
  }

  private static JsonNode rounded(JsonNode value) {
    round(value);
    return value.isDouble()
        ? DecimalNode.valueOf(new BigDecimal(value.asDouble()).round(DIGITS).stripTrailingZeros())
        : value;
  }

  private static void compactMedian(ObjectNode spread) {
    JsonNode interval = spread.get("median_interval");
    if (interval != null && !interval.isNull()) {
      ArrayNode compact = spread.putArray("median_interval");
      for (String end : List.of("low", "high")) {
        compact.add(
            new BigDecimal(interval.get(end).asDouble()).round(DIGITS).stripTrailingZeros());
      }
    }
  }

  /**
   * Cells as arrays whose processings stand in {@code names} once: of 47 encoders, keys and names
   * alone would be a megabyte.
   */
  private static void compactCells(ObjectNode json, KnnResult knn) {
    Map<String, Integer> names = new LinkedHashMap<>();
    ArrayNode cells = json.putArray("cells");
    for (KnnResult.Cell cell : knn.cells()) {
      cells
          .addArray()
          .add(index(names, cell.test()))
          .add(index(names, cell.positives()))
          .add(index(names, cell.negatives()))
          .add(cell.top1());
    }
    ArrayNode runs = json.putArray("uniform_runs");
    for (KnnResult.UniformRun run : knn.uniformRuns()) {
      runs.addArray().add(index(names, run.test())).add(run.seed()).add(run.top1());
    }
    ArrayNode list = json.putArray("names");
    names.keySet().forEach(list::add);
  }

  private static int index(Map<String, Integer> names, String name) {
    return names.computeIfAbsent(name, added -> names.size());
  }
}
