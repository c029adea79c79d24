package org.encodertraces.encoder;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.encoder.EncoderConfig.Pooling;
import org.encodertraces.encoder.Preprocessor.Layout;

/** Which input of a model takes the picture and which output holds its embedding. */
record OnnxSignature(Input input, Output output) {

  /** Outputs that hold one vector a picture, by the names that exporters give them. */
  private static final List<String> OUTPUT_CONVENTION =
      List.of("image_embeds", "pooler_output", "features");

  /**
   * The widest embedding: 1024 of them, the largest batch, are one array of 2 GiB. None of the
   * study's is wider than 2,048.
   */
  private static final int WIDEST = Integer.MAX_VALUE / Float.BYTES / 1024;

  /**
   * The input.
   *
   * @param batch pictures a call, or -1 for any number
   * @param type of its values: FLOAT, FLOAT16, or UINT8 for samples as they are
   */
  record Input(String name, int batch, Layout layout, OnnxJavaType type) {

    /** The most pictures of a size that one run can be handed: their floats are one buffer. */
    static int largestRun(int height, int width) {
      return (int) (Integer.MAX_VALUE / (3L * Float.BYTES * height * width));
    }

    long[] shape(int pictures, int height, int width) {
      return switch (layout) {
        case NCHW -> new long[] {pictures, 3, height, width};
        case NHWC -> new long[] {pictures, height, width, 3};
      };
    }
  }

  /**
   * The output.
   *
   * @param model whose output it is, for messages
   * @param pooling how its tokens become one vector, when it holds tokens
   */
  record Output(Path model, String name, Optional<Pooling> pooling) {

    /**
     * The first {@code pictures} embeddings of a result.
     *
     * @param run pictures that the network was handed, {@code pictures} or more
     * @param expectedDimension or 0 to accept any
     * @return [pictures, dimension]
     * @throws InputException when it is not one embedding of a usable width for each picture
     */
    float[] vectors(OnnxTensor tensor, int run, int pictures, int expectedDimension)
        throws OrtException {
      long[] shape = tensor.getInfo().getShape();
      if (shape.length == 0 || shape[0] != run || (pooling.isPresent() && shape.length != 3)) {
        throw bad(
            "is %s for %d pictures; expected one embedding each"
                .formatted(Arrays.toString(shape), run));
      }
      FloatBuffer values = tensor.getFloatBuffer();
      int perPicture = values.remaining() / run;
      int dimension = pooling.isPresent() ? Math.toIntExact(shape[2]) : perPicture;
      if (perPicture < 1 || dimension < 1 || dimension > WIDEST) {
        throw bad(
            "is %s for %d pictures; expected embeddings of 1 to %d values"
                .formatted(Arrays.toString(shape), run, WIDEST));
      }
      if (expectedDimension != 0 && dimension != expectedDimension) {
        throw new IllegalStateException(
            "%s: output \"%s\" changed its width from %d to %d"
                .formatted(model, name, expectedDimension, dimension));
      }
      float[] vectors = new float[pictures * dimension];
      if (pooling.isEmpty()) {
        values.get(vectors);
        return vectors;
      }
      int tokens = (int) shape[1];
      for (int picture = 0; picture < pictures; picture++) {
        int from = picture * perPicture;
        switch (pooling.get()) {
          case CLS -> values.get(from, vectors, picture * dimension, dimension);
          case MEAN -> {
            for (int i = 0; i < perPicture; i++) {
              vectors[picture * dimension + i % dimension] += values.get(from + i);
            }
            for (int i = 0; i < dimension; i++) {
              vectors[picture * dimension + i] /= tokens;
            }
          }
        }
      }
      return vectors;
    }

    private InputException bad(String what) {
      return new InputException("%s: output \"%s\" %s".formatted(model, name, what));
    }
  }

  /**
   * Chooses input and output as the JSON beside the model says, or else by convention.
   *
   * @throws InputException listing inputs and outputs when neither decides
   */
  static OnnxSignature of(Path model, OrtSession session, EncoderConfig config)
      throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    Chooser chooser =
        new Chooser(
            model, config, "inputs: %s; outputs: %s".formatted(list(inputs), list(outputs)));
    return new OnnxSignature(chooser.input(inputs.values()), chooser.output(outputs.values()));
  }

  private record Chooser(Path model, EncoderConfig config, String listing) {

    Input input(Collection<NodeInfo> inputs) {
      List<NodeInfo> pictures = inputs.stream().filter(OnnxSignature::isPicture).toList();
      if (inputs.size() > 1) {
        throw bad(
            pictures.size() == 1
                ? "takes %d inputs, of which \"%s\" is the picture; use an export of the image tower alone, such as vision_model.onnx"
                    .formatted(inputs.size(), pictures.get(0).getName())
                : "takes %d inputs, of which %d may be pictures; expected one picture and nothing else"
                    .formatted(inputs.size(), pictures.size()));
      }
      NodeInfo node = inputs.iterator().next();
      if (config.input().isPresent() && !config.input().get().equals(node.getName())) {
        throw bad(
            "has no input \"%s\", which %s names".formatted(config.input().get(), config.file()));
      }
      if (pictures.isEmpty() || !(node.getInfo() instanceof TensorInfo info)) {
        throw bad("takes no picture of 4 axes in float32, float16 or uint8");
      }
      if (info.type == OnnxJavaType.UINT8 && !config.leavesSamples()) {
        throw bad(
            "takes samples of 0 to 255 as they are; set \"do_rescale\" and \"do_normalize\" to false in "
                + config.file());
      }
      long[] shape = info.getShape();
      requireSizes("input", node.getName(), shape);
      Layout layout = config.layout().orElseGet(() -> layout(shape));
      long[] expected = {
        -1, 3, config.cropHeight(), config.cropWidth(),
      };
      int[] axes = layout == Layout.NCHW ? new int[] {0, 1, 2, 3} : new int[] {0, 3, 1, 2};
      for (int axis = 1; axis < 4; axis++) {
        long declared = shape[axes[axis]];
        if (declared > 0 && declared != expected[axis]) {
          throw bad(
              "input \"%s\" is %s (%s); %s would hand it 3 channels of %d x %d"
                  .formatted(
                      node.getName(),
                      Arrays.toString(shape),
                      layout,
                      config.file(),
                      config.cropHeight(),
                      config.cropWidth()));
        }
      }
      return new Input(node.getName(), batch(node.getName(), shape), layout, info.type);
    }

    /** The fixed batch, or -1; one that no memory could hold is told before it is tried. */
    private int batch(String name, long[] shape) {
      int largest = Input.largestRun(config.cropHeight(), config.cropWidth());
      if (shape[0] > largest) {
        throw bad(
            String.format(
                Locale.ROOT,
                "input \"%s\" is %s, fixed at %,d pictures a call; expected %,d of 3 x %d x %d at most (2 GiB), or a batch that is left open",
                name,
                Arrays.toString(shape),
                shape[0],
                largest,
                config.cropHeight(),
                config.cropWidth()));
      }
      return shape[0] > 0 ? (int) shape[0] : -1;
    }

    /** Sizes are whole numbers above 0, or left open, which the library reports as -1. */
    private void requireSizes(String what, String name, long[] shape) {
      for (long size : shape) {
        if (size == 0 || size < -1) {
          throw bad(
              "%s \"%s\" is %s; expected sizes above 0, or none where any will do"
                  .formatted(what, name, Arrays.toString(shape)));
        }
      }
    }

    private Layout layout(long[] shape) {
      if (shape[1] == 3) {
        return Layout.NCHW;
      }
      if (shape[3] == 3) {
        return Layout.NHWC;
      }
      throw bad("does not show where its channels are; set \"layout\" in " + config.file());
    }

    Output output(Collection<NodeInfo> outputs) {
      NodeInfo node =
          config.output().isPresent()
              ? named(outputs, config.output().get())
              : conventional(outputs);
      if (!(node.getInfo() instanceof TensorInfo info)
          || (info.type != OnnxJavaType.FLOAT && info.type != OnnxJavaType.FLOAT16)) {
        throw bad("output \"%s\" holds no floats".formatted(node.getName()));
      }
      long[] shape = info.getShape();
      requireSizes("output", node.getName(), shape);
      boolean vector = shape.length == 2 || (shape.length == 4 && shape[2] == 1 && shape[3] == 1);
      if (shape.length == 3) {
        if (config.pooling().isEmpty()) {
          throw bad(
              "output \"%s\" holds tokens %s; set \"pooling\": \"cls\" or \"mean\" in %s"
                  .formatted(node.getName(), Arrays.toString(shape), config.file()));
        }
        requireWidth(node.getName(), shape, 2);
        return new Output(model, node.getName(), config.pooling());
      }
      if (!vector) {
        throw bad(
            "output \"%s\" is %s; expected [n, d], or tokens [n, t, d]"
                .formatted(node.getName(), Arrays.toString(shape)));
      }
      requireWidth(node.getName(), shape, 1);
      return new Output(model, node.getName(), Optional.empty());
    }

    private void requireWidth(String name, long[] shape, int axis) {
      if (shape[axis] > WIDEST) {
        throw bad(
            "output \"%s\" is %s; expected embeddings of %d values at most"
                .formatted(name, Arrays.toString(shape), WIDEST));
      }
    }

    private NodeInfo named(Collection<NodeInfo> outputs, String name) {
      return outputs.stream()
          .filter(node -> node.getName().equals(name))
          .findFirst()
          .orElseThrow(
              () -> bad("has no output \"%s\", which %s names".formatted(name, config.file())));
    }

    private NodeInfo conventional(Collection<NodeInfo> outputs) {
      for (String name : OUTPUT_CONVENTION) {
        for (NodeInfo node : outputs) {
          if (node.getName().equals(name)) {
            return node;
          }
        }
      }
      List<NodeInfo> matrices = outputs.stream().filter(node -> axes(node) == 2).toList();
      if (matrices.size() == 1) {
        return matrices.get(0);
      }
      if (outputs.size() == 1) {
        return outputs.iterator().next();
      }
      throw bad("leaves open which output is the embedding; set \"output\" in " + config.file());
    }

    private InputException bad(String what) {
      return new InputException("%s: %s (%s)".formatted(model, what, listing));
    }
  }

  private static boolean isPicture(NodeInfo node) {
    return axes(node) == 4
        && node.getInfo() instanceof TensorInfo info
        && (info.type == OnnxJavaType.FLOAT
            || info.type == OnnxJavaType.FLOAT16
            || info.type == OnnxJavaType.UINT8);
  }

  private static int axes(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo info ? info.getShape().length : 0;
  }

  private static String list(Map<String, NodeInfo> nodes) {
    return nodes.values().stream()
        .map(
            node ->
                node.getInfo() instanceof TensorInfo info
                    ? "%s %s %s"
                        .formatted(node.getName(), info.type, Arrays.toString(info.getShape()))
                    : node.getName())
        .collect(Collectors.joining(", "));
  }
}
