package org.encodertraces.encoder;

import java.util.List;
import org.encodertraces.image.Filter;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Window;

/**
 * {@code builtin/hog}: histograms of oriented gradients on a grid (Dalal and Triggs, CVPR 2005). A
 * control that sees shape, and sharpening where it changes contrast.
 *
 * <p>[7 x 7 blocks, 2 x 2 cells, 9 orientations]: cells of 28 pixels, unsigned orientations with
 * linear interpolation between bins, each block scaled to length 1.
 */
final class OrientedGradients implements Encoder {

  private static final int SIZE = 224;
  private static final int CELLS = 8;
  private static final int CELL_SIZE = SIZE / CELLS;
  private static final int BINS = 9;
  private static final int BLOCKS = CELLS - 1;
  private static final int BLOCK_LENGTH = 4 * BINS;

  /** Keeps flat blocks near zero: one grey level of gradient over a cell. */
  private static final float FLOOR = CELL_SIZE * CELL_SIZE;

  private final Preprocessor preprocessor =
      Preprocessor.square(SIZE, Filter.BICUBIC, Preprocessor.Normalization.NONE);

  @Override
  public EncoderCard card() {
    return new EncoderCard(
        "builtin/hog", "built-in", "shorter side to 224 bicubic, center crop", "hog-1");
  }

  @Override
  public int dimension() {
    return BLOCKS * BLOCKS * BLOCK_LENGTH;
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
      float[] cells = cells(Planes.of(crops.get(i)).luma());
      blocks(cells, embeddings, i * dimension());
    }
    return embeddings;
  }

  private static float[] cells(float[] luma) {
    float[] cells = new float[CELLS * CELLS * BINS];
    for (int y = 1; y < SIZE - 1; y++) {
      for (int x = 1; x < SIZE - 1; x++) {
        int at = y * SIZE + x;
        float dx = luma[at + 1] - luma[at - 1];
        float dy = luma[at + SIZE] - luma[at - SIZE];
        double angle = Math.atan2(dy, dx) / Math.PI;
        double position = (angle < 0 ? angle + 1 : angle) * BINS;
        int bin = (int) position;
        float magnitude = (float) Math.sqrt(dx * dx + dy * dy);
        float share = (float) (position - bin);
        int cell = (y / CELL_SIZE * CELLS + x / CELL_SIZE) * BINS;
        cells[cell + bin % BINS] += magnitude * (1 - share);
        cells[cell + (bin + 1) % BINS] += magnitude * share;
      }
    }
    return cells;
  }

  private static void blocks(float[] cells, float[] target, int offset) {
    int out = offset;
    for (int blockY = 0; blockY < BLOCKS; blockY++) {
      for (int blockX = 0; blockX < BLOCKS; blockX++) {
        int start = out;
        double sum = FLOOR * FLOOR;
        for (int cell = 0; cell < 4; cell++) {
          int from = ((blockY + cell / 2) * CELLS + blockX + cell % 2) * BINS;
          for (int bin = 0; bin < BINS; bin++) {
            float value = cells[from + bin];
            sum += value * value;
            target[out++] = value;
          }
        }
        float scale = (float) (1 / Math.sqrt(sum));
        for (int i = start; i < out; i++) {
          target[i] *= scale;
        }
      }
    }
  }

  @Override
  public void close() {}
}
