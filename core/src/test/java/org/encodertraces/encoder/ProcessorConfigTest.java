package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.encodertraces.InputException;
import org.encodertraces.encoder.Preprocessor.Resize;
import org.encodertraces.image.Filter;
import org.encodertraces.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            "do_center_crop": false, "do_normalize": false, "do_rescale": true, "include_top": false,
            "image_processor_type": "EfficientNetImageProcessor", "resample": 2,
            "rescale_factor": 0.00784313725490196, "rescale_offset": true,
            "size": {"height": 4, "width": 4}
            """);

    assertThat(value(config, 255)).isEqualTo(1f);
    assertThat(value(config, 0)).isEqualTo(-1f);
  }

  /** transformers: int((256 / 224) * 224), then get_resize_output_image_size and a center crop. */
  @Test
  void levitResizesMoreThanItSays() throws IOException {
    EncoderConfig config =
        read(
            """
            "do_center_crop": true, "do_normalize": true, "do_resize": true,
            "feature_extractor_type": "LevitFeatureExtractor", "resample": 3, "size": 224,
            """
                + IMAGENET);

    assertThat(config.resize()).isEqualTo(new Resize.ShorterSide(256));
    assertThat(config.cropWidth()).isEqualTo(224);
    // int((256 / 224) * 192) = 219
    assertThat(
            read("\"image_processor_type\": \"LevitImageProcessorFast\", \"size\": {\"shortest_edge\": 192}")
                .resize())
        .isEqualTo(new Resize.ShorterSide(219));
    assertThat(
            read("\"image_processor_type\": \"LevitImageProcessor\", \"size\": {\"height\": 192, \"width\": 200}")
                .resize())
        .isEqualTo(new Resize.Exact(200, 192));
  }

  @Test
  void poolFormerResizesOverItsCropShare() throws IOException {
    String poolFormer = "\"image_processor_type\": \"PoolFormerImageProcessor\"";

    EncoderConfig config =
        read(
            """
            "crop_pct": 0.95, "crop_size": {"height": 224, "width": 224}, "do_center_crop": true,
            "do_normalize": true, "do_rescale": true, "do_resize": true, "resample": 3,
            "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 224},
            """
                + poolFormer
                + ", "
                + IMAGENET);

    assertThat(config.resize()).isEqualTo(new Resize.ShorterSide(235)); // int(224 / 0.95)
    assertThat(config.cropWidth()).isEqualTo(224);
    assertThat(read(poolFormer).resize()).isEqualTo(new Resize.ShorterSide(248)); // int(224 / 0.9)
    assertThat(read(poolFormer + ", \"size\": {\"height\": 200, \"width\": 200}").resize())
        .isEqualTo(new Resize.ShorterSide(222));
    assertThat(read(poolFormer + ", \"size\": {\"height\": 180, \"width\": 200}").resize())
        .isEqualTo(new Resize.Exact(222, 200));
    assertThatThrownBy(() -> read(poolFormer + ", \"crop_pct\": null"))
        .hasMessageContaining("\"crop_pct\" is null, which versions of PoolFormerImageProcessor");
  }

  @Test
  void mobileVitTakesBlueFirstAndNormalizesNothing() throws IOException {
    EncoderConfig config =
        read(
            """
            "crop_size": {"height": 256, "width": 256}, "do_center_crop": true,
            "do_flip_channel_order": true, "do_resize": true,
            "feature_extractor_type": "MobileViTFeatureExtractor", "resample": 2,
            "size": {"shortest_edge": 288}
            """);

    assertThat(config.resize()).isEqualTo(new Resize.ShorterSide(288));
    Preprocessor preprocessor = config.preprocessor(Preprocessor.Layout.NHWC);
    byte[] rgb = new byte[256 * 256 * 3];
    rgb[0] = (byte) 255;
    rgb[2] = 51;
    assertThat(preprocessor.tensor(new RgbImage(256, 256, rgb))).startsWith(0.2f, 0f, 1f);
    assertThat(preprocessor.describe()).endsWith("blue green red, NHWC");
    assertThatThrownBy(
            () ->
                read(
                    "\"size\": {\"height\": 8, \"width\": 8}, \"do_flip_channel_order\": true, "
                        + IMAGENET))
        .hasMessageContaining("\"do_normalize\" is true beside \"do_flip_channel_order\"");
  }

  /** What is missing is what the named class of transformers 4 takes. */
  @ParameterizedTest
  @CsvSource({
    "ViTFeatureExtractor, BILINEAR, 224, 224, 0.5",
    "ViTImageProcessorFast, BILINEAR, 224, 224, 0.5",
    "DeiTImageProcessor, BICUBIC, 256, 224, 0.5",
    "BeitImageProcessor, BICUBIC, 256, 224, 0.5",
    "BeitFeatureExtractor, BICUBIC, 256, 224, 0.5",
    "BeitImageProcessorFast, BICUBIC, 224, 224, 0.5",
    "EfficientNetImageProcessor, NEAREST, 346, 346, 0.5",
    "EfficientNetImageProcessorFast, NEAREST, 346, 346, 0.5",
    "EfficientNetImageProcessorPil, BICUBIC, 346, 346, 0.5",
    "CLIPImageProcessor, BICUBIC, 224, 224, 0.48145466",
    "ChineseCLIPImageProcessor, BICUBIC, 224, 224, 0.48145466",
    "BitImageProcessor, BICUBIC, 224, 224, 0.48145466",
    "ViTHybridImageProcessor, BICUBIC, 224, 224, 0.48145466",
    "BlipImageProcessor, BICUBIC, 384, 384, 0.48145466",
    "FlavaImageProcessor, BICUBIC, 224, 224, 0.48145466",
    "SiglipImageProcessor, BICUBIC, 224, 224, 0.5",
    "ConvNextImageProcessor, BILINEAR, 384, 384, 0.5",
    "ConvNextImageProcessorPil, BICUBIC, 384, 384, 0.5",
    "LevitImageProcessor, BICUBIC, 256, 224, 0.485",
    "PoolFormerImageProcessorFast, BICUBIC, 248, 224, 0.485",
    "MobileNetV1ImageProcessor, BILINEAR, 256, 224, 0.5",
    "MobileNetV2ImageProcessorFast, BILINEAR, 256, 224, 0.5",
    "MobileViTImageProcessor, BILINEAR, 224, 256, 0",
    "PvtImageProcessor, BILINEAR, 224, 224, 0.485",
    "SegformerFeatureExtractor, BILINEAR, 512, 512, 0.485",
    "DPTImageProcessor, BICUBIC, 384, 384, 0.5",
    "EfficientFormerImageProcessor, BICUBIC, 224, 224, 0.485",
    "DINOv3ViTImageProcessorFast, BILINEAR, 224, 224, 0.485",
    "OwlViTImageProcessor, BICUBIC, 768, 768, 0.48145466",
  })
  void aClassFillsInWhatItsFileLeavesOut(
      String type, Filter filter, int resized, int crop, float redMean) throws IOException {
    String key = type.contains("Extractor") ? "feature_extractor_type" : "image_processor_type";
    EncoderConfig config = read("\"%s\": \"%s\"".formatted(key, type));

    assertThat(config.filter()).isEqualTo(filter);
    assertThat(
            config.resize() instanceof Resize.ShorterSide shorter
                ? shorter.size()
                : ((Resize.Exact) config.resize()).height())
        .isEqualTo(resized);
    assertThat(config.cropHeight()).isEqualTo(crop);
    assertThat(config.normalization().redMean()).isEqualTo(redMean);
    assertThat(config.rescale()).isEqualTo(1 / 255.0);
    assertThat(config.normalization().dividedTwice()).isEqualTo(type.startsWith("EfficientNet"));
    assertThat(config.blueFirst()).isEqualTo(type.startsWith("MobileViT"));
  }

  /** transformers divides by the standard deviations for include_top, normalized or not. */
  @Test
  void includeTopDividesWithoutNormalizing() throws IOException {
    EncoderConfig config =
        read(
            """
            "image_processor_type": "EfficientNetImageProcessor", "do_normalize": false,
            "size": {"height": 4, "width": 4}, "do_rescale": false, "rescale_offset": true,
            """
                + IMAGENET);

    // The offset is part of the rescaling, which is off.
    assertThat(value(config, 200)).isEqualTo(200 / 0.229f);
  }

  @Test
  void whatItSaysTwiceOrInOtherFormsIsRead() throws IOException {
    assertThat(
            read("\"size\": [200, 224], \"do_center_crop\": false, \"image_mean\": 0.5, \"image_std\": 0.25, \"new_key\": null")
                .resize())
        .isEqualTo(new Resize.Exact(224, 200));
    assertThat(
            read("\"size\": {\"shortest_edge\": 224, \"longest_edge\": null}, \"image_processor_type\": \"CLIPImageProcessor\", \"use_square_size\": true")
                .resize())
        .isEqualTo(new Resize.Exact(224, 224));
    assertThat(
            read("""
                    "image_processor_type": "FlavaImageProcessor", "codebook_size": {"height": 112, "width": 112},
                    "codebook_do_map_pixels": true, "return_image_mask": false, "input_size_patches": 14,
                    "mask_group_max_patches": 9, "size": 224
                    """)
                .resize())
        .isEqualTo(new Resize.Exact(224, 224));
    assertThat(
            read("""
                    "image_processor_type": "DPTImageProcessor", "ensure_multiple_of": 32,
                    "keep_aspect_ratio": false, "size": {"height": 384, "width": 384}, "size_divisor": null
                    """)
                .cropWidth())
        .isEqualTo(384);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"image_processor_type\": \"DonutImageProcessor\" | \"DonutImageProcessor\", which makes thumbnails and pads them (\"do_thumbnail\"",
        "\"image_processor_type\": \"PerceiverImageProcessorFast\" | which crops before it resizes",
        "\"image_processor_type\": \"Siglip2ImageProcessor\" | varying number of patches",
        "\"image_processor_type\": \"TimmWrapperImageProcessor\" | keeps its transform in another file",
        "\"image_processor_type\": \"JinaCLIPImageProcessor\" | \"image_processor_type\" is \"JinaCLIPImageProcessor\", a class that is not known",
        "\"do_thumbnail\": true | \"do_thumbnail\" is true: a processor that makes thumbnails is not known",
        "\"do_align_long_axis\": true | \"do_align_long_axis\" is true: a processor that turns pictures",
        "\"do_pad\": true | \"do_pad\" is true: a processor that pads pictures",
        "\"size_divisor\": 32 | \"size_divisor\" is 32: a processor that rounds or pads sizes",
        "\"image_processor_type\": \"DPTImageProcessor\", \"keep_aspect_ratio\": true | \"keep_aspect_ratio\" is true",
        "\"image_processor_type\": \"DPTImageProcessor\", \"ensure_multiple_of\": 14, \"size\": 384 | \"ensure_multiple_of\" is 14, and \"size\" 384 is none",
        "\"size\": {\"shortest_edge\": 800, \"longest_edge\": 1333} | \"size.longest_edge\" is 1333: a bounded side",
        "\"size\": {\"longest_edge\": 980} | \"size.longest_edge\" is 980: a bounded side",
        "\"size\": {\"max_height\": 980, \"max_width\": 90} | \"size.max_height\" is 980: a bounded side",
        "\"size\": {\"shortest_edge\": 80, \"height\": 90} | expected a number or {\"height\": …, \"width\": …} or {\"shortest_edge\": …}",
        "\"size\": {\"height\": 224, \"width\": 224}, \"crop_pct\": 0.9 | \"size\" is {\"height\":224,\"width\":224} beside \"crop_pct\"; expected a number",
        "\"image_processor_type\": \"ConvNextImageProcessor\", \"size\": {\"height\": 224, \"width\": 224} | beside \"crop_pct\"; expected a number or {\"shortest_edge\": …}",
        "\"size\": 224, \"crop_pct\": 0.9, \"crop_size\": 200 | \"crop_size\" is 200 beside \"crop_pct\", which already crops to 224",
        "\"image_processor_type\": \"ViTImageProcessor\", \"crop_pct\": 0.9 | \"crop_pct\" is 0.9, which ViTImageProcessor does not read",
        "\"image_processor_type\": \"CLIPImageProcessor\", \"rescale_offset\": true | \"rescale_offset\" is true, which CLIPImageProcessor does not read",
        "\"image_processor_type\": \"ViTImageProcessor\", \"size\": {\"shortest_edge\": 224} | without a center crop the input has no fixed size",
        "\"size\": {\"height\": 8, \"width\": 8}, \"image_mean\": [0, 0, \"x\"] | \"image_mean\" is [0,0,\"x\"]; expected three numbers",
        "\"codebook_size\": 112 | unknown key \"codebook_size\"",
        "\"mode\": \"RGB\" | unknown key \"mode\"; it might change the pixels",
        "\"siz\": 8 | unknown key \"siz\" (did you mean \"size\"?)",
        "\"size\": {\"height\": 8, \"width\": 8}, \"do_normalize\": false} {\"resample\": 0 | something stands behind its JSON object",
        "\"size\": {\"height\": 8, \"width\": 8}, \"do_normalize\": false} x {\"resample\": 0 | not valid JSON",
      })
  void whatIsNotDoneIsRefusedByItsKey(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve("preprocessor_config.json") + ": ")
        .hasMessageContaining(message);
  }

  /**
   * The crop's first pixel where a margin is odd, by image_transforms.center_crop (numpy), the fast
   * classes' center_crop (torch), and torchvision's for a file that names no class.
   */
  @ParameterizedTest
  @CsvSource({
    // margins of 1, 3, 5 and 7 pixels; paddings of 1 and 3
    "225, '', 0",
    "227, '', 2",
    "229, '', 2",
    "231, '', 4",
    "225, CLIPImageProcessor, 0",
    "227, CLIPImageProcessor, 1",
    "229, CLIPImageProcessor, 2",
    "231, CLIPImageProcessor, 3",
    "227, CLIPImageProcessorFast, 1",
    "223, '', 0",
    "221, '', -1",
    "223, CLIPImageProcessor, -1",
    "221, CLIPImageProcessor, -2",
    "221, CLIPImageProcessorFast, -1",
  })
  void anOddMarginIsSharedAsTheirCodeSharesIt(int side, String type, int first) throws IOException {
    String name = type.isEmpty() ? "" : ", \"image_processor_type\": \"%s\"".formatted(type);
    Preprocessor preprocessor =
        read("\"do_resize\": false, \"crop_size\": 224, \"do_normalize\": false" + name)
            .preprocessor(Preprocessor.Layout.NCHW);
    byte[] rgb = new byte[side * side * 3];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        rgb[(y * side + x) * 3] = (byte) (x + 1); // 1 in the first column
      }
    }

    RgbImage crop = preprocessor.crop(new RgbImage(side, side, rgb));

    int row = 100;
    int column = Math.max(0, -first);
    assertThat(crop.sample(column, row, 0)).isEqualTo(Math.max(0, first) + 1);
    if (column > 0) {
      assertThat(crop.sample(column - 1, row, 0)).isZero();
    }
  }

  /** The network's input for red samples of this value. */
  private static float value(EncoderConfig config, int sample) {
    Preprocessor preprocessor = config.preprocessor(Preprocessor.Layout.NCHW);
    byte[] rgb = new byte[config.cropWidth() * config.cropHeight() * 3];
    rgb[0] = (byte) sample;
    return preprocessor.tensor(new RgbImage(config.cropWidth(), config.cropHeight(), rgb))[0];
  }

  private EncoderConfig read(String keys) throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    Files.writeString(file, "{" + keys + "}");
    return EncoderConfig.read(file);
  }
}
