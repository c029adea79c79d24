package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.Wording;

/**
 * Similarities of single queries.
 *
 * @param queries as they were asked for: rows, or photos' ids
 * @param processing the queries', by name
 */
@JsonTypeName("similarity")
public record SimilaritySettings(
    @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
        Classes parameter,
    @Asked(option = "--query", label = "N", about = Wording.QUERIES, value = "[]")
        List<String> queries,
    @Asked(option = "--processing", label = "NAME", about = Wording.QUERY_PROCESSING)
        String processing,
    @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
        boolean dropBadRows)
    implements ExperimentSettings {
  @Override
  public String about() {
    return parameter.id();
  }

  @Override
  public SimilaritySettings withDefaults() {
    return new SimilaritySettings(parameter, List.of(), parameter.first(), false);
  }
}
