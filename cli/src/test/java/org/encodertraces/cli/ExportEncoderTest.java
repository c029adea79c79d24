package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tools/export_encoder.py, where the system's Python has torch, torchvision and onnx. */
class ExportEncoderTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path TOOL = Path.of("..", "tools", "export_encoder.py");

  @TempDir private Path folder;

  @Test
  void anExportOfTorchvisionIsUsable() throws Exception {
    assumeTrue(
        Files.isExecutable(PYTHON) && run("-c", "import torch, torchvision, onnx").exitCode() == 0,
        "needs torch, torchvision and onnx of the system's Python");

    Output export =
        run(
            TOOL.toString(),
            "torchvision:resnet18",
            "--id",
            "my/resnet18",
            "--crop",
            "64",
            "--random-weights",
            "--out",
            folder.toString());

    assertThat(export.exitCode()).as(export.text()).isZero();
    Run check = Run.of("encoders", "check", folder.resolve("my-resnet18.onnx"));
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    assertThat(check.out()).contains("output \"features\" [n, 512]", "usable");
  }

  private record Output(int exitCode, String text) {}

  private static Output run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(PYTHON.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.waitFor(), text);
  }
}
