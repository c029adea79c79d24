package org.encodertraces.camera;

import java.util.Arrays;
import java.util.List;
import org.encodertraces.image.RgbImage;

/** Reads a camera's own JPEG back: tables and subsampling. */
final class JpegCheck {

  private static final int DQT = 0xDB;
  private static final int SOF0 = 0xC0;
  private static final int SOS = 0xDA;
  private static final int SIZE = 64;

  /** Where the entries of a file's table lie in natural order (ITU T.81, figure A.6). */
  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private JpegCheck() {}

  /** Entries of both tables that are as asked for, and the sampling factors. */
  static List<Finding> of(Camera camera) {
    CameraJpeg jpeg = new CameraJpeg(camera.output());
    byte[] rgb = new byte[32 * 32 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 7);
    }
    byte[] bytes = jpeg.encode(new RgbImage(32, 32, rgb));
    int[][] tables = new int[4][SIZE];
    int sampling = 0;
    int at = 2;
    while (at + 4 < bytes.length && (bytes[at + 1] & 0xFF) != SOS) {
      int marker = bytes[at + 1] & 0xFF;
      int length = (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
      if (marker == DQT) {
        for (int start = at + 4; start < at + 2 + length; start += SIZE + 1) {
          for (int i = 0; i < SIZE; i++) {
            tables[bytes[start] & 3][ZIGZAG[i]] = bytes[start + 1 + i] & 0xFF;
          }
        }
      } else if (marker == SOF0) {
        sampling = bytes[at + 11] & 0xFF;
      }
      at += 2 + length;
    }
    int equal = 0;
    for (int t = 0; t < 2; t++) {
      int[] asked = jpeg.tables().get(t);
      for (int i = 0; i < SIZE; i++) {
        equal += tables[t][i] == asked[i] ? 1 : 0;
      }
    }
    Camera.Subsampling asked = camera.output().subsampling();
    return List.of(
        new Finding("JPEG tables, entries as asked for", 2 * SIZE, equal, 0),
        new Finding(
            "JPEG tables, sum of luminance",
            Arrays.stream(jpeg.tables().get(0)).sum(),
            Arrays.stream(tables[0]).sum(),
            0),
        new Finding(
            "JPEG luminance samples for one of color",
            asked.across() * asked.down(),
            (sampling >> 4) * (sampling & 15),
            0));
  }
}
