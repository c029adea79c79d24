package org.encodertraces.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.encodertraces.UsageException;
import org.encodertraces.io.NativeLibraries;

/**
 * Whose code resizes a picture in front of a network. They differ in whether they average before
 * they shrink, and in how they round.
 */
public enum Resampler {
  /** Pillow's, {@link Resampling}: antialias, 8 bits after each of its two passes. */
  PILLOW("pillow") {
    @Override
    public RgbImage resize(RgbImage image, int width, int height, Filter filter) {
      return Resampling.resize(image, width, height, filter);
    }
  },
  /** OpenCV's {@code resize} with INTER_LINEAR, INTER_CUBIC and so on: no antialias. */
  OPENCV("opencv") {
    @Override
    public RgbImage resize(RgbImage image, int width, int height, Filter filter) {
      return OpenCv.resize(image, width, height, interpolation(filter));
    }

    private int interpolation(Filter filter) {
      return switch (filter) {
        case NEAREST -> opencv_imgproc.INTER_NEAREST;
        case BOX -> opencv_imgproc.INTER_AREA;
        case BILINEAR -> opencv_imgproc.INTER_LINEAR;
        case BICUBIC -> opencv_imgproc.INTER_CUBIC;
        case LANCZOS -> opencv_imgproc.INTER_LANCZOS4;
        case HAMMING -> throw unknown(filter);
      };
    }
  },
  /**
   * TensorFlow's {@code tf.image.resize}: no antialias, bicubic of Keys with a = -0.5. It leaves
   * floats; here samples are rounded to 8 bits, which moves each by half a step at most.
   */
  TENSORFLOW("tensorflow") {
    @Override
    public RgbImage resize(RgbImage image, int width, int height, Filter filter) {
      return PointResampling.resize(image, width, height, filter, -0.5f, true)
          .orElseThrow(() -> unknown(filter));
    }
  },
  /** torchvision's {@code Resize(antialias=True)} on uint8 tensors: float32, rounded once. */
  TORCHVISION_TENSOR("torchvision-tensor") {
    @Override
    public RgbImage resize(RgbImage image, int width, int height, Filter filter) {
      return FloatResampling.resize(image, width, height, filter)
          .orElseThrow(() -> unknown(filter));
    }
  },
  /** torchvision's {@code Resize(antialias=False)} on uint8 tensors: bicubic with a = -0.75. */
  NO_ANTIALIAS("no-antialias") {
    @Override
    public RgbImage resize(RgbImage image, int width, int height, Filter filter) {
      return PointResampling.resize(image, width, height, filter, -0.75f, false)
          .orElseThrow(() -> unknown(filter));
    }
  };

  private final String id;

  Resampler(String id) {
    this.id = id;
  }

  /** The name on the command line. */
  public String id() {
    return id;
  }

  /**
   * The whole picture at {@code width} x {@code height}.
   *
   * @throws UsageException where it has no such filter
   */
  public abstract RgbImage resize(RgbImage image, int width, int height, Filter filter);

  /** The resampler of a name. */
  public static Optional<Resampler> named(String id) {
    for (Resampler one : values()) {
      if (one.id.equals(id)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  UsageException unknown(Filter filter) {
    return new UsageException(
        "resampling as %s: has no %s filter".formatted(id, filter.name().toLowerCase(Locale.ROOT)));
  }

  /** OpenCV's own code. */
  private static final class OpenCv {

    static {
      NativeLibraries.readyForJavaCpp();
    }

    static RgbImage resize(RgbImage image, int width, int height, int interpolation) {
      if (width == image.width() && height == image.height()) {
        return image;
      }
      try (Mat source = new Mat(image.height(), image.width(), CV_8UC3);
          Mat target = new Mat(height, width, CV_8UC3);
          Size size = new Size(width, height);
          BytePointer in = source.data()) {
        in.put(image.rgb(), 0, image.rgb().length);
        opencv_imgproc.resize(source, target, size, 0, 0, interpolation);
        byte[] rgb = new byte[width * height * 3];
        try (BytePointer out = target.data()) {
          out.get(rgb, 0, rgb.length);
        }
        return new RgbImage(width, height, rgb);
      }
    }
  }
}
