package org.encodertraces.encoder;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.platform.Fp16Conversions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.encodertraces.InputException;
import org.encodertraces.encoder.OnnxSignature.Input;
import org.encodertraces.encoder.OnnxSignature.Output;
import org.encodertraces.image.RgbImage;
import org.encodertraces.io.Sha256;

/**
 * An image encoder in ONNX, run by ONNX Runtime on the CPU.
 *
 * <p>Each call of {@link #embed} runs on its calling thread alone: many callers use many cores
 * without waiting for one another, and a batch gives the same floats whatever else runs.
 */
final class OnnxEncoder implements Encoder {

  private final OrtSession session;
  private final EncoderCard card;
  private final Preprocessor preprocessor;
  private final Input input;
  private final Output output;
  private final int dimension;

  /** Input tensors for reuse: allocating and zeroing one costs as much as filling it. */
  private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

  private OnnxEncoder(
      OrtSession session, EncoderCard card, Preprocessor preprocessor, OnnxSignature signature)
      throws OrtException {
    this.session = session;
    this.card = card;
    this.preprocessor = preprocessor;
    this.input = signature.input();
    this.output = signature.output();
    byte[] black = new byte[preprocessor.inputLength()];
    dimension =
        run(
                List.of(new RgbImage(preprocessor.cropWidth(), preprocessor.cropHeight(), black)),
                preprocessor,
                0)
            .length;
  }

  /**
   * Loads the model and the JSON beside it, and runs it once.
   *
   * @throws InputException when the file is no usable image encoder, saying why
   */
  static OnnxEncoder open(Path model) throws IOException {
    String file = String.valueOf(model.getFileName());
    return open(
        model, "custom/" + file.substring(0, file.length() - ".onnx".length()), Optional.empty());
  }

  /**
   * Loads a model under an id of its own.
   *
   * @param entry whose category holds, whatever the JSON says
   */
  static OnnxEncoder open(Path model, String id, Optional<CatalogueEntry> entry)
      throws IOException {
    if (!Files.isRegularFile(model)) {
      throw new InputException(model + ": no such file");
    }
    EncoderConfig config = EncoderConfig.beside(model);
    String sha256 = Sha256.of(model);
    if (config.sha256().isPresent() && !config.sha256().get().equalsIgnoreCase(sha256)) {
      throw new InputException(
          "%s: SHA-256 is %s; %s expects %s"
              .formatted(model, sha256, config.file(), config.sha256().get()));
    }
    OrtSession session = load(model);
    try {
      return open(model, id, entry, config, sha256, session);
    } catch (OrtException e) {
      close(session);
      throw new InputException(
          "%s: does not run on a picture of %d x %d: %s"
              .formatted(model, config.cropWidth(), config.cropHeight(), firstLine(e)),
          e);
    } catch (RuntimeException e) {
      close(session);
      throw e;
    }
  }

  private static OnnxEncoder open(
      Path model,
      String id,
      Optional<CatalogueEntry> entry,
      EncoderConfig config,
      String sha256,
      OrtSession session)
      throws OrtException {
    OnnxSignature signature = OnnxSignature.of(model, session, config);
    Preprocessor preprocessor =
        new Preprocessor(
            config.resize(),
            config.filter(),
            config.cropWidth(),
            config.cropHeight(),
            config.rescale(),
            config.normalization(),
            signature.input().layout());
    EncoderCard card =
        new EncoderCard(
            id,
            entry.map(CatalogueEntry::category).orElse(config.category()),
            preprocessor.describe(),
            sha256);
    return new OnnxEncoder(session, card, preprocessor, signature);
  }

  private static OrtSession load(Path model) throws IOException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return OrtEnvironment.getEnvironment().createSession(model.toString(), options);
    } catch (OrtException e) {
      throw new InputException(model + ": " + OnnxComplaint.of(model, firstLine(e)), e);
    }
  }

  @Override
  public EncoderCard card() {
    return card;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public RgbImage crop(RgbImage picture, OptionalDouble maskRatio) {
    return preprocessor.crop(picture, maskRatio);
  }

  /** Input and output by name and shape. */
  String signature() {
    return "input \"%s\" %s %s, output \"%s\" [n, %d]%s"
        .formatted(
            input.name(),
            input.type(),
            Arrays.toString(
                input.shape(input.batch(), preprocessor.cropHeight(), preprocessor.cropWidth())),
            output.name(),
            dimension,
            output.pooling().map(pooling -> ", tokens pooled by " + pooling).orElse(""));
  }

  Preprocessor preprocessor() {
    return preprocessor;
  }

  /** The same network behind another transform, of the same crop; closed with this one. */
  float[] embed(List<RgbImage> pictures, Preprocessor other) {
    List<RgbImage> crops =
        pictures.stream().map(picture -> other.crop(picture, OptionalDouble.empty())).toList();
    return embedAll(crops, other);
  }

  @Override
  public float[] embed(List<RgbImage> crops) {
    return embedAll(crops, preprocessor);
  }

  private float[] embedAll(List<RgbImage> crops, Preprocessor transform) {
    int step = input.batch() < 0 ? crops.size() : input.batch();
    float[] embeddings = new float[crops.size() * dimension];
    try {
      for (int from = 0; from < crops.size(); from += step) {
        List<RgbImage> run = crops.subList(from, Math.min(from + step, crops.size()));
        float[] values = run(run, transform, dimension);
        System.arraycopy(values, 0, embeddings, from * dimension, run.size() * dimension);
      }
      return embeddings;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "%s: ONNX Runtime failed on a batch of %d: %s"
              .formatted(card.id(), crops.size(), firstLine(e)),
          e);
    }
  }

  /** One run of the network; a fixed batch is filled up with its first picture. */
  private float[] run(List<RgbImage> crops, Preprocessor transform, int expectedDimension)
      throws OrtException {
    int pictures = input.batch() < 0 ? crops.size() : input.batch();
    int length = preprocessor.inputLength();
    ByteBuffer bytes = buffer(pictures * length * Float.BYTES);
    try {
      FloatBuffer floats = bytes.asFloatBuffer();
      float[] values = new float[length];
      for (int i = 0; i < pictures; i++) {
        transform.fill(crops.get(i < crops.size() ? i : 0), values);
        floats.put(values);
      }
      floats.flip();
      long[] shape = input.shape(pictures, preprocessor.cropHeight(), preprocessor.cropWidth());
      try (OnnxTensor tensor = tensor(floats, shape);
          OrtSession.Result result =
              session.run(Map.of(input.name(), tensor), Set.of(output.name()))) {
        return output.vectors((OnnxTensor) result.get(0), crops.size(), expectedDimension);
      }
    } finally {
      buffers.add(bytes);
    }
  }

  private OnnxTensor tensor(FloatBuffer floats, long[] shape) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    if (input.type() == OnnxJavaType.UINT8) {
      ByteBuffer samples =
          ByteBuffer.allocateDirect(floats.remaining()).order(ByteOrder.nativeOrder());
      while (floats.hasRemaining()) {
        samples.put((byte) (int) floats.get());
      }
      return OnnxTensor.createTensor(environment, samples.flip(), shape, OnnxJavaType.UINT8);
    }
    if (input.type() == OnnxJavaType.FLOAT) {
      return OnnxTensor.createTensor(environment, floats, shape);
    }
    return OnnxTensor.createTensor(
        environment,
        Fp16Conversions.convertFloatBufferToFp16Buffer(floats),
        shape,
        OnnxJavaType.FLOAT16);
  }

  private ByteBuffer buffer(int bytes) {
    ByteBuffer pooled = buffers.poll();
    return pooled != null && pooled.capacity() >= bytes
        ? pooled.clear().limit(bytes).order(ByteOrder.nativeOrder())
        : ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not close a session", e);
    }
  }

  private static String firstLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
