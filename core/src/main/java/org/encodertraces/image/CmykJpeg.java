package org.encodertraces.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEGs of four channels, converted as Pillow does: samples inverted, then {@code (255 - ink) *
 * (255 - black) / 255} rounded by its integer formula.
 *
 * <p>OpenCV converts CMYK by another formula; the JDK's reader hands out the four channels as
 * stored. Source: Pillow 9.4 {@code JpegImagePlugin} (rawmode {@code CMYK;I}) and {@code cmyk2rgb}
 * of {@code Convert.c}; libjpeg {@code jdcolor.c} for YCCK.
 */
final class CmykJpeg {

  private CmykJpeg() {}

  static RgbImage decode(byte[] bytes, ImageHeader header) throws UnreadableImageException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    // In memory: ImageIO would copy each picture into a file of the temp folder.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      Raster raster = reader.readRaster(0, null);
      int width = raster.getWidth();
      int height = raster.getHeight();
      int[] inks = raster.getPixels(0, 0, width, height, (int[]) null);
      // libjpeg takes every transform but 0 for YCCK, and a file without an Adobe segment for CMYK.
      if (JpegMarkers.adobeTransform(bytes) > 0) {
        ycckToCmyk(inks);
      }
      checkAgainst(ImageDecoder.decodeColor(bytes, header), inks);
      byte[] rgb = new byte[width * height * 3];
      for (int pixel = 0; pixel < width * height; pixel++) {
        int light = inks[pixel * 4 + 3]; // stored inverted: 255 is no black
        for (int c = 0; c < 3; c++) {
          int ink = 255 - inks[pixel * 4 + c];
          rgb[pixel * 3 + c] = (byte) Math.max(0, light - multiplyDivide255(ink, light));
        }
      }
      return new RgbImage(width, height, rgb);
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("CMYK JPEG cannot be decoded: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  /**
   * Compares the JDK's inks with what OpenCV's libjpeg-turbo made of the same file, by OpenCV's
   * formula. Some JDKs bring an older libjpeg that interpolates colors of half height in another
   * way, or knows less: no such pixel is to pass for Pillow's.
   */
  private static void checkAgainst(RgbImage other, int[] inks) throws UnreadableImageException {
    byte[] rgb = other.rgb();
    for (int i = 0; i < rgb.length; i++) {
      int light = inks[i / 3 * 4 + 3];
      int ink = inks[i / 3 * 4 + i % 3];
      if ((rgb[i] & 0xFF) != light - (((255 - ink) * light) >> 8)) {
        throw new UnreadableImageException(
            "CMYK JPEG that this Java's decoder and libjpeg-turbo read differently");
      }
    }
  }

  /** Pillow's MULDIV255. */
  static int multiplyDivide255(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }

  /** libjpeg's ycck_cmyk_convert with its 16-bit fixed-point tables; black passes through. */
  private static void ycckToCmyk(int[] samples) {
    for (int i = 0; i < samples.length; i += 4) {
      int y = samples[i];
      int cb = samples[i + 1] - 128;
      int cr = samples[i + 2] - 128;
      int red = y + ((fixed(1.40200) * cr + 0x8000) >> 16);
      int green = y + ((-fixed(0.34414) * cb - fixed(0.71414) * cr + 0x8000) >> 16);
      int blue = y + ((fixed(1.77200) * cb + 0x8000) >> 16);
      samples[i] = clip(255 - red);
      samples[i + 1] = clip(255 - green);
      samples[i + 2] = clip(255 - blue);
    }
  }

  private static int fixed(double value) {
    return (int) (value * 65536 + 0.5);
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
