package org.encodertraces.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.encodertraces.Progress;
import org.encodertraces.encoder.Catalogue;
import org.encodertraces.encoder.CatalogueEntry;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.http.StubTls;
import org.encodertraces.http.TestTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Pulls one encoder from a stub, on a clock that does not wait. */
abstract class PullFixture {

  static final String TOKEN = "hf_secret";
  static final CatalogueEntry ENTRY = Catalogue.ofStudy().find("clip/ViT-B-32").orElseThrow();

  @TempDir Path folder;
  HubStub hub = new HubStub(false);
  final TestTime time = new TestTime();
  final List<String> said = new ArrayList<>();

  /** Long enough for a busy machine. */
  Duration patience = Duration.ofMinutes(1);

  @AfterEach
  void stop() {
    hub.close();
  }

  Path pull() throws IOException, InterruptedException {
    return pull(new HubSettings(hub.endpoint(), Optional.of(TOKEN), false, patience));
  }

  Path pull(URI endpoint) throws IOException, InterruptedException {
    return pull(new HubSettings(endpoint, Optional.of(TOKEN), false, patience));
  }

  Path pull(HubSettings settings) throws IOException, InterruptedException {
    Progress progress =
        new Progress() {
          @Override
          public Task start(String name, long total) {
            return Progress.NONE.start(name, total);
          }

          @Override
          public void say(String line) {
            said.add(line);
          }
        };
    return new EncoderPull(settings, StubTls.client(), time, new EncoderHome(folder), progress)
        .pull(ENTRY);
  }

  Path modelFile() {
    return folder.resolve("clip/ViT-B-32/vision_model.onnx");
  }

  Path partFile() {
    return folder.resolve("clip/ViT-B-32/vision_model.onnx.part");
  }

  /** Neither file nor part nor lock, nor a folder for them. */
  void assertNothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> !file.equals(folder))).isEmpty();
    }
  }

  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(modelFile().getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
