package org.encodertraces.linalg;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * An array of float32 outside the Java heap, where BLAS reads and writes without a copy.
 *
 * <p>Starts zeroed. Java code reads and writes it in blocks; loops run on heap arrays.
 */
public final class Floats implements AutoCloseable {

  private final FloatPointer pointer;
  private final FloatBuffer buffer;
  private final int length;

  public Floats(int length) {
    this.length = length;
    pointer = new FloatPointer(Math.max(1, length));
    buffer = pointer.asBuffer();
    fillZero();
  }

  public int length() {
    return length;
  }

  /** Copies {@code count} values of {@code source} to {@code offset} on. */
  public void put(int offset, float[] source, int from, int count) {
    buffer.put(offset, source, from, count);
  }

  /** Copies {@code count} values from {@code offset} on into {@code target}. */
  public void get(int offset, float[] target, int to, int count) {
    buffer.get(offset, target, to, count);
  }

  /** Sets every value to 0. */
  public void fillZero() {
    Pointer.memset(pointer, 0, (long) length * Float.BYTES);
  }

  /** A pointer to element {@code offset}, for BLAS; valid while this is open. */
  FloatPointer at(int offset) {
    return pointer.getPointer(offset);
  }

  /** The values as a buffer, for the pure-Java products. */
  FloatBuffer buffer() {
    return buffer;
  }

  @Override
  public void close() {
    pointer.close();
  }
}
