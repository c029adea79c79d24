package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.machine.PlantedEmbeddings;

/** Writes {@code planted/bench} of ImageNet's size under the classes of jpeg into a folder. */
final class ImageNetSize {

  private ImageNetSize() {}

  public static void main(String[] arguments) throws IOException {
    ParameterEmbeddings embeddings = PlantedEmbeddings.ofImageNet(Path.of(arguments[0])).open();
    System.out.printf(
        "%d and %d photos under %d classes%n",
        embeddings.trainRows(), embeddings.valRows(), embeddings.classes());
  }
}
