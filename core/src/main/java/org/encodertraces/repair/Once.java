package org.encodertraces.repair;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is computed when it is first asked for. Not for several threads. */
final class Once<T> {

  private final Supplier<T> supplier;
  private Optional<T> value = Optional.empty();

  Once(Supplier<T> supplier) {
    this.supplier = supplier;
  }

  T get() {
    if (value.isEmpty()) {
      value = Optional.of(supplier.get());
    }
    return value.get();
  }
}
