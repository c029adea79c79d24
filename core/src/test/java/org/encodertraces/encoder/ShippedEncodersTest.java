package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.encodertraces.encoder.ShippedEncoders.Shipped;
import org.encodertraces.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedEncodersTest {

  private static final int SIDE = 64;

  @TempDir private Path folder;

  @Test
  void eachGivesWhatTheNetworkThatWasTrainedGives() throws IOException {
    // training/ship.py: PyTorch's embeddings of the same picture
    JsonNode expected;
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("toy-embeddings.json"))) {
      expected = new ObjectMapper().readTree(in);
    }
    for (Shipped shipped : ShippedEncoders.all()) {
      try (Encoder encoder = open(shipped)) {
        JsonNode values = expected.path(shipped.id().replace("toy/", ""));

        assertThat(encoder.card().id()).isEqualTo(shipped.id());
        assertThat(encoder.card().category()).isEqualTo(shipped.category());
        assertThat(encoder.dimension()).isEqualTo(values.size());
        float[] embedding = encoder.embed(List.of(encoder.crop(ramps())));
        for (int i = 0; i < embedding.length; i++) {
          assertThat(embedding[i]).isCloseTo((float) values.get(i).asDouble(), within(1e-4f));
        }
      }
    }
  }

  @Test
  void whatWasUnpackedAndIsNotWhatItWasIsUnpackedAgain() throws IOException {
    Shipped sup = ShippedEncoders.find("toy/sup").orElseThrow();
    Path model = ShippedEncoders.file(sup, folder);
    byte[] whole = Files.readAllBytes(model);
    Files.write(model, new byte[] {1, 2, 3});

    assertThat(ShippedEncoders.file(sup, folder)).isEqualTo(model);
    assertThat(model).hasBinaryContent(whole);
  }

  @Test
  void aHomeThatCannotHoldThemIsDoneWithout() throws IOException {
    Path home = folder.resolve("home");
    Files.writeString(home, "a file where a folder should be");
    Shipped ssl = ShippedEncoders.find("toy/ssl").orElseThrow();

    assertThat(ShippedEncoders.file(ssl, home)).isRegularFile();
  }

  @Test
  void theyAreSmall() throws IOException {
    long bytes = 0;
    for (Shipped shipped : ShippedEncoders.all()) {
      bytes += Files.size(ShippedEncoders.file(shipped, folder));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(2 * ShippedEncoders.all().size());
    }
    assertThat(bytes).isLessThan(6_000_000);
  }

  private Encoder open(Shipped shipped) throws IOException {
    return Encoders.open(shipped.id(), new EncoderHome(folder), Compute.ALONE);
  }

  /** Red grows to the right, green downwards, blue with both. */
  private static RgbImage ramps() {
    byte[] samples = new byte[SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int at = (y * SIDE + x) * 3;
        samples[at] = (byte) (4 * x);
        samples[at + 1] = (byte) (4 * y);
        samples[at + 2] = (byte) (x * y);
      }
    }
    return new RgbImage(SIDE, SIDE, samples);
  }
}
