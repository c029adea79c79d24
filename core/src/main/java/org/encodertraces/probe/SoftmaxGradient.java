package org.encodertraces.probe;

import java.util.Arrays;
import org.encodertraces.linalg.Floats;

/**
 * From products of some rows to gradients of their cross-entropies, for several trials side by
 * side, on the heap.
 *
 * <p>Each output's values are an array of their own, read and written from 0 on: loops that mix an
 * array with a part of another are not vectorized by the JIT (C2 of JDK 17), which made them six
 * times as slow.
 */
final class SoftmaxGradient {

  private final int classes;
  private final int trials;

  /** [trials * classes][rows] of an output. */
  private final float[][] values;

  /** [rows] each. */
  private final float[] scales;

  private final float[] highest;
  private final float[] factors;
  private final int[] labels;

  /** For up to {@code most} rows at a time. */
  SoftmaxGradient(int trials, int classes, int most) {
    this.trials = trials;
    this.classes = classes;
    values = new float[trials * classes][most];
    scales = new float[most];
    highest = new float[most];
    factors = new float[most];
    labels = new int[most];
  }

  /**
   * Turns products into gradients of the mean loss by the unscaled row's product: (softmax -
   * one-hot) / batch, times the row's scale.
   *
   * @param products [trials * classes, size], replaced
   * @param order rows {@code order[from … from + size)} are meant
   * @param batch rows that the loss is a mean of
   * @param bias [trials][classes]
   * @param biasGradients [trials * classes], added to
   * @param notFinite [trials], set where a sum is not finite
   */
  void apply(
      Floats products,
      LabeledRows rows,
      int[] order,
      int from,
      int size,
      int batch,
      float[][] bias,
      float[] biasGradients,
      boolean[] notFinite) {
    for (int i = 0; i < size; i++) {
      scales[i] = rows.scale(order[from + i]);
      labels[i] = rows.label(order[from + i]);
    }
    for (int output = 0; output < values.length; output++) {
      products.get(output * size, values[output], 0, size);
    }
    float share = 1f / batch;
    for (int trial = 0; trial < trials; trial++) {
      exponentials(trial * classes, size, bias[trial]);
      notFinite[trial] |= normalize(trial * classes, size, share);
      for (int i = 0; i < size; i++) {
        values[trial * classes + labels[i]][i] -= share;
      }
    }
    sums(size, biasGradients);
    for (int output = 0; output < values.length; output++) {
      multiply(values[output], scales, size);
      products.put(output * size, values[output], 0, size);
    }
  }

  /** Exponentials of one trial's logits less each row's highest. */
  private void exponentials(int first, int size, float[] bias) {
    Arrays.fill(highest, 0, size, Float.NEGATIVE_INFINITY);
    for (int c = 0; c < classes; c++) {
      scale(values[first + c], scales, bias[c], size);
      raise(highest, values[first + c], size);
    }
    for (int c = 0; c < classes; c++) {
      subtract(values[first + c], highest, size);
      FastExp.apply(values[first + c], size);
    }
  }

  /** Divides by their sum, times {@code share}; returns whether a sum is not finite. */
  private boolean normalize(int first, int size, float share) {
    Arrays.fill(factors, 0, size, 0);
    for (int c = 0; c < classes; c++) {
      add(factors, values[first + c], size);
    }
    float check = 0;
    for (int i = 0; i < size; i++) {
      check += factors[i] * 0; // NaN as soon as one sum is not finite
    }
    invert(factors, share, size);
    for (int c = 0; c < classes; c++) {
      multiply(values[first + c], factors, size);
    }
    return Float.isNaN(check);
  }

  /**
   * Adds each output's sum, taken in the rows' order; four at once, as one waits for each addition.
   */
  private void sums(int size, float[] sums) {
    int output = 0;
    for (; output + 3 < values.length; output += 4) {
      float[] a = values[output];
      float[] b = values[output + 1];
      float[] c = values[output + 2];
      float[] d = values[output + 3];
      float ofA = 0;
      float ofB = 0;
      float ofC = 0;
      float ofD = 0;
      for (int i = 0; i < size; i++) {
        ofA += a[i];
        ofB += b[i];
        ofC += c[i];
        ofD += d[i];
      }
      sums[output] += ofA;
      sums[output + 1] += ofB;
      sums[output + 2] += ofC;
      sums[output + 3] += ofD;
    }
    for (; output < values.length; output++) {
      float sum = 0;
      for (int i = 0; i < size; i++) {
        sum += values[output][i];
      }
      sums[output] += sum;
    }
  }

  private static void scale(float[] target, float[] scales, float shift, int size) {
    for (int i = 0; i < size; i++) {
      target[i] = target[i] * scales[i] + shift;
    }
  }

  private static void raise(float[] target, float[] others, int size) {
    for (int i = 0; i < size; i++) {
      target[i] = Math.max(target[i], others[i]);
    }
  }

  private static void subtract(float[] target, float[] others, int size) {
    for (int i = 0; i < size; i++) {
      target[i] -= others[i];
    }
  }

  private static void add(float[] target, float[] others, int size) {
    for (int i = 0; i < size; i++) {
      target[i] += others[i];
    }
  }

  private static void multiply(float[] target, float[] others, int size) {
    for (int i = 0; i < size; i++) {
      target[i] *= others[i];
    }
  }

  private static void invert(float[] target, float share, int size) {
    for (int i = 0; i < size; i++) {
      target[i] = share / target[i];
    }
  }
}
