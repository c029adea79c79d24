package org.encodertraces.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a file holds a text, of ASCII letters. For libraries, which say no more of themselves.
 */
final class ByteSearch {

  private ByteSearch() {}

  /**
   * Whether the text is there.
   *
   * @param text whose first letter does not come again in it where a match could begin
   */
  static boolean contains(Path file, String text) throws IOException {
    byte[] name = text.getBytes(StandardCharsets.US_ASCII);
    byte[] block = new byte[1 << 16];
    int matched = 0;
    try (InputStream in = Files.newInputStream(file)) {
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
