package org.encodertraces.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** The Spark that the process has: what {@code spark-submit} said, or else one of its own. */
final class Cluster {

  private static final String LOOPBACK = "127.0.0.1";

  private Cluster() {}

  /**
   * Starts Spark, or gives what is started.
   *
   * @param threads of this process that do the work where no master was named
   */
  static JavaSparkContext of(int threads) {
    return new JavaSparkContext(SparkContext.getOrCreate(configuration(threads)));
  }

  /** What was said ({@code spark.*} among the JVM's properties), and what holds otherwise. */
  static SparkConf configuration(int threads) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[%d]".formatted(threads));
    conf.setIfMissing("spark.app.name", "traces");
    // Nothing listens for a browser unless it is asked for.
    conf.setIfMissing("spark.ui.enabled", "false");
    if (conf.get("spark.master").startsWith("local")) {
      // Spark's parts talk over sockets even within one process: on this machine alone.
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
      conf.setIfMissing("spark.driver.host", LOOPBACK);
    }
    // Results leave memory as they come, so their sum, which this would bound, is no measure of it.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    return conf;
  }
}
