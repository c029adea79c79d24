package org.encodertraces.image;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.encodertraces.io.NativeLibraries;

/**
 * Keeps what C libraries would print to the standard error stream from it, for as long as one of
 * these is open: libjpeg inside OpenCV prints a line for a damaged file without naming it, and
 * OpenCV leaves no way to hand it another error handler.
 *
 * <p>The C library's variable {@code stderr} is pointed at its own standard input, a stream that
 * takes no output: each attempt fails and is forgotten. Java's streams, the virtual machine's own
 * messages and the file descriptors are not touched. Where the variable does not exist (Windows),
 * nothing is done and the lines appear.
 *
 * <p>OpenCV's own lines go the same way. Its C++ error stream, once it failed, stays silent until
 * the process ends.
 */
final class NativeMessages implements AutoCloseable {

  /** Names of the variables in glibc and in macOS's library. */
  private static final String[][] NAMES = {{"stderr", "stdin"}, {"__stderrp", "__stdinp"}};

  private static final Streams STREAMS = new Streams();

  private NativeMessages() {}

  static NativeMessages silence() {
    STREAMS.enter();
    return new NativeMessages();
  }

  @Override
  public void close() {
    STREAMS.leave();
  }

  /** The one stream of the process, and how many want it silent. */
  private static final class Streams {
    static {
      NativeLibraries.readyForJavaCpp();
    }

    private int silencers;
    private PointerPointer<Pointer> error = new PointerPointer<>();
    private Pointer loud = new Pointer();
    private Pointer silent = new Pointer();

    Streams() {
      NativeLibraries.readyForJavaCpp();
      for (String[] names : NAMES) {
        Pointer errorVariable = Loader.addressof(names[0]);
        Pointer inputVariable = Loader.addressof(names[1]);
        if (errorVariable != null && inputVariable != null) {
          error = new PointerPointer<>(errorVariable);
          loud = error.get();
          silent = new PointerPointer<>(inputVariable).get();
        }
      }
    }

    synchronized void enter() {
      if (silencers++ == 0 && !error.isNull()) {
        error.put(silent);
      }
    }

    synchronized void leave() {
      if (--silencers == 0 && !error.isNull()) {
        error.put(loud);
      }
    }
  }
}
