package org.encodertraces.encoder;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;

/** Sessions of ONNX Runtime: a model's file, ready to run on a device. */
final class OnnxSession {

  /** What onnxruntime_gpu 1.28 is linked with. */
  private static final String CUDA_LIBRARIES = "CUDA 12 and cuDNN 9";

  private OnnxSession() {}

  /**
   * Loads a model.
   *
   * @throws InputException when ONNX Runtime does not take it, saying why
   * @throws UsageException when the device is not there
   */
  static OrtSession open(Path model, Compute compute) throws IOException {
    // Before any options: what they complain of goes through the environment's log.
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(compute.threadsPerRun());
      options.setInterOpNumThreads(1);
      // Threads that wait for work by spinning take the cores of those that decode.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      if (compute.device().gpu().isPresent()) {
        addCuda(options, compute.device());
      }
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return environment.createSession(model.toString(), options);
    } catch (OrtException e) {
      throw new InputException(model + ": " + OnnxComplaint.of(model, firstLine(e)), e);
    }
  }

  private static void addCuda(OrtSession.SessionOptions options, Device device) {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.gpu().orElseThrow())) {
      // Products in float32 as on the CPU, and no algorithm chosen by timing: the same bytes again.
      cuda.add("use_tf32", "0");
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      options.addCUDA(cuda);
    } catch (OrtException e) {
      throw new UsageException(
          "device %s: %s (ONNX Runtime: %s)"
              .formatted(
                  device,
                  OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)
                      ? "CUDA does not start; it needs an NVIDIA GPU, its driver, and "
                          + CUDA_LIBRARIES
                      : "this build has no CUDA; mvn -Pcuda package makes one that has",
                  firstLine(e)));
    }
  }

  static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not close a session", e);
    }
  }

  static String firstLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
