package org.encodertraces.encoder;

import java.io.IOException;
import java.nio.file.Path;
import org.encodertraces.InputException;

/** Whether a file is a model at all, whatever it takes and gives. */
public final class OnnxFile {

  private OnnxFile() {}

  /**
   * Has ONNX Runtime load a file, with the weights beside it, and lets go of it again.
   *
   * @throws InputException when it cannot, saying what the file is instead
   */
  public static void require(Path file) throws IOException {
    OnnxEncoder.close(OnnxEncoder.load(file, Compute.ALONE));
  }
}
