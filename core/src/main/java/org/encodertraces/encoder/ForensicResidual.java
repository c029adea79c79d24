package org.encodertraces.encoder;

import java.util.List;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Window;

/**
 * {@code builtin/residual}: a forensic descriptor that looks at how a picture was made and hardly
 * at what it shows. The control that should see every trace.
 *
 * <p>It takes the picture's center at its own size (resizing would wash the 8 x 8 grid of JPEG
 * away) and joins four groups, each scaled to length 1:
 *
 * <ul>
 *   <li>[2, 2, 63] for luma and chroma, of every AC frequency of the grid's 8 x 8 DCT: how many
 *       coefficients quantization left at zero, and the logarithm of their mean size (Fridrich,
 *       "Digital image forensics", 2009, on quantization traces).
 *   <li>[16 + 32] mean step between neighboring columns and rows by their phase: period 8 in luma,
 *       16 in chroma.
 *   <li>[4, 49] joint histograms of two neighboring high-pass residuals, first and second order,
 *       along rows and columns, truncated at 3 (Fridrich and Kodovsky, "Rich models for
 *       steganalysis", 2012).
 *   <li>[24] autocorrelation of the second-order residual up to lag 4, which shows interpolation
 *       kernels and sharpening (Popescu and Farid, "Exposing digital forgeries by detecting traces
 *       of resampling", 2005).
 * </ul>
 */
final class ForensicResidual implements Encoder {

  private static final int MAX_SIDE = 256;
  private static final int BLOCK = 8;
  private static final int AC = BLOCK * BLOCK - 1;
  private static final int TRUNCATION = 3;
  private static final int LEVELS = 2 * TRUNCATION + 1;
  private static final int PAIRS = LEVELS * LEVELS;
  private static final int MAX_LAG = 4;
  private static final int LAGS = (MAX_LAG + 1) * (MAX_LAG + 1) - 1;

  private static final int DCT_LENGTH = 4 * AC;
  private static final int GRID_LENGTH = 16 + 32;
  private static final int HISTOGRAM_LENGTH = 4 * PAIRS;

  private final float[] basis = dctBasis();

  @Override
  public EncoderCard card() {
    return new EncoderCard(
        "builtin/residual", "built-in", "center 256 x 256 at its own size", "residual-1");
  }

  @Override
  public int dimension() {
    return DCT_LENGTH + GRID_LENGTH + HISTOGRAM_LENGTH + LAGS;
  }

  /** The center, starting on the 16-pixel grid so that JPEG's blocks keep their phase. */
  @Override
  public RgbImage crop(RgbImage picture) {
    RgbImage large = atLeast(picture, 2 * BLOCK);
    int width = Math.min(MAX_SIDE, large.width());
    int height = Math.min(MAX_SIDE, large.height());
    return large.crop(
        new Window(
            (large.width() - width) / 32 * 16, (large.height() - height) / 32 * 16, width, height));
  }

  /** Pictures below one JPEG block of 16 x 16 continue with their last row and column. */
  private static RgbImage atLeast(RgbImage image, int side) {
    int width = Math.max(side, image.width());
    int height = Math.max(side, image.height());
    if (width == image.width() && height == image.height()) {
      return image;
    }
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from =
            (Math.min(y, image.height() - 1) * image.width() + Math.min(x, image.width() - 1)) * 3;
        System.arraycopy(image.rgb(), from, rgb, (y * width + x) * 3, 3);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  @Override
  public float[] embed(List<RgbImage> crops) {
    float[] embeddings = new float[crops.size() * dimension()];
    for (int i = 0; i < crops.size(); i++) {
      describe(Planes.of(crops.get(i)), embeddings, i * dimension());
    }
    return embeddings;
  }

  private void describe(Planes planes, float[] target, int offset) {
    int width = planes.width();
    int height = planes.height();
    int at = offset;
    dctStatistics(target, at, width, height, planes.luma());
    dctStatistics(target, at + 2 * AC, width, height, planes.blueChroma(), planes.redChroma());
    scaleToUnit(target, at, DCT_LENGTH);
    at += DCT_LENGTH;

    gridSteps(target, at, 8, width, height, planes.luma());
    gridSteps(target, at + 16, 16, width, height, planes.blueChroma(), planes.redChroma());
    scaleToUnit(target, at, GRID_LENGTH);
    at += GRID_LENGTH;

    for (int order = 1; order <= 2; order++) {
      jointHistogram(target, at, planes.luma(), width, height, 1, order);
      jointHistogram(target, at + PAIRS, planes.luma(), width, height, width, order);
      at += 2 * PAIRS;
    }
    scaleToUnit(target, at - HISTOGRAM_LENGTH, HISTOGRAM_LENGTH);

    autocorrelation(target, at, planes.luma(), width, height);
    scaleToUnit(target, at, LAGS);
  }

  /** [63] share of coefficients below half a step, then [63] log of the mean size. */
  private void dctStatistics(float[] target, int at, int width, int height, float[]... channels) {
    float[] zeros = new float[AC + 1];
    float[] sizes = new float[AC + 1];
    float[] rows = new float[BLOCK * BLOCK];
    int blocks = 0;
    for (float[] plane : channels) {
      for (int y = 0; y + BLOCK <= height; y += BLOCK) {
        for (int x = 0; x + BLOCK <= width; x += BLOCK) {
          blocks++;
          for (int row = 0; row < BLOCK; row++) {
            int from = (y + row) * width + x;
            for (int u = 0; u < BLOCK; u++) {
              float sum = 0;
              for (int i = 0; i < BLOCK; i++) {
                sum += basis[u * BLOCK + i] * plane[from + i];
              }
              rows[row * BLOCK + u] = sum;
            }
          }
          for (int v = 0; v < BLOCK; v++) {
            for (int u = 0; u < BLOCK; u++) {
              float sum = 0;
              for (int i = 0; i < BLOCK; i++) {
                sum += basis[v * BLOCK + i] * rows[i * BLOCK + u];
              }
              float size = Math.abs(sum);
              sizes[v * BLOCK + u] += size;
              zeros[v * BLOCK + u] += size < 0.5f ? 1 : 0;
            }
          }
        }
      }
    }
    for (int f = 1; f <= AC; f++) {
      target[at + f - 1] = zeros[f] / blocks;
      target[at + AC + f - 1] = (float) Math.log1p(sizes[f] / blocks) / 4;
    }
  }

  /** Mean absolute step into each phase of the grid, columns then rows, over the overall mean. */
  private static void gridSteps(
      float[] target, int at, int period, int width, int height, float[]... channels) {
    double[] sums = new double[2 * period];
    long[] counts = new long[2 * period];
    for (float[] plane : channels) {
      for (int y = 1; y < height; y++) {
        for (int x = 1; x < width; x++) {
          int i = y * width + x;
          sums[x % period] += Math.abs(plane[i] - plane[i - 1]);
          counts[x % period]++;
          sums[period + y % period] += Math.abs(plane[i] - plane[i - width]);
          counts[period + y % period]++;
        }
      }
    }
    for (int direction = 0; direction < 2; direction++) {
      double total = 1e-3;
      for (int phase = 0; phase < period; phase++) {
        int i = direction * period + phase;
        sums[i] /= Math.max(1, counts[i]);
        total += sums[i] / period;
      }
      for (int phase = 0; phase < period; phase++) {
        target[at + direction * period + phase] =
            (float) (sums[direction * period + phase] / total);
      }
    }
  }

  /** Square roots of the shares of residual pairs that lie {@code step} apart. */
  private static void jointHistogram(
      float[] target, int at, float[] plane, int width, int height, int step, int order) {
    int total = 0;
    boolean horizontal = step == 1;
    for (int y = 0; y < (horizontal ? height : height - order - 1); y++) {
      for (int x = 0; x < (horizontal ? width - order - 1 : width); x++) {
        int i = y * width + x;
        int first = level(residual(plane, i, step, order));
        int second = level(residual(plane, i + step, step, order));
        target[at + first * LEVELS + second]++;
        total++;
      }
    }
    for (int pair = at; pair < at + PAIRS; pair++) {
      target[pair] = (float) Math.sqrt(target[pair] / Math.max(1, total));
    }
  }

  private static float residual(float[] plane, int i, int step, int order) {
    return order == 1
        ? plane[i + step] - plane[i]
        : plane[i] - 2 * plane[i + step] + plane[i + 2 * step];
  }

  private static int level(float residual) {
    return Math.max(-TRUNCATION, Math.min(TRUNCATION, Math.round(residual))) + TRUNCATION;
  }

  /** Correlation of the 4-neighbor Laplacian with itself, by lag. */
  private static void autocorrelation(
      float[] target, int at, float[] plane, int width, int height) {
    float[] laplacian = new float[width * height];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int i = y * width + x;
        float value =
            4 * plane[i] - plane[i - 1] - plane[i + 1] - plane[i - width] - plane[i + width];
        // Strong edges belong to the content; clipping leaves the texture of the processing.
        laplacian[i] = Math.max(-32, Math.min(32, value));
      }
    }
    double energy = 1e-3;
    for (float value : laplacian) {
      energy += value * value;
    }
    for (int dy = 0; dy <= MAX_LAG; dy++) {
      for (int dx = dy == 0 ? 1 : 0; dx <= MAX_LAG; dx++) {
        double sum = 0;
        for (int y = 1; y < height - 1 - dy; y++) {
          int i = y * width;
          int j = (y + dy) * width + dx;
          for (int x = 1; x < width - 1 - dx; x++) {
            sum += laplacian[i + x] * laplacian[j + x];
          }
        }
        target[at + dy * (MAX_LAG + 1) + dx - 1] = (float) (sum / energy);
      }
    }
  }

  private static void scaleToUnit(float[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i] * values[i];
    }
    float scale = sum == 0 ? 0 : (float) (1 / Math.sqrt(sum));
    for (int i = from; i < from + count; i++) {
      values[i] *= scale;
    }
  }

  /** Orthonormal DCT-II: row u is the u-th frequency. */
  private static float[] dctBasis() {
    float[] basis = new float[BLOCK * BLOCK];
    for (int u = 0; u < BLOCK; u++) {
      double scale = Math.sqrt((u == 0 ? 1.0 : 2.0) / BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        basis[u * BLOCK + i] = (float) (scale * Math.cos((2 * i + 1) * u * Math.PI / (2 * BLOCK)));
      }
    }
    return basis;
  }

  @Override
  public void close() {}
}
