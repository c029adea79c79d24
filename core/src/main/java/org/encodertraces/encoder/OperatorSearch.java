package org.encodertraces.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a model uses an operator. Operators are named by their text in an ONNX file, and ONNX
 * Runtime tells nothing of a graph's nodes; gigabytes of weights need not be parsed for it.
 */
final class OperatorSearch {

  private OperatorSearch() {}

  /** Whether the name of the operator, of letters that are not repeated at its start, is there. */
  static boolean contains(Path model, String operator) throws IOException {
    byte[] name = operator.getBytes(StandardCharsets.US_ASCII);
    byte[] block = new byte[1 << 16];
    int matched = 0;
    try (InputStream in = Files.newInputStream(model)) {
      for (int length = in.read(block); length > 0; length = in.read(block)) {
        for (int i = 0; i < length; i++) {
          matched = block[i] == name[matched] ? matched + 1 : block[i] == name[0] ? 1 : 0;
          if (matched == name.length) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
