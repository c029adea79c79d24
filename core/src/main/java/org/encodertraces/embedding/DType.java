package org.encodertraces.embedding;

import java.util.Arrays;
import java.util.Optional;

/** The element types of safetensors that embeddings and labels come in. */
public enum DType {
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes an element. */
  public int bytes() {
    return bytes;
  }

  static Optional<DType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
