package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.DType;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.machine.PlantedEmbeddings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * Writes {@code planted/bench} of ImageNet's size under the classes of jpeg into a folder, and
 * links the classes of sharpening that are none of jpeg's to files of others, since a trace is
 * planted whatever it is called.
 *
 * <p>Arguments: the folder (12.3 GB); training photos and validation photos, if not ImageNet's.
 */
final class ImageNetSize {

  private static final EncoderName ENCODER = EncoderName.ofId("planted/bench");
  private static final int DIMENSION = 768;
  private static final int CONTENT_CLASSES = 1_000;

  private ImageNetSize() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    PlantedEmbeddings planted =
        arguments.length < 3
            ? PlantedEmbeddings.ofImageNet(folder)
            : new PlantedEmbeddings(
                folder,
                DType.F16,
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                DIMENSION,
                CONTENT_CLASSES);
    ParameterEmbeddings embeddings = planted.open();
    link(new EmbeddingFolder(folder));
    System.out.printf(
        "%d and %d photos under %d classes%n",
        embeddings.trainRows(), embeddings.valRows(), embeddings.classes());
  }

  private static void link(EmbeddingFolder files) throws IOException {
    List<Processing> there = Parameter.JPEG.classes();
    int next = 0;
    for (Processing processing : Parameter.SHARPENING.classes()) {
      if (there.contains(processing)) {
        continue;
      }
      for (Split split : Split.HALVES) {
        Path link = files.file(ENCODER, processing, split);
        if (!Files.exists(link)) {
          Files.createDirectories(link.getParent());
          Files.createLink(link, files.file(ENCODER, there.get(next), split));
        }
      }
      next++;
    }
  }
}
