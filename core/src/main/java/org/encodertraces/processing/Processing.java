package org.encodertraces.processing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Filter;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;

/**
 * A way a picture was made, by the study's name for it (paper, section 3; protocol, section 2).
 *
 * <p>All but {@link #IDENTITY} end in a JPEG round trip. The masks additionally paint a rectangle
 * black after the encoder's resize and crop, which {@link #maskRatio} tells the encoder's
 * transform.
 */
public enum Processing {
  /** The photo as it is. */
  IDENTITY(new Edit.None(), 0, Chroma.FULL_444, 0),
  JPEG75_420(new Edit.None(), 75, Chroma.SUBSAMPLED_420, 0),
  JPEG75_444(new Edit.None(), 75, Chroma.FULL_444, 0),
  JPEG85_420(new Edit.None(), 85, Chroma.SUBSAMPLED_420, 0),
  JPEG85_444(new Edit.None(), 85, Chroma.FULL_444, 0),
  JPEG95_420(new Edit.None(), 95, Chroma.SUBSAMPLED_420, 0),
  JPEG95_444(new Edit.None(), 95, Chroma.FULL_444, 0),
  SHARPEN_2(new Edit.Sharpen(2), 95, Chroma.FULL_444, 0),
  SHARPEN_4(new Edit.Sharpen(4), 95, Chroma.FULL_444, 0),
  RESIZE_HALF(new Edit.Scale(0.5, Filter.BILINEAR), 95, Chroma.FULL_444, 0),
  RESIZE_DOUBLE(new Edit.Scale(2, Filter.BILINEAR), 95, Chroma.FULL_444, 0),
  INTERPOLATION_BILINEAR(new Edit.RandomScale(Filter.BILINEAR), 95, Chroma.FULL_444, 0),
  INTERPOLATION_BICUBIC(new Edit.RandomScale(Filter.BICUBIC), 95, Chroma.FULL_444, 0),
  INTERPOLATION_LANCZOS(new Edit.RandomScale(Filter.LANCZOS), 95, Chroma.FULL_444, 0),
  INTERPOLATION_BOX(new Edit.RandomScale(Filter.BOX), 95, Chroma.FULL_444, 0),
  MASK_90(new Edit.None(), 95, Chroma.FULL_444, 0.90),
  MASK_95(new Edit.None(), 95, Chroma.FULL_444, 0.95);

  /** What RESIZE_HALF, and a random scale of 0.8, leave a pixel of. */
  private static final int SMALLEST_SIDE = 2;

  private final Edit edit;
  private final int quality;
  private final Chroma chroma;
  private final double maskRatio;

  /**
   * @param quality of the JPEG at the end, or 0 for none
   * @param maskRatio share of the crop's area painted black, or 0 for none
   */
  Processing(Edit edit, int quality, Chroma chroma, double maskRatio) {
    this.edit = edit;
    this.quality = quality;
    this.chroma = chroma;
    this.maskRatio = maskRatio;
  }

  /**
   * The picture that this processing hands to the encoder's transform.
   *
   * @param randomScale the photo's own scale ({@link RandomScale#of}), used by the interpolation
   *     processings alone
   * @throws UnreadableImageException when the picture is too small for it
   */
  public RgbImage apply(RgbImage image, double randomScale) throws UnreadableImageException {
    RgbImage edited = edited(image, randomScale);
    return quality == 0 ? edited : Jpeg.recompress(edited, quality, chroma);
  }

  /** The picture before the final JPEG; {@code RAW_…} in the golden data. */
  RgbImage edited(RgbImage image, double randomScale) throws UnreadableImageException {
    return edit.apply(image, randomScale);
  }

  /** The JPEG at the end, which {@link #apply} decodes; empty for {@link #IDENTITY}. */
  Optional<byte[]> jpeg(RgbImage image, double randomScale) throws UnreadableImageException {
    return quality == 0
        ? Optional.empty()
        : Optional.of(Jpeg.encode(edited(image, randomScale), quality, chroma));
  }

  /**
   * Pixels a side that a picture needs: a smaller one is scaled to nothing. For a random scale what
   * any photo may draw counts, so that a photo of a size is used or skipped whatever its id.
   */
  public int smallestSide() {
    return edit.makesSmaller() ? SMALLEST_SIDE : 1;
  }

  /**
   * Refuses a picture that one of these processings would scale to nothing: embeddings that go
   * together then hold rows of the same photos.
   */
  public static void requireLargeEnough(RgbImage image, Collection<Processing> processings)
      throws UnreadableImageException {
    for (Processing processing : values()) {
      int needed = processing.smallestSide();
      if ((image.width() < needed || image.height() < needed) && processings.contains(processing)) {
        throw new UnreadableImageException(
            "%d x %d is too small; %s needs %d pixels a side"
                .formatted(image.width(), image.height(), processing, needed));
      }
    }
  }

  /** Share of the encoder's crop that is painted black, for the masks. */
  public OptionalDouble maskRatio() {
    return maskRatio == 0 ? OptionalDouble.empty() : OptionalDouble.of(maskRatio);
  }

  /**
   * The processing of this name.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Processing named(String name) {
    return Arrays.stream(values())
        .filter(processing -> processing.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown processing \"%s\"; known: %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ")))));
  }

  /** The 14 processings that are classes of a {@link Parameter}, in order. */
  public static List<Processing> ofParameters() {
    return Arrays.stream(values())
        .filter(processing -> Parameter.stream().anyMatch(p -> p.classes().contains(processing)))
        .toList();
  }
}
