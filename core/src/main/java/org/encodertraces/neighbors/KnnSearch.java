package org.encodertraces.neighbors;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.encodertraces.Progress;

/**
 * Searches pieces on other machines. A module that can is found as a service of this name; without
 * one, threads of this process do it.
 */
public interface KnnSearch {

  /**
   * The answers of all units.
   *
   * @param threads that the user grants on this machine
   * @return {@link KnnPieces#answers} of each unit, in the units' order
   */
  List<BitSet> answers(KnnPieces pieces, int threads, Progress progress)
      throws InterruptedException;

  /** Who is on the class path, if any. */
  static Optional<KnnSearch> found() {
    return ServiceLoader.load(KnnSearch.class).findFirst();
  }
}
