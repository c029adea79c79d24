package org.encodertraces.shooting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.camera.Camera;
import org.encodertraces.io.Csv;
import org.encodertraces.io.WholeFile;

/** Tells which photos of a run with two cameras are pairs, as {@code traces pairs} reads it. */
public final class PairList {

  private PairList() {}

  /**
   * Writes {@code pairs.csv} with the columns photo, subject, model and type; of subjects whose
   * photos were written.
   */
  public static Path write(ShootRun.Settings settings) throws IOException {
    List<List<String>> labels = Csv.read(settings.out().resolve("labels.csv"));
    List<String> lines = new ArrayList<>();
    lines.add("photo,subject,model,type");
    Camera first = settings.cameras().get(0);
    Camera second = settings.cameras().get(1);
    // Of two phones, or none, the first stands for one: retrieval asks for two types.
    Camera phone = second.phone() && !first.phone() ? second : first;
    for (List<String> row : labels.subList(1, labels.size())) {
      lines.add(
          Csv.line(
              "photos/" + row.get(0),
              row.get(1),
              row.get(2),
              row.get(2).equals(phone.name()) ? "phone" : "camera"));
    }
    Path file = settings.out().resolve("pairs.csv");
    WholeFile.writeString(file, String.join("\n", lines) + "\n");
    return file;
  }
}
