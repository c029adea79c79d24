/**
 * The command line of Encoder Traces. It compiles against what {@code core} exports, and runs on
 * the class path.
 */
module org.encodertraces.cli {
  requires info.picocli;
  requires java.management;
  requires me.tongfei.progressbar;
  requires org.encodertraces.core;

  opens org.encodertraces.cli to
      info.picocli;
}
