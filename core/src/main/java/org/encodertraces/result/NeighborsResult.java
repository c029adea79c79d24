package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.encodertraces.neighbors.QueryNeighbors;
import org.encodertraces.processing.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The nearest training photos of some queries, with small pictures to look at.
 *
 * @param thumbnails JPEG in base64 by photo id, as the photo is before any processing
 */
public record NeighborsResult(
    @JsonUnwrapped ResultHeader header,
    String parameter,
    int k,
    List<Query> queries,
    Map<String, String> thumbnails)
    implements TraceResult {

  /**
   * One query and its neighbors in three set-ups.
   *
   * @param query row of the validation photo
   * @param label its class by name, where classes have names
   * @param test the query's processing
   * @param other the processing that clashes with it
   */
  public record Query(
      int query,
      String photo,
      @Nullable String label,
      String test,
      String other,
      List<Neighbor> baseline,
      List<Neighbor> posSame,
      List<Neighbor> negSame) {}

  /** One neighbor, best first. */
  public record Neighbor(
      int row,
      String photo,
      @Nullable String label,
      String processing,
      double similarity,
      boolean sameClass) {}

  /** Who a row is. */
  public record Identity(String photo, @Nullable String label) {}

  /** The result of a query's neighbors. */
  public static Query query(
      Parameter parameter,
      QueryNeighbors found,
      Identity query,
      IntFunction<Identity> trainPhotos) {
    return new Query(
        found.query(),
        query.photo(),
        query.label(),
        parameter.classes().get(found.test()).name(),
        parameter.classes().get(found.other()).name(),
        list(parameter, found.baseline(), trainPhotos),
        list(parameter, found.posSame(), trainPhotos),
        list(parameter, found.negSame(), trainPhotos));
  }

  private static List<Neighbor> list(
      Parameter parameter,
      List<QueryNeighbors.Neighbor> neighbors,
      IntFunction<Identity> trainPhotos) {
    return neighbors.stream()
        .map(
            neighbor -> {
              Identity identity = trainPhotos.apply(neighbor.row());
              return new Neighbor(
                  neighbor.row(),
                  identity.photo(),
                  identity.label(),
                  parameter.classes().get(neighbor.processing()).name(),
                  neighbor.similarity(),
                  neighbor.sameClass());
            })
        .toList();
  }
}
