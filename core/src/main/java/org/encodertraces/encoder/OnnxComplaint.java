package org.encodertraces.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why ONNX Runtime does not load a file, in words that say what to do. */
final class OnnxComplaint {

  private static final Pattern OPSET = Pattern.compile("(?i)opset (\\d+) is under development");
  private static final Pattern IR = Pattern.compile("(?i)unsupported model IR version: (\\d+)");

  /** Names that exporters give to weights beside a model. */
  private static final Pattern EXTERNAL =
      Pattern.compile("([\\w.\\-]*(?:\\.onnx[._]data|\\.data|\\.bin|\\.weights?))");

  private OnnxComplaint() {}

  /**
   * The complaint.
   *
   * @param message ONNX Runtime's first line
   */
  static String of(Path model, String message) throws IOException {
    byte[] start = new byte[16];
    int length;
    try (InputStream in = Files.newInputStream(model)) {
      length = in.readNBytes(start, 0, start.length);
    }
    if (length >= 2 && start[0] == 'P' && start[1] == 'K') {
      return "is a zip, as torch.save writes it; expected ONNX (tools/export_encoder.py makes one)";
    }
    if (length >= 2 && (start[0] & 0xFF) == 0x80 && start[1] >= 2 && start[1] <= 5) {
      return "is a Python pickle; expected ONNX (tools/export_encoder.py makes one)";
    }
    if (length >= 10 && start[8] == '{' && start[9] == '"') {
      return "is a safetensors file of weights; expected ONNX (tools/export_encoder.py makes one)";
    }
    if (length == 0) {
      return "is empty";
    }
    if (new String(start, 0, length, StandardCharsets.ISO_8859_1).startsWith("version https://")) {
      return "is a Git LFS pointer and not the model; fetch it with git lfs pull";
    }
    if (new String(start, 0, length, StandardCharsets.ISO_8859_1).strip().startsWith("<")) {
      return "is a web page and not the model, as a network's sign-in answers in a file's place; bring"
          + " it again";
    }
    Matcher opset = OPSET.matcher(message);
    if (opset.find()) {
      return "was exported for opset %s, which this ONNX Runtime does not know; export it for opset 17"
          .formatted(opset.group(1));
    }
    Matcher ir = IR.matcher(message);
    if (ir.find()) {
      return "is of ONNX IR version %s, which this ONNX Runtime does not know; export it with an older onnx"
          .formatted(ir.group(1));
    }
    Matcher external = EXTERNAL.matcher(message);
    if (external.find()
        && !Files.exists(model.resolveSibling(external.group(1)))
        && !external.group(1).equals(String.valueOf(model.getFileName()))) {
      return "keeps its weights in %s, which is not beside it".formatted(external.group(1));
    }
    return "ONNX Runtime cannot load it as a model: " + message;
  }
}
