package org.encodertraces.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir private Path folder;

  /** Another process that asks for the folder. */
  static final class Other {
    public static void main(String[] arguments) throws Exception {
      try (FolderLock lock = FolderLock.take(Path.of(arguments[0]), Progress.NONE)) {
        System.out.print("free");
      } catch (InputException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  void oneRunAtATimeHasAFolder() throws Exception {
    Path out = folder.resolve("a/b");
    try (FolderLock lock = FolderLock.take(out, Progress.NONE)) {
      assertRefused(out);
      assertRefused(folder.resolve("a/../a/b"));
      assertThatThrownBy(() -> FolderLock.requireFree(out)).isInstanceOf(InputException.class);
      // What this process refused itself must not have given the lock up for other processes.
      assertThat(other(out))
          .isEqualTo(
              out
                  + ": another command is writing there; wait until it has"
                  + " ended, or choose another folder");
      FolderLock.take(folder.resolve("a"), Progress.NONE).close();
    }

    assertThat(other(out)).isEqualTo("free");
    FolderLock.requireFree(out);
    FolderLock.take(out, Progress.NONE).close();
  }

  @Test
  void askingCreatesNothing() throws Exception {
    FolderLock.requireFree(folder.resolve("none"));

    assertThat(folder.resolve("none")).doesNotExist();
  }

  private static void assertRefused(Path out) {
    assertThatThrownBy(() -> FolderLock.take(out, Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(out + ": another command is writing there");
  }

  private static String other(Path out) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Other.class.getName(),
                out.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(Files.exists(out.resolve(".lock"))).isTrue();
    return said;
  }
}
