package org.encodertraces.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.dataset.PhotoBytes.InTar;

/**
 * WebDataset shards: in each {@code .tar}, the files of one sample share the part of their name
 * before its first dot: {@code 000017.jpg}, {@code 000017.cls}, {@code 000017.json}.
 *
 * <p>Only headers, classes and JSON are read; a photo's bytes stay where they lie until it is
 * opened.
 */
final class WebDataset {

  private WebDataset() {}

  static ImageDataset read(
      Path root, List<Path> tars, Datasets.Reading reading, Ignored.Count ignored)
      throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path tar : tars) {
      TarShard.read(
          tar,
          reading,
          ignored,
          (key, photo, label) ->
              found.add(
                  new Found(tar.getFileName() + "/" + key, photo, label, Datasets.splitOf(tar))));
    }
    if (found.isEmpty()) {
      throw new InputException(
          root
              + ": no photo in its shards"
              + ignored.sum().lines().stream().map(line -> "; " + line).reduce("", String::concat));
    }
    boolean labeled = found.stream().anyMatch(one -> one.label().isPresent());
    if (!labeled && reading.labelColumn().isPresent()) {
      throw new InputException(
          "%s: no sample has a \"%s\" in its JSON"
              .formatted(root, reading.labelColumn().orElseThrow()));
    }
    if (labeled) {
      found.stream()
          .filter(one -> one.label().isEmpty())
          .forEach(one -> ignored.add("in tars without a class, as others have", one.id()));
      found.removeIf(one -> one.label().isEmpty());
    }
    Labels labels =
        labeled
            ? Labels.of(found.stream().flatMap(one -> one.label().stream()).toList(), List.of())
            : Labels.none(found.size());
    List<Photo> all = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      all.add(new Photo(found.get(i).id(), found.get(i).photo(), labels.labels().get(i)));
    }
    return Datasets.splitByFiles(
            root,
            labels.classes(),
            all,
            found.stream().map(Found::split).toList(),
            "names of the shards",
            reading)
        .ignoring(ignored.sum());
  }

  /** A photo before the classes are numbered. */
  private record Found(String id, InTar photo, Optional<String> label, Optional<Split> split) {}
}
