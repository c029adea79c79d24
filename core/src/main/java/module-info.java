/**
 * Encoder Traces as a library: measures what visual encoders remember of how a picture was made.
 *
 * <p>What is exported to all is for all. What goes to the command line by name is how the command
 * line is built on it, and may change any day; so may what lies in packages named {@code internal}.
 *
 * <p>The descriptor is for compilers. Programs run on the class path ({@code java -jar}), where the
 * native libraries' loaders expect to be, and there Spark's module and the benchmarks see all.
 */
// The command line is built after this.
@SuppressWarnings("module")
module org.encodertraces.core {
  requires transitive com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;
  // Its jar tells no name of its own.
  requires aircompressor;
  requires com.drew.metadata;
  requires com.google.protobuf;
  requires com.microsoft.onnxruntime;
  requires java.desktop;
  requires java.management;
  requires java.net.http;
  requires java.sql;
  requires jdk.management;
  requires org.apache.commons.compress;
  requires org.apache.commons.imaging;
  requires org.apache.commons.statistics.distribution;
  requires org.apache.commons.statistics.interval;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;
  requires org.bytedeco.opencv;
  requires org.tukaani.xz;

  uses org.encodertraces.extraction.ShardRunner;
  uses org.encodertraces.io.RemoteFiles;
  uses org.encodertraces.neighbors.KnnSearch;

  // Data, and what is done with them.
  exports org.encodertraces;
  exports org.encodertraces.dataset;
  exports org.encodertraces.embedding;
  exports org.encodertraces.encoder;
  exports org.encodertraces.image;
  exports org.encodertraces.photo;
  exports org.encodertraces.processing;
  exports org.encodertraces.vectors;

  // Experiments: to plan and run them, to add one, to read results.
  exports org.encodertraces.difference;
  exports org.encodertraces.engine;
  exports org.encodertraces.experiment;
  exports org.encodertraces.ladder;
  exports org.encodertraces.linalg;
  exports org.encodertraces.report;
  exports org.encodertraces.result;
  exports org.encodertraces.statistics;
  exports org.encodertraces.study;
  exports org.encodertraces.acquisition to
      org.encodertraces.cli;
  exports org.encodertraces.camera to
      org.encodertraces.cli;
  exports org.encodertraces.copies to
      org.encodertraces.cli;
  exports org.encodertraces.extraction to
      org.encodertraces.cli;
  exports org.encodertraces.flickr to
      org.encodertraces.cli;
  exports org.encodertraces.hub to
      org.encodertraces.cli;
  exports org.encodertraces.io to
      org.encodertraces.cli;
  exports org.encodertraces.machine to
      org.encodertraces.cli;
  exports org.encodertraces.probe to
      org.encodertraces.cli;
  exports org.encodertraces.random to
      org.encodertraces.cli;
  exports org.encodertraces.repair to
      org.encodertraces.cli;
  exports org.encodertraces.scene to
      org.encodertraces.cli;
  exports org.encodertraces.shooting to
      org.encodertraces.cli;
}
