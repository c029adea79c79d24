package org.encodertraces.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line inside this JVM. */
record Run(int exitCode, String out, String err) {

  static Run of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = String.valueOf(arguments[i]);
    }
    int exitCode = Traces.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
