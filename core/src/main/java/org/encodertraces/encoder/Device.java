package org.encodertraces.encoder;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.UsageException;

/**
 * Where a network runs.
 *
 * @param gpu number of the CUDA device; the CPU if empty
 */
public record Device(OptionalInt gpu) {

  public static final Device CPU = new Device(OptionalInt.empty());

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,2}))?");

  /**
   * The device of a name, as torch writes it.
   *
   * @throws UsageException when it is none of {@code cpu}, {@code cuda}, {@code cuda:N}
   */
  public static Device of(String name) {
    if (name.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(name);
    if (!cuda.matches()) {
      throw new UsageException("device %s: expected cpu, cuda or cuda:N".formatted(name));
    }
    String number = cuda.group(1);
    return new Device(OptionalInt.of(number == null ? 0 : Integer.parseInt(number)));
  }

  @Override
  public String toString() {
    return gpu.isPresent() ? "cuda:" + gpu.getAsInt() : "cpu";
  }
}
