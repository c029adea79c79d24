package org.encodertraces.flickr;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.flickr.Postponements.Part;

/**
 * What a harvest came to, and what it could not get and why.
 *
 * @param ceiling results of a query beyond which Flickr shows none
 */
record HarvestSummary(HarvestState state, int ceiling) {

  /** Photos with labels and bytes. */
  long photos() throws SQLException {
    return state.count("SELECT count(*) FROM files WHERE refused IS NULL");
  }

  /**
   * All that is to be said, in order.
   *
   * @param calls of the API in this run
   */
  List<String> lines(long calls) throws SQLException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d photos found, %,d with labels and bytes, %,d API calls in this harvest"
            .formatted(state.count("SELECT count(*) FROM photos"), photos(), calls));
    long unread = state.count("SELECT count(*) FROM windows WHERE NOT done");
    if (unread > 0) {
      lines.add(
          "%,d spans of upload time are not read to their end; the number of photos was reached before"
              .formatted(unread));
    }
    long over =
        state.count(
            "SELECT coalesce(sum(total - %1$d), 0) FROM windows WHERE from_time = to_time AND total >= %1$d"
                .formatted(ceiling));
    if (over > 0) {
      lines.add(
          "about %,d photos cannot be reached: some single seconds hold more than the %,d that a search shows"
              .formatted(over, ceiling));
    }
    long never =
        state.count(
            "SELECT coalesce(sum(greatest(0, least(total, %d) - (SELECT count(*) FROM photos WHERE window_from = from_time))), 0) FROM windows WHERE done"
                .formatted(ceiling));
    if (never > 0) {
      lines.add(
          "%,d results were counted by Flickr but shown on no page, in %d readings"
              .formatted(never, FlickrSearch.PASSES));
    }
    state
        .counts(
            "SELECT refused, count(*) FROM exif WHERE refused IS NOT NULL GROUP BY 1 ORDER BY 2"
                + " DESC")
        .forEach((reason, count) -> lines.add("no labels: %,d, %s".formatted(count, reason)));
    state
        .counts(
            "SELECT refused, count(*) FROM files WHERE refused IS NOT NULL GROUP BY 1 ORDER BY 2"
                + " DESC")
        .forEach((reason, count) -> lines.add("no photo: %,d, %s".formatted(count, reason)));
    for (Part part : Part.values()) {
      state
          .counts(
              "SELECT reason, count(*) FROM postponed WHERE part = '%s' GROUP BY 1 ORDER BY 2 DESC, 1"
                  .formatted(part))
          .forEach(
              (reason, count) ->
                  lines.add(
                      "%s: %,d, %s; start again to go on"
                          .formatted(
                              part == Part.LABELS ? "no labels yet" : "not yet", count, reason)));
    }
    return lines;
  }
}
