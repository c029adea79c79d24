package org.encodertraces.dataset;

import java.util.Optional;
import org.encodertraces.dataset.PhotoBytes.InTar;

/** The files of a tar that share a name, in the making. */
final class TarSample {
  private Optional<InTar> photo = Optional.empty();
  private Optional<String> ofClassFile = Optional.empty();
  private Optional<String> ofJson = Optional.empty();

  Optional<InTar> photo() {
    return photo;
  }

  /** Takes a picture in place of an earlier one, which is returned. */
  Optional<InTar> take(InTar picture) {
    Optional<InTar> before = photo;
    photo = Optional.of(picture);
    return before;
  }

  void classFile(String text) {
    ofClassFile = Optional.of(text);
  }

  void json(String text) {
    ofJson = Optional.of(text);
  }

  /** A file of its own says it more plainly than a key that may mean anything. */
  Optional<String> label(boolean columnChosen) {
    return columnChosen ? ofJson : ofClassFile.or(() -> ofJson);
  }
}
