package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.image.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

  private final Catalogue catalogue = Catalogue.ofStudy();

  @TempDir private Path folder;

  /** Protocol, section 1. */
  @Test
  void theStudyHas47EncodersInThreeCategories() {
    assertThat(catalogue.entries())
        .hasSize(47)
        .extracting(CatalogueEntry::id)
        .doesNotHaveDuplicates();
    assertThat(
            catalogue.entries().stream()
                .collect(Collectors.groupingBy(CatalogueEntry::category, Collectors.counting())))
        .isEqualTo(Map.of("CVL", 24L, "SUP", 11L, "SSL", 12L));
    catalogue.entries().forEach(entry -> assertThat(entry.preprocessor()).isNotNull());
    assertThat(catalogue.entries()).allMatch(entry -> !entry.export().isBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "clip/ViT-L-14@336px, 336, BICUBIC, 768, clip",
    "clip/RN50x64, 448, BICUBIC, 1024, clip",
    "openclip/ViT-L-14-laion2B, 224, BICUBIC, 768, half",
    "openclip/convnext_large, 320, BICUBIC, 768, clip",
    "siglip2/large_256, 256, BICUBIC, 1024, half",
    "vit/huge_patch14_224, 224, BICUBIC, 1280, half",
    "convnext/xlarge, 384, BICUBIC, 2048, imagenet",
    "dinov2/vitg14_reg, 224, BICUBIC, 1536, imagenet",
    "mocov3/vit_base, 224, BILINEAR, 768, imagenet",
  })
  void entriesSayWhatTheProtocolSays(
      String id, int crop, Filter filter, int dimension, String statistics) {
    CatalogueEntry entry = catalogue.find(id).orElseThrow();

    assertThat(entry.crop()).isEqualTo(crop);
    assertThat(entry.filter()).isEqualTo(filter);
    assertThat(entry.dimension()).isEqualTo(dimension);
    assertThat(entry.statistics()).isEqualTo(statistics);
  }

  @Test
  void anEncoderThatIsNotHereIsAnsweredWithHowToGetIt() {
    EncoderHome home = new EncoderHome(folder);

    assertThatThrownBy(() -> Encoders.open("clip/ViT-B-32", home, Compute.ALONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("traces encoders pull clip/ViT-B-32 brings it");
    assertThatThrownBy(() -> Encoders.open("convnext/tiny", home, Compute.ALONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "tools/export_encoder.py timm:convnext_tiny.fb_in22k_ft_in1k_384 --id convnext/tiny makes it");
    assertThatThrownBy(() -> Encoders.open("clip/ViT-B32", home, Compute.ALONE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the catalogue calls it clip/ViT-B-32 (traces encoders pull");
  }

  @Test
  void aFolderInTheHomeIsAnEncoder() throws IOException {
    EncoderHome home = new EncoderHome(folder);
    Path own = Files.createDirectories(folder.resolve("my/encoder"));
    TestModels.model()
        .input("picture", TestModels.FLOAT, -1, 3, 8, 8)
        .node("GlobalAveragePool", java.util.List.of("picture"), "pooled")
        .node("Flatten", java.util.List.of("pooled"), "features")
        .output("features", TestModels.FLOAT, -1, 3)
        .write(own, TestModels.json(8));

    assertThat(home.installed())
        .extracting(EncoderHome.Installed::id)
        .containsExactly("my/encoder");
    try (Encoder encoder = Encoders.open("my/encoder", home, Compute.ALONE)) {
      assertThat(encoder.card().id()).isEqualTo("my/encoder");
    }
    Files.writeString(own.resolve("second.onnx"), "x");
    assertThatThrownBy(() -> Encoders.open("my/encoder", home, Compute.ALONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds 2 .onnx files; expected one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc", "a/../b", "/etc/passwd", "a/b/c", "a b"})
  void anIdThatLeadsElsewhereIsRefused(String id) {
    EncoderHome home = new EncoderHome(folder);

    assertThatThrownBy(() -> home.find(id)).isInstanceOf(InputException.class);
  }

  @Test
  void theHomeIsWhereTheUserSays() {
    assertThat(EncoderHome.of(Map.of("TRACES_HOME", "/x", "XDG_CACHE_HOME", "/y")).root())
        .isEqualTo(Path.of("/x/encoders"));
    assertThat(EncoderHome.of(Map.of("XDG_CACHE_HOME", "/y")).root())
        .isEqualTo(Path.of("/y/encoder-traces/encoders"));
    assertThat(EncoderHome.of(Map.of("XDG_CACHE_HOME", "relative")).root())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/encoder-traces/encoders"));
  }
}
