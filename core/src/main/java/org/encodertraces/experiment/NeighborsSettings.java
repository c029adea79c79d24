package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.Wording;

/**
 * Nearest neighbors of single queries.
 *
 * @param other the processing that clashes with the queries'
 */
@JsonTypeName("neighbors")
public record NeighborsSettings(
    @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
        Classes parameter,
    @Asked(option = "--query", label = "N", about = Wording.QUERIES, value = "[]")
        List<String> queries,
    @Asked(option = "--processing", label = "NAME", about = Wording.QUERY_PROCESSING)
        String processing,
    @Asked(
            option = "--other",
            label = "NAME",
            about =
                "The processing that clashes with the query's. Default: the parameter's last, or"
                    + " its first where that is the query's.")
        String other,
    @Asked(option = "--k", label = "K", about = "Neighbors to show.", least = 1, value = "10")
        int k,
    @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
        boolean dropBadRows)
    implements ExperimentSettings {
  @Override
  public String about() {
    return parameter.id();
  }

  @Override
  public NeighborsSettings withDefaults() {
    return new NeighborsSettings(
        parameter, List.of(), parameter.first(), other, KnnSettings.STUDY_K, false);
  }
}
