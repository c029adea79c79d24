package org.encodertraces.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.dataset.PhotoPlaces;
import org.encodertraces.encoder.Device;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.jspecify.annotations.Nullable;

/**
 * The encoders of a run, opened once in each executor: the references travel, a session does not.
 * Spark keeps one of these an executor, as the value of a broadcast, and all its tasks share the
 * sessions. That they are the same encoders {@code ShardExtractor} checks, by their SHA-256.
 */
final class ExecutorEncoders implements Serializable {

  private static final long serialVersionUID = 1;

  private record Reference(String text, String device) implements Serializable {}

  private final List<Reference> references;
  private transient @Nullable List<Encoder> opened;
  private transient @Nullable PhotoPlaces places;

  ExecutorEncoders(List<Encoder> encoders) {
    references = new ArrayList<>();
    for (Encoder encoder : encoders) {
      references.add(new Reference(encoder.reference(), encoder.card().device()));
    }
  }

  /** Opened by the first task that asks; they are closed with the process. */
  synchronized List<Encoder> opened() throws IOException {
    if (opened == null) {
      List<Encoder> all = new ArrayList<>();
      for (Reference reference : references) {
        all.add(Encoders.open(reference.text(), Device.of(reference.device())));
      }
      opened = List.copyOf(all);
    }
    return opened;
  }

  /** Reads where photos lie, so that tasks share what is kept of Parquet files. */
  synchronized PhotoPlaces places() {
    if (places == null) {
      places = new PhotoPlaces();
    }
    return places;
  }
}
