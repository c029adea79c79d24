package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.ImageDataset;

/**
 * The heap that a listed data set holds, by entry, names and places included. Argument: its folder.
 * Stands alone, so that Java starts it from its source ({@code tools/soak.sh}).
 */
final class ListingMemory {

  private ListingMemory() {}

  public static void main(String[] arguments) throws IOException {
    // Once unmeasured: classes, and what Java needs to start a source, are not the listing's.
    Datasets.open(Path.of(arguments[0]), new Datasets.Reading("", 0, Optional.empty()));
    long before = used();
    long began = System.nanoTime();
    ImageDataset listed =
        Datasets.open(Path.of(arguments[0]), new Datasets.Reading("", 0, Optional.empty()));
    double seconds = (System.nanoTime() - began) / 1e9;
    long held = used() - before;
    long photos = 0;
    for (var split : listed.splits()) {
      photos += listed.photos(split).size();
    }
    System.out.printf(
        Locale.ROOT,
        "%,d photos in %.1f s, %,d MB of heap, %.0f bytes an entry%n",
        photos,
        seconds,
        held >> 20,
        (double) held / photos);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
