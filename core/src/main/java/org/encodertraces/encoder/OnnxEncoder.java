package org.encodertraces.encoder;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.encodertraces.InputException;
import org.encodertraces.encoder.OnnxSignature.Input;
import org.encodertraces.encoder.OnnxSignature.Output;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Window;
import org.encodertraces.io.Sha256;

/**
 * An image encoder in ONNX, run by ONNX Runtime.
 *
 * <p>Each call of {@link #embed} runs on its calling thread, alone unless {@link Compute} gives it
 * more: many callers use many cores without waiting for one another, and a batch gives the same
 * floats whatever else runs.
 */
final class OnnxEncoder implements Encoder {

  private final OrtEnvironment environment = OnnxRuntime.environment();
  private final OrtSession session;
  private final EncoderCard card;
  private final String reference;
  private final Preprocessor preprocessor;
  private final Input input;
  private final Output output;
  private final int dimension;

  /**
   * Whether it chooses the scale of its integers from the values of a whole run, so that pictures
   * of a batch would change each other's embeddings: such a network gets one picture a run.
   */
  private final boolean scaledByRun;

  /** Input tensors for reuse: allocating and zeroing one costs as much as filling it. */
  private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

  private OnnxEncoder(
      OrtSession session,
      EncoderCard card,
      String reference,
      Preprocessor preprocessor,
      OnnxSignature signature,
      boolean scaledByRun)
      throws OrtException {
    this.session = session;
    this.scaledByRun = scaledByRun;
    this.card = card;
    this.reference = reference;
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
  static OnnxEncoder open(Path model, Compute compute) throws IOException {
    return open(model, customId(model), Optional.empty(), compute);
  }

  /** The id of a model that is known by its file alone. */
  private static String customId(Path model) {
    String file = String.valueOf(model.getFileName());
    return "custom/"
        + (file.endsWith(".onnx") ? file.substring(0, file.length() - ".onnx".length()) : file);
  }

  /** Loads a model whose settings need not lie beside it. */
  static OnnxEncoder open(Path model, EncoderConfig config, Compute compute) throws IOException {
    return open(
        model,
        String.valueOf(model.getFileName()),
        Optional.empty(),
        config,
        Sha256.of(model),
        compute);
  }

  /**
   * Loads a model under an id of its own.
   *
   * @param entry whose category holds, whatever the JSON says
   */
  static OnnxEncoder open(Path model, String id, Optional<CatalogueEntry> entry, Compute compute)
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
    return open(model, id, entry, config, sha256, compute);
  }

  private static OnnxEncoder open(
      Path model,
      String id,
      Optional<CatalogueEntry> entry,
      EncoderConfig config,
      String sha256,
      Compute compute)
      throws IOException {
    OrtSession session = OnnxSession.open(model, compute);
    try {
      return open(model, id, entry, config, sha256, session, compute);
    } catch (OutOfMemoryError e) {
      OnnxSession.close(session);
      throw new InputException(
          "%s: a run on pictures of %d x %d does not fit into memory: %s"
              .formatted(model, config.cropWidth(), config.cropHeight(), e.getMessage()),
          e);
    } catch (OrtException e) {
      OnnxSession.close(session);
      throw new InputException(
          "%s: does not run on a picture of %d x %d: %s"
              .formatted(model, config.cropWidth(), config.cropHeight(), OnnxSession.firstLine(e)),
          e);
    } catch (RuntimeException | IOException e) {
      OnnxSession.close(session);
      throw e;
    }
  }

  private static OnnxEncoder open(
      Path model,
      String id,
      Optional<CatalogueEntry> entry,
      EncoderConfig config,
      String sha256,
      OrtSession session,
      Compute compute)
      throws OrtException, IOException {
    OnnxFile file = OnnxFile.read(model);
    OnnxSignature signature = OnnxSignature.of(model, session, config);
    Preprocessor preprocessor = config.preprocessor(signature.input().layout());
    EncoderCard card =
        new EncoderCard(
            id,
            entry.map(CatalogueEntry::category).orElse(config.category()),
            preprocessor.describe(),
            fingerprint(model, file, sha256),
            compute.device().toString());
    return new OnnxEncoder(
        session,
        card,
        id.equals(customId(model)) ? model.toAbsolutePath().normalize().toString() : id,
        preprocessor,
        signature,
        file.operators().contains("DynamicQuantizeLinear"));
  }

  /** The digest of the model, and of every file that it takes weights from. */
  private static String fingerprint(Path model, OnnxFile file, String sha256) throws IOException {
    StringBuilder fingerprint = new StringBuilder(sha256);
    for (String name : file.weightFiles()) {
      fingerprint.append('+').append(Sha256.of(model.resolveSibling(name)));
    }
    return fingerprint.toString();
  }

  /** The version of the library that runs networks. */
  static String runtimeVersion() {
    return OnnxRuntime.environment().getVersion();
  }

  @Override
  public EncoderCard card() {
    return card;
  }

  @Override
  public String reference() {
    return reference;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public RgbImage crop(RgbImage picture) {
    return preprocessor.crop(picture);
  }

  @Override
  public Window sees(PictureSize size) {
    return preprocessor.sees(size);
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
            output.pooling().map(pooling -> ", tokens pooled by " + pooling).orElse("")
                + (scaledByRun ? ", one picture a run, whose values scale its integers" : ""));
  }

  Preprocessor preprocessor() {
    return preprocessor;
  }

  Output output() {
    return output;
  }

  /** The output as the model declares it. */
  TensorInfo outputInfo() {
    try {
      return (TensorInfo)
          Objects.requireNonNull(session.getOutputInfo().get(output.name())).getInfo();
    } catch (OrtException e) {
      throw new IllegalStateException(card.id() + ": " + OnnxSession.firstLine(e), e);
    }
  }

  /** The same network behind another transform, of the same crop; closed with this one. */
  float[] embed(List<RgbImage> pictures, Preprocessor other) {
    List<RgbImage> crops = pictures.stream().map(picture -> other.crop(picture)).toList();
    return embedAll(crops, other);
  }

  @Override
  public float[] embed(List<RgbImage> crops) {
    return embedAll(crops, preprocessor);
  }

  /** Embeddings of crops that another transform made, and fills in. */
  float[] embedCrops(List<RgbImage> crops, Preprocessor other) {
    return embedAll(crops, other);
  }

  private float[] embedAll(List<RgbImage> crops, Preprocessor transform) {
    int largest = Input.largestRun(preprocessor.cropHeight(), preprocessor.cropWidth());
    int step =
        scaledByRun ? 1 : input.batch() < 0 ? Math.min(crops.size(), largest) : input.batch();
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
              .formatted(card.id(), crops.size(), OnnxSession.firstLine(e)),
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
        return output.vectors(
            (OnnxTensor) result.get(0), pictures, crops.size(), expectedDimension);
      }
    } finally {
      buffers.add(bytes);
    }
  }

  private OnnxTensor tensor(FloatBuffer floats, long[] shape) throws OrtException {
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
    OnnxSession.close(session);
  }
}
