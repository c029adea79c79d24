package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.encodertraces.encoder.Preprocessor.Resize;
import org.encodertraces.image.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@code preprocessor_config.json} of Hugging Face's image processors, as their hub holds them,
 * and what transformers' code does with each.
 */
class ProcessorConfigTest {

  private static final String IMAGENET =
      "\"image_mean\": [0.485, 0.456, 0.406], \"image_std\": [0.229, 0.224, 0.225]";
  private static final String HALF =
      "\"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.5, 0.5, 0.5]";

  @TempDir private Path folder;

  @Test
  void clipOld() throws IOException {
    EncoderConfig config =
        read(
            """
            "crop_size": 224, "do_center_crop": true, "do_normalize": true, "do_resize": true,
            "feature_extractor_type": "CLIPFeatureExtractor",
            "image_mean": [0.48145466, 0.4578275, 0.40821073],
            "image_std": [0.26862954, 0.26130258, 0.27577711], "resample": 3, "size": 224
            """);

    assertThat(config.resize()).isEqualTo(new Resize.ShorterSide(224));
    assertThat(config.cropWidth()).isEqualTo(224);
    assertThat(config.filter()).isEqualTo(Filter.BICUBIC);
    assertThat(config.normalization().greenMean()).isEqualTo(0.4578275f);
  }

  @Test
  void clipWithThePlaceholdersOfNewerWriters() throws IOException {
    EncoderConfig config =
        read(
            """
            "_valid_processor_keys": ["images", "do_resize"], "crop_size": {"height": 336, "width": 336},
            "data_format": "channels_first", "device": null, "disable_grouping": null,
            "do_center_crop": true, "do_convert_rgb": true, "do_pad": null, "do_normalize": true,
            "do_rescale": true, "do_resize": true, "image_processor_type": "CLIPImageProcessorFast",
            "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "input_data_format": null,
            "resample": 3, "rescale_factor": 0.00392156862745098, "return_tensors": null,
            "size": {"shortest_edge": 336}, "default_to_square": false
            """);

    assertThat(config.resize()).isEqualTo(new Resize.ShorterSide(336));
    assertThat(config.cropHeight()).isEqualTo(336);
  }

  @Test
  void siglipSquashes() throws IOException {
    EncoderConfig config =
        read(
            """
            "do_convert_rgb": null, "do_normalize": true, "do_rescale": true, "do_resize": true,
            "image_processor_type": "SiglipImageProcessor", "processor_class": "SiglipProcessor",
            "resample": 3, "rescale_factor": 0.00392156862745098, "size": {"height": 256, "width": 256},
            """
                + HALF);

    assertThat(config.resize()).isEqualTo(new Resize.Exact(256, 256));
    assertThat(config.cropWidth()).isEqualTo(256);
  }

  @Test
  void vitMeansASquareByAWholeNumber() throws IOException {
    EncoderConfig config =
        read(
            """
            "do_normalize": true, "do_resize": true, "feature_extractor_type": "ViTFeatureExtractor",
            "resample": 2, "size": 224,
            """
                + HALF);

    assertThat(config.resize()).isEqualTo(new Resize.Exact(224, 224));
    assertThat(config.filter()).isEqualTo(Filter.BILINEAR);
  }

  @Test
  void convNextCropsAShareBelow384() throws IOException {
    EncoderConfig config =
        read(
            """
            "crop_pct": 0.875, "do_normalize": true, "do_resize": true,
            "feature_extractor_type": "ConvNextFeatureExtractor", "resample": 3, "size": 224,
            """
                + IMAGENET);

    // transformers: int(224 / 0.875), then a center crop of 224.
    assertThat(config.resize()).isEqualTo(new Resize.ShorterSide(256));
    assertThat(config.cropWidth()).isEqualTo(224);
  }

  @Test
  void convNextSquashesFrom384On() throws IOException {
    EncoderConfig config =
        read(
            """
            "crop_pct": 0.875, "do_resize": true, "image_processor_type": "ConvNextImageProcessor",
            "resample": 3, "size": {"shortest_edge": 384},
            """
                + IMAGENET);

    assertThat(config.resize()).isEqualTo(new Resize.Exact(384, 384));
    assertThat(config.cropHeight()).isEqualTo(384);
  }

  @Test
  void dinov2ResizesTo256AndCrops224() throws IOException {
    EncoderConfig config =
        read(
            """
            "crop_size": {"height": 224, "width": 224}, "do_center_crop": true,
            "do_convert_rgb": true, "do_normalize": true, "do_rescale": true, "do_resize": true,
            "image_processor_type": "BitImageProcessor", "resample": 3,
            "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 256},
            """
                + IMAGENET);

    assertThat(config.resize()).isEqualTo(new Resize.ShorterSide(256));
    assertThat(config.cropWidth()).isEqualTo(224);
  }

  @Test
  void deitSquashesTo256AndCrops224() throws IOException {
    EncoderConfig config =
        read(
            """
            "crop_size": 224, "do_center_crop": true, "do_normalize": true, "do_resize": true,
            "feature_extractor_type": "DeiTFeatureExtractor", "resample": 3, "size": 256,
            """
                + IMAGENET);

    assertThat(config.resize()).isEqualTo(new Resize.Exact(256, 256));
    assertThat(config.cropWidth()).isEqualTo(224);
  }

  @Test
  void efficientNetPicksTheNearestAndDividesTwice() throws IOException {
    EncoderConfig config =
        read(
            """
            "crop_size": {"height": 289, "width": 289}, "do_center_crop": false,
            "do_normalize": true, "do_rescale": true, "do_resize": true,
            "image_processor_type": "EfficientNetImageProcessor", "include_top": true,
            "resample": 0, "rescale_factor": 0.00392156862745098, "rescale_offset": false,
            "size": {"height": 224, "width": 224},
            """
                + IMAGENET);

    assertThat(config.filter()).isEqualTo(Filter.NEAREST);
    assertThat(config.cropWidth()).isEqualTo(224);
    assertThat(value(config, 200)).isEqualTo((200 / 255f - 0.485f) / 0.229f / 0.229f);
  }

  @Test
  void rescaleOffsetBringsSamplesToMinusOneToOne() throws IOException {
    EncoderConfig config =
        read(
            """
            "do_center_crop": false, "do_normalize": false, "do_rescale": true,
            "image_processor_type": "EfficientNetImageProcessor", "resample": 2,
            "rescale_factor": 0.00784313725490196, "rescale_offset": true,
            "size": {"height": 4, "width": 4}
            """);

    assertThat(value(config, 255)).isEqualTo(1f);
    assertThat(value(config, 0)).isEqualTo(-1f);
  }

  /** The network's input for red samples of this value. */
  private static float value(EncoderConfig config, int sample) {
    Preprocessor preprocessor =
        new Preprocessor(
            config.resize(),
            config.filter(),
            1,
            1,
            config.rescale(),
            config.normalization(),
            Preprocessor.Layout.NCHW);
    return preprocessor
        .tensor(new org.encodertraces.image.RgbImage(1, 1, new byte[] {(byte) sample, 0, 0}))[0];
  }

  private EncoderConfig read(String keys) throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    Files.writeString(file, "{" + keys + "}");
    return EncoderConfig.read(file);
  }
}
