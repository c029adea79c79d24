package org.encodertraces.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.apache.spark.SparkException;
import org.encodertraces.InputException;
import org.junit.jupiter.api.Test;

/** What Spark 4.2 says of jobs that ended, and what the user is told. */
class FaultsTest {

  private static final String LOST =
      "Job aborted due to stage failure: Task 3 in stage 0.0 failed 4 times, most recent failure:"
          + " Lost task 3.3 in stage 0.0 (TID 9) (127.0.0.1 executor 1): ";

  @Test
  void theInputsFaultIsThrownAsItWas() {
    InputException input = new InputException("e.onnx: is none");
    assertThatThrownBy(() -> Faults.of(new SparkException(LOST, new IOException(input))))
        .isSameAs(input);
    assertThatThrownBy(
            () ->
                Faults.of(
                    new SparkException(
                        LOST + "org.encodertraces.InputException: e.onnx: is none\n\tat here")))
        .isInstanceOf(InputException.class)
        .hasMessage("e.onnx: is none");
  }

  @Test
  void aFullDiskKeepsItsFilesName() {
    FileSystemException full = new FileSystemException("/tmp/x", null, "No space left on device");
    assertThat(Faults.of(new SparkException(LOST + full, full))).isSameAs(full);
  }

  @Test
  void aFullDiskOfAnExecutorIsSaidToBeOne() {
    assertThat(
            Faults.of(
                new SparkException(
                    LOST + "java.io.IOException: No space left on device\n\tat there")))
        .hasMessageStartingWith("a disk is full")
        .hasMessageContaining("start it again")
        .hasMessageEndingWith("No space left on device");
  }

  @Test
  void anExecutorWithoutMemoryIsSaidToBeOne() {
    assertThat(
            Faults.of(
                new SparkException(
                    LOST
                        + "ExecutorLostFailure (executor 1 exited caused by one of the running"
                        + " tasks) Reason: Command exited with code 52\nDriver stacktrace:")))
        .hasMessageContaining("ran out of memory")
        .hasMessageContaining("spark.executor.memory");
  }

  @Test
  void whatIsUnknownIsSaidInOneLine() {
    assertThat(Faults.of(new SparkException(LOST + "java.lang.Error: odd\n\tat here")))
        .hasMessage(
            "Spark gave up: Lost task 3.3 in stage 0.0 (TID 9) (127.0.0.1 executor 1):"
                + " java.lang.Error: odd");
  }
}
