package org.encodertraces.encoder;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.encodertraces.InputException;

/**
 * What an ONNX file says of itself: the operators of its nodes and the files that hold weights
 * outside of it. ONNX Runtime tells neither.
 *
 * <p>The file is read as a stream of protobuf fields, and weights are skipped where they lie: of
 * gigabytes, none comes to the heap. Field numbers are those of onnx.proto (ONNX 1.17).
 *
 * @param operators of the graph, its subgraphs and functions
 * @param weightFiles relative to the model's folder, as they are written in it
 */
public record OnnxFile(NavigableSet<String> operators, NavigableSet<String> weightFiles) {

  private static final int BLOCK = 1 << 16;

  /** Graphs in attributes of graphs; exporters nest two or three. */
  private static final int DEEPEST = 32;

  /** Names longer than any operator's or path's: such a file is none of an exporter's. */
  private static final int LONGEST_NAME = 4096;

  /**
   * Reads a file.
   *
   * @throws InputException when it is no ONNX model, or names weights outside its folder
   */
  static OnnxFile read(Path model) throws IOException {
    OnnxFile file = new OnnxFile(new TreeSet<>(), new TreeSet<>());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(model), BLOCK)) {
      CodedInputStream fields = CodedInputStream.newInstance(in, BLOCK);
      fields.setSizeLimit(Integer.MAX_VALUE);
      Reader reader = file.new Reader(fields);
      reader.model();
      if (!reader.sawGraph) {
        throw new InputException(model + ": no ONNX model: holds no graph");
      }
    } catch (InvalidProtocolBufferException e) {
      throw new InputException("%s: no ONNX model: %s".formatted(model, e.getMessage()), e);
    }
    file.weightFiles.forEach(name -> requireInside(model, name));
    return file;
  }

  /**
   * Has ONNX Runtime load a file, with the weights beside it, and lets go of it again.
   *
   * @throws InputException when it cannot, saying what the file is instead
   */
  public static void require(Path file) throws IOException {
    OnnxSession.close(OnnxSession.open(file, Compute.ALONE));
  }

  private static void requireInside(Path model, String name) {
    try {
      Path path = Path.of(name).normalize();
      if (!path.isAbsolute() && !path.startsWith("..") && !name.isEmpty()) {
        return;
      }
    } catch (InvalidPathException e) {
      // refused below
    }
    throw new InputException(
        "%s: takes weights from \"%s\"; expected a file in its own folder".formatted(model, name));
  }

  /** Walks the messages that lead to operators and to weights. */
  private final class Reader {
    private final CodedInputStream in;
    private boolean sawGraph;

    Reader(CodedInputStream in) {
      this.in = in;
    }

    private interface Field {
      /** Whether the field was taken. */
      boolean take(int number) throws IOException;
    }

    private void fields(Field field) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        boolean message = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (!message || !field.take(WireFormat.getTagFieldNumber(tag))) {
          in.skipField(tag);
        }
      }
    }

    private void message(Field field) throws IOException {
      int outer = in.pushLimit(in.readRawVarint32());
      fields(field);
      in.checkLastTagWas(0);
      in.popLimit(outer);
    }

    /** ModelProto: 7 graph, 25 functions. */
    void model() throws IOException {
      fields(
          number -> {
            if (number == 7) {
              sawGraph = true;
              graph(0);
              return true;
            }
            if (number == 25) {
              message(inFunction -> node(inFunction, 7, 0));
              return true;
            }
            return false;
          });
    }

    /** GraphProto: 1 node, 5 initializer, 15 sparse_initializer. */
    private void graph(int depth) throws IOException {
      if (depth > DEEPEST) {
        throw new InvalidProtocolBufferException("graphs nested deeper than " + DEEPEST);
      }
      message(
          number -> {
            if (number == 5) {
              tensor();
              return true;
            }
            if (number == 15) {
              sparse();
              return true;
            }
            return node(number, 1, depth);
          });
    }

    /** NodeProto: 4 op_type, 5 attribute. */
    private boolean node(int number, int nodes, int depth) throws IOException {
      if (number != nodes) {
        return false;
      }
      message(
          field -> {
            if (field == 4) {
              operators.add(text());
              return true;
            }
            if (field == 5) {
              attribute(depth);
              return true;
            }
            return false;
          });
      return true;
    }

    /** AttributeProto: 5 t, 6 g, 10 tensors, 11 graphs, 22 sparse_tensor, 23 sparse_tensors. */
    private void attribute(int depth) throws IOException {
      message(
          number -> {
            switch (number) {
              case 5, 10 -> tensor();
              case 6, 11 -> graph(depth + 1);
              case 22, 23 -> sparse();
              default -> {
                return false;
              }
            }
            return true;
          });
    }

    /** SparseTensorProto: 1 values, 2 indices. */
    private void sparse() throws IOException {
      message(
          number -> {
            if (number == 1 || number == 2) {
              tensor();
              return true;
            }
            return false;
          });
    }

    /** TensorProto: 13 external_data, pairs of which "location" is the file. */
    private void tensor() throws IOException {
      message(
          number -> {
            if (number != 13) {
              return false;
            }
            pair().ifPresent(weightFiles::add);
            return true;
          });
    }

    /** StringStringEntryProto: 1 key, 2 value. */
    private Optional<String> pair() throws IOException {
      String[] pair = {"", ""};
      message(
          number -> {
            if (number == 1 || number == 2) {
              pair[number - 1] = text();
              return true;
            }
            return false;
          });
      return pair[0].equals("location") ? Optional.of(pair[1]) : Optional.empty();
    }

    private String text() throws IOException {
      int length = in.readRawVarint32();
      if (length < 0 || length > LONGEST_NAME) {
        throw new InvalidProtocolBufferException("a name of %,d bytes".formatted(length));
      }
      return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
    }
  }
}
