package org.encodertraces.linalg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.encodertraces.io.NativeLibraries;

/**
 * An array of float32 outside the Java heap, where BLAS reads and writes without a copy.
 *
 * <p>Starts zeroed, unless {@link #unset}. Java code reads and writes it in blocks; loops run on
 * heap arrays.
 */
public final class Floats implements AutoCloseable {

  static {
    NativeLibraries.readyForJavaCpp();
  }

  private static final int CACHE_LINE = 64 / Float.BYTES;

  private final FloatPointer pointer;
  private final FloatBuffer buffer;
  private final IntBuffer bits;
  private final int length;

  public Floats(int length) {
    this(length, new FloatPointer(Math.max(1, length)));
    fillZero();
  }

  private Floats(int length, FloatPointer pointer) {
    this.length = length;
    this.pointer = pointer;
    ByteBuffer bytes = pointer.asByteBuffer().order(ByteOrder.nativeOrder());
    buffer = bytes.asFloatBuffer();
    bits = bytes.asIntBuffer();
  }

  /** An array whose values are anything, for who writes each before reading it. */
  public static Floats unset(int length) {
    return new Floats(length, new FloatPointer(Math.max(1, length)));
  }

  /**
   * Bytes that may still be taken outside the heap. JavaCPP bounds them by what the heap may grow
   * to, unless the user sets another bound.
   */
  public static long room() {
    return Math.max(0, Pointer.maxBytes() - Pointer.totalBytes());
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

  /** Copies {@code count} values of {@code source}, from {@code from} on, to {@code offset} on. */
  public void put(int offset, Floats source, int from, int count) {
    buffer.put(offset, source.buffer, from, count);
  }

  /** One value; blocks are read by {@link #get(int, float[], int, int)}. */
  public float get(int index) {
    return buffer.get(index);
  }

  /**
   * Brings values into the processor's cache, one read for each of its lines, in order: a product
   * that is the first to read them waits for memory twice as long (PERFORMANCE.md).
   *
   * @return what was read, of no meaning: of a value that nobody takes, the JIT drops the reading
   */
  public int bring(int offset, int count) {
    int read = 0;
    for (int i = offset; i < offset + count; i += CACHE_LINE) {
      read += bits.get(i);
    }
    return read;
  }

  /** Sets every value to 0. */
  public void fillZero() {
    Pointer.memset(pointer, 0, (long) length * Float.BYTES);
  }

  /**
   * A pointer to element {@code offset}, for BLAS; valid while this is open. It is not to be
   * closed: JavaCPP would free the whole array.
   */
  FloatPointer at(int offset) {
    return offset == 0 ? pointer : pointer.getPointer(offset);
  }

  /**
   * The values as a buffer, valid while this is open; its position and limit are not to be moved.
   */
  public FloatBuffer buffer() {
    return buffer;
  }

  @Override
  public void close() {
    pointer.close();
  }
}
