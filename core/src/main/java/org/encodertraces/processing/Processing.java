package org.encodertraces.processing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.io.Sha256;

/**
 * A way a picture was made: a name, which its embeddings' folder has, and a chain of operations.
 *
 * <p>Masks stand at the chain's end, for they act after the encoder's resize and crop ({@link
 * #afterCrop}); all else acts before ({@link #apply}).
 *
 * @param name {@code [A-Za-z0-9_.-]{1,64}}, no dot first
 * @param operations in order; empty for the photo as it is
 */
public record Processing(String name, List<Operation> operations) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}");

  /** Letters of a chain's text that its name keeps, before the hexadecimal digits. */
  private static final int READABLE = 50;

  private static final int HEX_DIGITS = 8;

  // The study's (paper, section 3; protocol, section 2). All but IDENTITY end in a JPEG.

  /** The photo as it is. */
  public static final Processing IDENTITY = study("IDENTITY", "identity");

  public static final Processing JPEG75_420 = study("JPEG75_420", "jpeg(75,420)");
  public static final Processing JPEG75_444 = study("JPEG75_444", "jpeg(75,444)");
  public static final Processing JPEG85_420 = study("JPEG85_420", "jpeg(85,420)");
  public static final Processing JPEG85_444 = study("JPEG85_444", "jpeg(85,444)");
  public static final Processing JPEG95_420 = study("JPEG95_420", "jpeg(95,420)");
  public static final Processing JPEG95_444 = study("JPEG95_444", "jpeg(95,444)");
  public static final Processing SHARPEN_2 = study("SHARPEN_2", "sharpen(2) jpeg(95,444)");
  public static final Processing SHARPEN_4 = study("SHARPEN_4", "sharpen(4) jpeg(95,444)");
  public static final Processing RESIZE_HALF =
      study("RESIZE_HALF", "scale(0.5,bilinear) jpeg(95,444)");
  public static final Processing RESIZE_DOUBLE =
      study("RESIZE_DOUBLE", "scale(2,bilinear) jpeg(95,444)");
  public static final Processing INTERPOLATION_BILINEAR =
      study("INTERPOLATION_BILINEAR", "random-scale(0.8,1.2,bilinear) jpeg(95,444)");
  public static final Processing INTERPOLATION_BICUBIC =
      study("INTERPOLATION_BICUBIC", "random-scale(0.8,1.2,bicubic) jpeg(95,444)");
  public static final Processing INTERPOLATION_LANCZOS =
      study("INTERPOLATION_LANCZOS", "random-scale(0.8,1.2,lanczos) jpeg(95,444)");
  public static final Processing INTERPOLATION_BOX =
      study("INTERPOLATION_BOX", "random-scale(0.8,1.2,box) jpeg(95,444)");
  public static final Processing MASK_90 = study("MASK_90", "jpeg(95,444) mask(0.9)");
  public static final Processing MASK_95 = study("MASK_95", "jpeg(95,444) mask(0.95)");

  private static final List<Processing> STUDY =
      List.of(
          IDENTITY,
          JPEG75_420,
          JPEG75_444,
          JPEG85_420,
          JPEG85_444,
          JPEG95_420,
          JPEG95_444,
          SHARPEN_2,
          SHARPEN_4,
          RESIZE_HALF,
          RESIZE_DOUBLE,
          INTERPOLATION_BILINEAR,
          INTERPOLATION_BICUBIC,
          INTERPOLATION_LANCZOS,
          INTERPOLATION_BOX,
          MASK_90,
          MASK_95);

  public Processing {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "\"%s\" is no name of a processing: expected 1 to 64 of A-Z a-z 0-9 _ . -, no dot first"
              .formatted(name));
    }
    operations = List.copyOf(operations);
    boolean masked = false;
    for (Operation operation : operations) {
      if (masked && !isMask(operation)) {
        throw new IllegalArgumentException(
            "%s stands after a mask; a mask is painted after the encoder's crop, so it comes last"
                .formatted(operation.text()));
      }
      masked |= isMask(operation);
    }
  }

  private static Processing study(String name, String chain) {
    return new Processing(name, ChainText.parse(chain));
  }

  /** The study's 17. */
  public static List<Processing> study() {
    return STUDY;
  }

  /** The 14 of the study that are classes of one of its parameters, in order. */
  public static List<Processing> ofParameters() {
    return STUDY.stream()
        .filter(p -> Parameter.study().stream().anyMatch(q -> q.classes().contains(p)))
        .toList();
  }

  /** Whether a folder can bear this name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * A chain without a name: its folder is readable text and eight hexadecimal digits of the
   * canonical text's SHA-256. A chain of the study's has the study's name.
   */
  public static Processing unnamed(List<Operation> operations) {
    Optional<Processing> known =
        STUDY.stream().filter(p -> p.operations.equals(operations)).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    String text = text(operations);
    String readable = text.replaceAll("[(),]+", "-").replaceAll("-? +", "_").replaceAll("-$", "");
    String kept = readable.substring(0, Math.min(READABLE, readable.length()));
    return new Processing(kept + "-" + Sha256.of(text).substring(0, HEX_DIGITS), operations);
  }

  /**
   * The picture that this processing hands to the encoder's transform.
   *
   * @throws UnreadableImageException when the picture is too small or too large for it
   */
  public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
    RgbImage processed = image;
    for (Operation operation : operations) {
      if (!isMask(operation)) {
        processed = operation.apply(processed, draw);
      }
    }
    return processed;
  }

  /**
   * Refuses a picture that this processing would leave without a pixel, or make too large. Of a
   * random scale the smallest counts, so that a photo of a size is used or skipped whatever its id.
   *
   * @throws UnreadableImageException naming the processing
   */
  public void requireTakes(RgbImage image) throws UnreadableImageException {
    PictureSize size = new PictureSize(image.width(), image.height());
    for (Operation operation : operations) {
      try {
        size = operation.after(size);
      } catch (UnreadableImageException e) {
        throw new UnreadableImageException(name + ": " + e.getMessage(), e);
      }
    }
  }

  /** Whether a picture of some size could be refused. */
  public boolean resizes() {
    return operations.stream().anyMatch(Operation::resizes);
  }

  /** What the encoder's resize and crop left, as the network sees it. */
  public RgbImage afterCrop(RgbImage crop) {
    RgbImage seen = crop;
    for (Operation operation : operations) {
      if (operation instanceof Operation.Mask mask) {
        seen = mask.paint(seen);
      }
    }
    return seen;
  }

  /** The canonical text of the chain: two processings of one text make the same pixels. */
  public String text() {
    return text(operations);
  }

  @Override
  public String toString() {
    return name;
  }

  private static String text(List<Operation> operations) {
    return operations.isEmpty()
        ? ChainText.NOTHING
        : operations.stream().map(Operation::text).collect(Collectors.joining(" "));
  }

  private static boolean isMask(Operation operation) {
    return operation instanceof Operation.Mask;
  }
}
