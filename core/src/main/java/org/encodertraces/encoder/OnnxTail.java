package org.encodertraces.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.encoder.EncoderConfig.Pooling;
import org.encodertraces.encoder.OnnxFields.Attribute;

/**
 * The nodes that put a map behind a graph, by operators that every runtime has, in the opset that
 * the graph has already. They compute in float32 whatever the graph computes in.
 *
 * <p>A length has 1e-30 added, which changes none above 1e-22 and keeps a row of zeros from
 * dividing by zero; b is multiplied by length / (length + 1e-30), 1 for every row but one of zeros:
 * such a row stays as it is, as it does everywhere else.
 */
final class OnnxTail {

  /** The first with numpy's broadcasting. */
  private static final long OLDEST_OPSET = 7;

  /** From here on, reductions take their axes as an input. */
  private static final long OPSET_OF_AXES_AS_INPUT = 18;

  private static final float TINY = 1e-30f;

  private final OnnxFields fields;
  private final String prefix;
  private final boolean axesAsInput;
  private int nodes;

  private OnnxTail(OnnxGraph graph, String prefix) {
    this.fields = new OnnxFields(graph.irVersion());
    this.prefix = prefix;
    this.axesAsInput = graph.opset() >= OPSET_OF_AXES_AS_INPUT;
  }

  /**
   * The embedding of a graph, as the settings pick it.
   *
   * @param name of the tensor, as the nodes behind it find it
   * @param half whether it is float16
   * @param axes 2 for [n, d], 4 for [n, d, 1, 1], 3 for tokens [n, t, d]
   * @param pooling of tokens
   */
  record Source(String name, boolean half, int axes, Optional<Pooling> pooling) {}

  /**
   * The fields to put behind those of the graph: nodes, weights, and the output [n, d], of the type
   * that the source has.
   *
   * @param declared the output that the source was, as ValueInfoProto
   */
  static byte[] behind(
      Path model, OnnxGraph graph, Source source, EmbeddingMap map, String output, byte[] declared)
      throws IOException {
    if (graph.opset() < OLDEST_OPSET) {
      throw new InputException(
          "%s: is of ONNX opset %d; a repair is put into graphs of opset %d and later"
              .formatted(model, graph.opset(), OLDEST_OPSET));
    }
    OnnxTail tail = new OnnxTail(graph, freePrefix(graph.names()));
    tail.add(source, map, output);
    tail.fields.output(
        output, source.half() ? OnnxFields.FLOAT16 : OnnxFields.FLOAT, declared, map.dimension());
    return tail.fields.toByteArray();
  }

  /** One that no name in the graph begins with: it may be repaired again. */
  private static String freePrefix(Set<String> names) {
    for (int i = 1; ; i++) {
      String prefix = i == 1 ? "repair/" : "repair%d/".formatted(i);
      if (names.stream().noneMatch(name -> name.startsWith(prefix))) {
        return prefix;
      }
    }
  }

  private void add(Source source, EmbeddingMap map, String output) {
    long d = map.dimension();
    fields.floats(prefix + "weight", map.transposed(), d, d);
    fields.floats(prefix + "bias", map.bias(), d);
    fields.floats(prefix + "tiny", new float[] {TINY});
    String x = source.name();
    if (source.half()) {
      x = node("Cast", List.of(x), Attribute.integer("to", OnnxFields.FLOAT));
    }
    if (source.axes() == 4) {
      x = node("Flatten", List.of(x), Attribute.integer("axis", 1));
    }
    if (source.pooling().isPresent()) {
      x =
          switch (source.pooling().get()) {
            case CLS -> {
              fields.integer(prefix + "first", 0);
              yield node("Gather", List.of(x, prefix + "first"), Attribute.integer("axis", 1));
            }
            case MEAN -> reduce("ReduceMean", x, 0);
          };
    }
    String length = reduce("ReduceL2", x, 1);
    String divisor = node("Add", List.of(length, prefix + "tiny"));
    String isThere = node("Div", List.of(length, divisor));
    if (map.unitFirst()) {
      x = node("Div", List.of(x, divisor));
    }
    String product = node("MatMul", List.of(x, prefix + "weight"));
    String bias = node("Mul", List.of(isThere, prefix + "bias"));
    String sum = node("Add", List.of(product, bias));
    String after = node("Add", List.of(reduce("ReduceL2", sum, 1), prefix + "tiny"));
    if (source.half()) {
      String unit = node("Div", List.of(sum, after));
      fields.node(
          "Cast",
          prefix + "output",
          List.of(unit),
          output,
          Attribute.integer("to", OnnxFields.FLOAT16));
    } else {
      fields.node("Div", prefix + "output", List.of(sum, after), output);
    }
  }

  /** Over axis 1. */
  private String reduce(String operator, String x, int keepsAxis) {
    Attribute keep = Attribute.integer("keepdims", keepsAxis);
    if (!axesAsInput) {
      return node(operator, List.of(x), Attribute.integers("axes", 1), keep);
    }
    String axes = prefix + "axes" + nodes;
    fields.integer(axes, 1, 1);
    return node(operator, List.of(x, axes), keep);
  }

  private String node(String operator, List<String> inputs, Attribute... attributes) {
    String output = "%s%s_%d".formatted(prefix, operator, nodes++);
    fields.node(operator, output, inputs, output, attributes);
    return output;
  }
}
