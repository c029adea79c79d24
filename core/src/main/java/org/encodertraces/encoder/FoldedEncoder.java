package org.encodertraces.encoder;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.EncoderConfig.Pooling;
import org.encodertraces.image.RgbImage;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;

/**
 * A copy of an encoder with a map in its graph, which any ONNX runtime serves.
 *
 * <p>What the settings pick of the encoder's outputs (one of several, pooled tokens, a feature map
 * of one pixel) is picked in the graph, mapped, and the copy's only output: another one would still
 * hold the trace. It keeps the output's name where that is one vector a picture, so that whoever
 * asks for it by name gets the repaired one; pooled tokens get a name of their own. The body is
 * copied byte for byte, be it float32, float16 or of integers. Weights in files beside the model
 * are linked beside the copy, or copied where that cannot be.
 *
 * @param file the copy; its settings lie beside it
 * @param output the name of its output, [n, d]
 * @param leftOut names of the encoder's other outputs
 * @param weights files beside the copy that it takes weights from, and how they came there
 * @param difference the largest of a coordinate between copy and map after the encoder, on the
 *     pictures that it was tried with
 */
public record FoldedEncoder(
    Path file,
    String output,
    List<String> leftOut,
    NavigableMap<String, String> weights,
    double difference) {

  /** What a pooled output is called, unless the graph has a tensor of that name. */
  private static final String POOLED = "image_embeds";

  /** What no rounding explains, by what the output is stored in. */
  private static final double WRONG = 1e-3;

  private static final double WRONG_HALF = 1e-2;

  /**
   * Writes the copy and its settings, after both were tried on some pictures.
   *
   * @param encoder a path that ends in .onnx, or the id of an encoder that is here
   * @param origin what is told of the map in the settings
   * @param target ends in .onnx
   * @throws InputException when the encoder and the map do not fit, saying why
   */
  public static FoldedEncoder write(
      String encoder,
      EmbeddingMap map,
      Map<String, String> origin,
      Path target,
      List<RgbImage> pictures)
      throws IOException {
    Path model = model(encoder);
    Path settings = requireFree(model, target);
    EncoderConfig config = EncoderConfig.beside(model);
    try (OnnxEncoder before = OnnxEncoder.open(model, Compute.ALONE)) {
      if (before.dimension() != map.dimension()) {
        throw new InputException(
            "%s: gives embeddings of %d values; the repair takes %d"
                .formatted(model, before.dimension(), map.dimension()));
      }
      OnnxGraph graph = OnnxGraph.read(model);
      Plan plan = plan(model, before, graph);
      byte[] behind =
          OnnxTail.behind(
              model,
              graph,
              plan.source(),
              map,
              plan.output(),
              graph.outputs().getOrDefault(plan.picked(), new byte[0]));
      OnnxRewrite rewrite = new OnnxRewrite(model, plan.picked(), plan.source().name(), behind);
      WeightFiles weights = WeightFiles.beside(model, target);
      double[] difference = {0};
      try {
        WholeFile.writeFile(
            target,
            temporary -> {
              write(rewrite, temporary);
              try {
                difference[0] =
                    difference(before, map, temporary, config.picking(plan.output()), pictures);
              } catch (InputException e) {
                throw new InputException(
                    "%s: its repaired copy is none: %s"
                        .formatted(
                            model,
                            String.valueOf(e.getMessage())
                                .replace(temporary.toString(), target.toString())),
                    e);
              }
              if (!(difference[0] <= (plan.source().half() ? WRONG_HALF : WRONG))) {
                throw new InputException(
                    String.format(
                        Locale.ROOT,
                        "%s: its repaired copy differs from the map behind it by %.2g; expected"
                            + " rounding alone (traces encoders check may tell why)",
                        model,
                        difference[0]));
              }
              writeSettings(config, plan.output(), origin, settings, Sha256.of(temporary));
            });
      } catch (IOException | RuntimeException e) {
        weights.remove();
        throw e;
      }
      return new FoldedEncoder(
          target,
          plan.output(),
          graph.outputs().keySet().stream().filter(name -> !name.equals(plan.picked())).toList(),
          weights.how(),
          difference[0]);
    }
  }

  private static Path model(String encoder) throws IOException {
    if (encoder.endsWith(".onnx")) {
      return Path.of(encoder);
    }
    if (!encoder.startsWith("builtin/")) {
      Optional<Path> here = EncoderHome.of(System.getenv()).find(encoder);
      if (here.isPresent()) {
        return here.get();
      }
      // Says what it is instead, or how to get it.
      Encoders.open(encoder).close();
    }
    throw new UsageException(
        "encoder %s: has no graph to put a repair into; expected an .onnx file".formatted(encoder));
  }

  /** Where the settings go; refused where they would take the place of something else. */
  private static Path requireFree(Path model, Path target) throws IOException {
    String name = String.valueOf(target.getFileName());
    if (!name.endsWith(".onnx")) {
      throw new UsageException("onnx %s: expected a name that ends in .onnx".formatted(target));
    }
    if (Files.exists(target) && Files.exists(model) && Files.isSameFile(target, model)) {
      throw new UsageException("onnx %s: is the encoder itself".formatted(target));
    }
    Path settings =
        target.resolveSibling(name.substring(0, name.length() - ".onnx".length()) + ".json");
    if (Files.exists(settings)) {
      try {
        EncoderConfig.read(settings);
      } catch (InputException e) {
        throw new UsageException(
            "onnx %s: its settings would take the place of %s, which are no encoder's; choose another name"
                .formatted(target, settings));
      }
    }
    return settings;
  }

  /**
   * What becomes of the names.
   *
   * @param picked the encoder's output
   * @param output the copy's
   */
  private record Plan(String picked, OnnxTail.Source source, String output) {}

  private static Plan plan(Path model, OnnxEncoder encoder, OnnxGraph graph) {
    String picked = encoder.output().name();
    TensorInfo info = encoder.outputInfo();
    if (!graph.made().contains(picked)) {
      throw new InputException(
          "%s: no node gives its output \"%s\"; expected one that a repair can stand behind"
              .formatted(model, picked));
    }
    Optional<Pooling> pooling = encoder.output().pooling();
    String inside = pooling.isPresent() ? picked : free(graph, picked + "_before_repair");
    return new Plan(
        picked,
        new OnnxTail.Source(
            inside, info.type == OnnxJavaType.FLOAT16, info.getShape().length, pooling),
        pooling.isPresent() ? free(graph, POOLED) : picked);
  }

  private static String free(OnnxGraph graph, String name) {
    String free = name;
    for (int i = 2; graph.names().contains(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private static void write(OnnxRewrite rewrite, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      rewrite.write(out);
      out.flush();
      channel.force(true);
    }
  }

  private static double difference(
      OnnxEncoder before,
      EmbeddingMap map,
      Path copy,
      EncoderConfig config,
      List<RgbImage> pictures)
      throws IOException {
    try (OnnxEncoder after = OnnxEncoder.open(copy, config, Compute.ALONE)) {
      List<RgbImage> crops = pictures.stream().map(before::crop).toList();
      float[] raw = before.embed(crops);
      float[] repaired = after.embed(crops);
      int d = map.dimension();
      double worst = 0;
      for (int i = 0; i < crops.size(); i++) {
        double[] expected = map.of(raw, i * d);
        for (int j = 0; j < d; j++) {
          double difference = Math.abs(expected[j] - repaired[i * d + j]);
          worst = difference <= worst ? worst : difference;
        }
      }
      return worst;
    }
  }

  private static void writeSettings(
      EncoderConfig config, String output, Map<String, String> origin, Path target, String sha256)
      throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode settings = (ObjectNode) json.readTree(config.file().toFile());
    settings.put("output", output);
    settings.remove("pooling");
    settings.put("sha256", sha256);
    ObjectNode origins = json.createObjectNode();
    if (settings.has("origin")) {
      origins.set("encoder", settings.get("origin"));
    }
    ObjectNode repair = origins.putObject("repair");
    origin.forEach(repair::put);
    settings.set("origin", origins);
    WholeFile.writeString(target, json.writeValueAsString(settings) + "\n");
  }
}
