package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.encodertraces.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderNamesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "openai/clip-vit-base-patch32, clip/ViT-B-32",
    "Xenova/clip-vit-base-patch32, clip/ViT-B-32",
    "CLIP/vit-b-32, clip/ViT-B-32",
    "ViT-B/32, clip/ViT-B-32",
    "facebook/dino-vitb16, dino/vitb16",
    "facebook/dinov2-with-registers-base, dinov2/vitb14_reg",
    "dinov2_vitl14_reg, dinov2/vitl14_reg",
    "google/vit-base-patch16-224-in21k, vit/base_patch16_224",
    "timm/convnext_base.fb_in22k_ft_in1k_384, convnext/base",
    "vit_base_patch16_siglip_256.webli, siglip/base_256",
    "laion/CLIP-ViT-H-14-laion2B-s32B-b79K, openclip/ViT-H-14-laion2B",
    "ViT-L-14/datacomp_xl_s13b_b90k, openclip/ViT-L-14-DataComp.XL",
  })
  void theNamesOfHubsAndOtherLibrariesAreKnown(String name, String id) {
    assertThat(Catalogue.ofStudy().idOf(name)).contains(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "clip/ViT-B32; the nearest of the catalogue is clip/ViT-B-32",
        "somebody/clip-vit-base-patch32; the nearest of the catalogue is clip/ViT-B-32",
        "dinov2; the nearest of the catalogue are dinov2/vits14_reg, dinov2/vitb14_reg, dinov2/vitl14_reg",
        "convnext_tiny; the nearest of the catalogue is convnext/tiny",
        "openclip/ViT-B-16-laion; the nearest of the catalogue is openclip/ViT-B-16-laion2B",
        "mobilenet_v2; none of the catalogue is called like it (traces encoders list shows all)",
        "x; none of the catalogue is called like it (traces encoders list shows all)",
      })
  void aNameThatIsNoneIsAnsweredWithWhatMayBeMeant(String name, String words) {
    assertThat(Catalogue.ofStudy().suggestion(name)).isEqualTo(words);
  }

  @Test
  void anEncoderNamedAsOnAHubIsAnsweredWithItsIdAndHowToGetIt() {
    assertThatThrownBy(() -> open("openai/clip-vit-base-patch32"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "the catalogue calls it clip/ViT-B-32 (traces encoders pull clip/ViT-B-32 brings it)");
  }

  @Test
  void aFileOfTheHomeOrBesideThePathIsWhatIsMeantBeforeTheCatalogue() throws IOException {
    Path own = Files.createDirectories(folder.resolve("home/mine/first")).resolve("net.onnx");
    Files.createFile(own);

    assertThatThrownBy(() -> open("mine/frist")).hasMessageContaining("did you mean mine/first?");
    assertThatThrownBy(() -> open("net")).hasMessageContaining("did you mean " + own);
    assertThatThrownBy(() -> open("builtin/residuals"))
        .hasMessageContaining("did you mean builtin/residual?");
  }

  private Encoder open(String reference) throws IOException {
    return Encoders.open(reference, new EncoderHome(folder.resolve("home")), Compute.ALONE);
  }
}
