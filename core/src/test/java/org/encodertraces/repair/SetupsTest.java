package org.encodertraces.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.encodertraces.Planted;
import org.encodertraces.Progress;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.neighbors.KnnOutcome;
import org.encodertraces.neighbors.KnnSetups;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.processing.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupsTest {

  @TempDir private Path folder;

  @Test
  void inMemoryTheSetupsAreThoseOfTheEngine() throws InterruptedException {
    ParameterEmbeddings embeddings =
        new Planted(60, 20, 12, 4, 0.8, 3).open(folder, Parameter.SHARPENING);
    KnnOutcome searched;
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      searched = KnnSetups.run(embeddings, 5, engine);
    }
    // The engine's queries are no training photos; here the gallery holds them too. So queries one
    // by one, each behind the training photos.
    StoredVectors all = StoredVectors.all(embeddings);
    Repairing unit = new Repairing(MatrixProduct.best());
    for (int query = 0; query < 20; query++) {
      int[] photos = new int[61];
      Arrays.setAll(photos, i -> i);
      photos[60] = 60 + query;
      HeldVectors one =
          unit.of(HeldVectors.of(all, photos, RepairStudy.allOf(3)), new Repair.OfPictures());
      Map<Setup, double[]> shares = Setups.of(one, 60, 5, new Similarities(MatrixProduct.best()));
      for (Setup setup : List.of(Setup.BASELINE, Setup.ALL_DIFF, Setup.POS_SAME, Setup.NEG_SAME)) {
        assertThat(shares.getOrDefault(setup, new double[1])[0])
            .as("%s of query %d", setup, query)
            .isCloseTo(searched.shares(setup)[query], within(1e-9));
      }
    }
  }
}
