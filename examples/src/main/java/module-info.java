/** Programs on the library: they compile against what {@code core} exports to all. */
module org.encodertraces.examples {
  requires org.encodertraces.core;
}
