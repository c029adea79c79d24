package org.encodertraces.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * An ordered list of photos in two splits.
 *
 * @param name of the folder that its embeddings go to
 * @param classes names by label; empty when the photos have none
 * @param splitRule how photos came to their split, in words
 */
public record ImageDataset(
    String name,
    Path root,
    List<String> classes,
    String splitRule,
    List<Photo> train,
    List<Photo> val) {

  public ImageDataset {
    classes = List.copyOf(classes);
    train = List.copyOf(train);
    val = List.copyOf(val);
  }

  /** The photos of one split, in the order of their ids. */
  public List<Photo> photos(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VAL -> val;
    };
  }
}
