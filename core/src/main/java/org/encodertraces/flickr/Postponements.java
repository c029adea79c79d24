package org.encodertraces.flickr;

import java.sql.SQLException;
import org.encodertraces.http.HttpFault;

/**
 * Photos that a fault which may pass kept from this run: the next one asks for them again, after
 * all others. Many in a row are a network that fails, which ends the run.
 */
final class Postponements {

  /** So many in a row are a network that fails. */
  private static final int IN_A_ROW = 10;

  /** Runs in which Flickr itself gave something else for a photo; then that is its last word. */
  static final int RUNS = 3;

  private final HarvestState state;
  private int inARow;

  Postponements(HarvestState state) {
    this.state = state;
  }

  /** What is asked of Flickr for each photo. */
  enum Part {
    LABELS,
    FILE
  }

  /** A photo came. */
  void passed() {
    inARow = 0;
  }

  /**
   * A photo did not come.
   *
   * @throws HttpFault when it is one of many in a row, or the server asks to come back at a time
   */
  void add(long id, Part part, HttpFault fault, String reason) throws HttpFault, SQLException {
    int runs = state.postpone(id, part, reason, fault.status() == 200);
    if (runs >= RUNS) {
      String last = "%s, in %d runs".formatted(reason, runs);
      if (part == Part.FILE) {
        state.refuseFile(id, last);
      } else {
        state.refuseExif(id, last);
      }
      return;
    }
    if (fault.kind() == HttpFault.Kind.LATER) {
      throw fault;
    }
    inARow++;
    if (inARow == IN_A_ROW) {
      throw HttpFault.passing(
          fault.status(),
          "%d photos in a row could not be had: %s".formatted(inARow, fault.getMessage()));
    }
  }
}
