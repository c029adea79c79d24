package org.encodertraces.spark;

import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.encodertraces.extraction.ShardExtractor;

/**
 * CPU seconds of the stages of extraction, summed over executors. The sums are of tasks whose
 * results were taken: what was lost or done twice is not in them.
 */
record StageSums(DoubleAccumulator decode, DoubleAccumulator process, DoubleAccumulator embed)
    implements Serializable {

  /** Sums that Spark knows by name. */
  static StageSums in(SparkContext context) {
    return new StageSums(
        context.doubleAccumulator("CPU seconds of reading and decoding"),
        context.doubleAccumulator("CPU seconds of processings and crops"),
        context.doubleAccumulator("CPU seconds of networks and writing"));
  }

  void add(ShardExtractor.Seconds seconds) {
    decode.add(seconds.decode());
    process.add(seconds.process());
    embed.add(seconds.embed());
  }

  /** In a line, a photo. */
  String perPhoto(int photos) {
    return String.format(
        Locale.ROOT,
        "CPU a photo: %.1f ms reading and decoding, %.1f ms processings and crops, %.1f ms networks"
            + " and writing",
        1000 * decode.value() / photos,
        1000 * process.value() / photos,
        1000 * embed.value() / photos);
  }
}
