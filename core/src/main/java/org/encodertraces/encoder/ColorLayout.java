package org.encodertraces.encoder;

import java.util.List;
import org.encodertraces.image.Filter;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Window;

/**
 * {@code builtin/color}: the mean color of each cell of an 8 x 8 grid. A control that sees what a
 * picture shows in its coarsest form and should see almost nothing of how it was made.
 *
 * <p>[64 cells, 3 channels]: Y, Cb and Cr (BT.601) in [-1, 1], as MPEG-7's color layout descriptor
 * samples them.
 */
final class ColorLayout implements Encoder {

  private static final int GRID = 8;
  private static final int SIZE = 224;

  private final Preprocessor preprocessor =
      Preprocessor.square(SIZE, Filter.BICUBIC, Preprocessor.Normalization.NONE);

  @Override
  public EncoderCard card() {
    return new EncoderCard(
        "builtin/color", "built-in", "shorter side to 224 bicubic, center crop", "color-1");
  }

  @Override
  public int dimension() {
    return GRID * GRID * 3;
  }

  @Override
  public RgbImage crop(RgbImage picture) {
    return preprocessor.crop(picture);
  }

  @Override
  public Window sees(PictureSize size) {
    return preprocessor.sees(size);
  }

  @Override
  public float[] embed(List<RgbImage> crops) {
    float[] embeddings = new float[crops.size() * dimension()];
    for (int i = 0; i < crops.size(); i++) {
      describe(crops.get(i), embeddings, i * dimension());
    }
    return embeddings;
  }

  private static void describe(RgbImage image, float[] target, int offset) {
    long[] sums = new long[GRID * GRID * 3];
    int cellSize = SIZE / GRID;
    byte[] rgb = image.rgb();
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int cell = (y / cellSize * GRID + x / cellSize) * 3;
        int at = (y * SIZE + x) * 3;
        for (int c = 0; c < 3; c++) {
          sums[cell + c] += rgb[at + c] & 0xFF;
        }
      }
    }
    double scale = 1.0 / (cellSize * cellSize * 128);
    for (int cell = 0; cell < sums.length; cell += 3) {
      double red = sums[cell] * scale;
      double green = sums[cell + 1] * scale;
      double blue = sums[cell + 2] * scale;
      double luma = 0.299 * red + 0.587 * green + 0.114 * blue;
      target[offset + cell] = (float) (luma - 1);
      target[offset + cell + 1] = (float) ((blue - luma) / 1.772);
      target[offset + cell + 2] = (float) ((red - luma) / 1.402);
    }
  }

  @Override
  public void close() {}
}
