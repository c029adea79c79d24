package org.encodertraces.hub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.google.protobuf.ByteString;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.encodertraces.http.CutServer;
import org.encodertraces.io.Sha256;
import org.encodertraces.random.NumpyGenerator;

/**
 * A local HTTPS server that answers as the hub does, or as badly as a test asks: HEAD tells length
 * and hash, GET redirects to another host for the bytes.
 */
final class HubStub implements AutoCloseable {

  final byte[] weights = bytes(100_000, 2);
  final byte[] model;

  /** All that was asked, in order. */
  final List<Request> requests = new CopyOnWriteArrayList<>();

  /** Stands in for any answer. */
  Function<Request, Optional<ResponseDefinitionBuilder>> override = request -> Optional.empty();

  /**
   * Stands in for what the machines with the bytes answer; the argument is the first byte asked.
   */
  Function<Integer, Optional<ResponseDefinitionBuilder>> cdn = from -> Optional.empty();

  /** Stands in for what the hub answers to HEAD. */
  Optional<ResponseDefinitionBuilder> head = Optional.empty();

  private final boolean external;
  private final WireMockServer server;
  private final CutServer cutter;

  /**
   * A hub.
   *
   * @param external whether the model keeps weights in a file beside it
   */
  HubStub(boolean external) {
    this.external = external;
    model = model(external);
    cutter = new CutServer(true, model);
    server =
        new WireMockServer(
            options().dynamicPort().dynamicHttpsPort().gzipDisabled(true).extensions(new Hub()));
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse()));
  }

  URI endpoint() {
    return URI.create("https://localhost:" + server.httpsPort());
  }

  /** The same machine by another name is another host. */
  String elsewhere(String path) {
    return "https://127.0.0.1:%d%s".formatted(server.httpsPort(), path);
  }

  int plainPort() {
    return server.port();
  }

  /** Sends on to a server that hangs up before this byte. */
  Optional<ResponseDefinitionBuilder> cutAt(int offset) {
    return Optional.of(
        aResponse().withStatus(302).withHeader("Location", cutter.cutAt(offset).toString()));
  }

  /** Requests of this method whose path holds this. */
  long asked(RequestMethod method, String path) {
    return requests.stream()
        .filter(one -> one.getMethod().equals(method) && one.getUrl().contains(path))
        .count();
  }

  static ResponseDefinitionBuilder page() {
    return aResponse()
        .withHeader("Content-Type", "text/html; charset=utf-8")
        .withBody("<html><body>Welcome to our WiFi. Please sign in.</body></html>");
  }

  private final class Hub implements ResponseDefinitionTransformerV2 {
    @Override
    public ResponseDefinition transform(ServeEvent event) {
      Request request = event.getRequest();
      requests.add(request);
      return override.apply(request).orElseGet(() -> answer(request)).build();
    }

    @Override
    public String getName() {
      return "hub";
    }
  }

  private ResponseDefinitionBuilder answer(Request request) {
    String path = request.getUrl();
    byte[] file = path.endsWith("_data") ? weights : model;
    if (path.startsWith("/cdn/")) {
      return bytesOf(request, file);
    }
    boolean missing = path.contains("_data") && !external;
    if (missing || path.endsWith(".data")) {
      return aResponse().withStatus(404).withHeader("X-Error-Code", "EntryNotFound");
    }
    if (request.getMethod().equals(RequestMethod.HEAD)) {
      return head.orElseGet(() -> promise(file));
    }
    return aResponse()
        .withStatus(302)
        .withHeader("Location", elsewhere("/cdn/" + path.substring(path.lastIndexOf('/') + 1)));
  }

  /** What the hub says of a file in large file storage; the redirect has a body of its own. */
  ResponseDefinitionBuilder promise(byte[] file) {
    return aResponse()
        .withStatus(302)
        .withHeader("Location", elsewhere("/cdn/vision_model.onnx"))
        .withHeader("Content-Length", "1287")
        .withHeader("X-Linked-Size", Integer.toString(file.length))
        .withHeader("X-Linked-ETag", "\"" + Sha256.of(file) + "\"")
        .withHeader("X-Repo-Commit", "abc123");
  }

  private ResponseDefinitionBuilder bytesOf(Request request, byte[] file) {
    int from = from(request);
    return cdn.apply(from).orElseGet(() -> rest(file, from));
  }

  static int from(Request request) {
    String range = request.containsHeader("Range") ? request.getHeader("Range") : "";
    return range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
  }

  /** The bytes from here on. */
  static ResponseDefinitionBuilder rest(byte[] file, int from) {
    ResponseDefinitionBuilder answer =
        aResponse()
            .withStatus(from > 0 ? 206 : 200)
            .withHeader("Content-Type", "application/octet-stream")
            .withHeader("Content-Length", Integer.toString(file.length - from))
            .withBody(Arrays.copyOfRange(file, from, file.length));
    return from == 0
        ? answer
        : answer.withHeader(
            "Content-Range", "bytes %d-%d/%d".formatted(from, file.length - 1, file.length));
  }

  private static byte[] model(boolean external) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    graph.addInput(value("x"));
    graph.addOutput(value("y"));
    graph.addNode(NodeProto.newBuilder().setOpType("Relu").addInput("x").addOutput("y"));
    TensorProto.Builder filler =
        TensorProto.newBuilder()
            .setName("filler")
            .setDataType(TensorProto.DataType.UINT8.getNumber());
    graph.addInitializer(
        external
            ? filler
                .addDims(100_000)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                    StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue("vision_model.onnx_data"))
            : filler.addDims(300_000).setRawData(ByteString.copyFrom(bytes(300_000, 1))));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(4)))))
        .build();
  }

  private static byte[] bytes(int count, int seed) {
    NumpyGenerator random = new NumpyGenerator(seed);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) random.nextInt(0, 256);
    }
    return bytes;
  }

  @Override
  public void close() {
    cutter.close();
    server.stop();
  }
}
