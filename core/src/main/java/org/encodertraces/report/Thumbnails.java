package org.encodertraces.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.NeighborsResult.Neighbor;

/**
 * The small pictures that the page holds.
 *
 * @param pictures JPEG in base64 by data set and photo
 * @param wanted how many the results have
 * @param bytes of those that are held
 */
record Thumbnails(Map<String, String> pictures, int wanted, long bytes) {

  /**
   * As many as fit: first those of every result's first query, then of the second queries, and so
   * on.
   */
  static Thumbnails within(long budget, List<NeighborsResult> results) {
    Map<String, String> pictures = new LinkedHashMap<>();
    Set<String> wanted = new LinkedHashSet<>();
    long bytes = 0;
    int most = results.stream().mapToInt(result -> result.queries().size()).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (NeighborsResult result : results) {
        if (i < result.queries().size()) {
          for (String photo : photos(result.queries().get(i))) {
            String picture = result.thumbnails().get(photo);
            String key = result.header().dataset() + ":" + photo;
            if (picture != null && wanted.add(key)) {
              long cost = picture.length() + key.length() + 6L;
              if (bytes + cost <= budget) {
                pictures.put(key, picture);
                bytes += cost;
              }
            }
          }
        }
      }
    }
    return new Thumbnails(pictures, wanted.size(), bytes);
  }

  private static Set<String> photos(NeighborsResult.Query query) {
    Set<String> photos = new LinkedHashSet<>();
    photos.add(query.photo());
    for (List<Neighbor> list : List.of(query.posSame(), query.negSame(), query.baseline())) {
      list.forEach(neighbor -> photos.add(neighbor.photo()));
    }
    return photos;
  }

  /** How many there are and what the page weighs with them. */
  String statement(long bytesWithout) {
    String size =
        String.format(
            Locale.ROOT, "the page weighs %.1f MB with them", (bytesWithout + bytes) / 1e6);
    return pictures.size() == wanted
        ? "%,d small pictures are in the page; %s.".formatted(wanted, size)
        : "%,d of %,d small pictures are in the page, to keep it under 25 MB; %s."
            .formatted(pictures.size(), wanted, size);
  }

  String json() {
    try {
      return Html.json(new ObjectMapper().writeValueAsString(pictures));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings are always JSON", e);
    }
  }
}
