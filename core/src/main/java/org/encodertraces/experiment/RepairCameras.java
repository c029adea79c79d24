package org.encodertraces.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.acquisition.LabelTable;
import org.encodertraces.acquisition.SplitMaker.LabeledPhoto;
import org.encodertraces.dataset.Photo;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.Rows;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.repair.Cameras;
import org.encodertraces.repair.RepairData;
import org.encodertraces.retrieval.PairEmbeddings;
import org.jspecify.annotations.Nullable;

/**
 * What a user gives to tell how photos were taken: labels of the photos that are repaired, and
 * pairs of cameras.
 *
 * @param labels Parquet or CSV with a column {@code photo}
 * @param attributes columns of it
 * @param pairs the folder of a data set of pairs, embedded by the same encoder
 */
public record RepairCameras(
    @Nullable String labels, List<String> attributes, @Nullable String pairs) {

  /**
   * What was asked, once it makes sense.
   *
   * @throws UsageException when labels come without attributes, or these without labels
   */
  public RepairCameras {
    if ((labels == null) == !attributes.isEmpty()) {
      throw new UsageException("labels and attributes go together: give both or none");
    }
    attributes = List.copyOf(attributes);
  }

  /**
   * Reads it.
   *
   * @param stored the encoder whose vectors are repaired
   * @throws InputException when the labels name few of the photos, or pairs are of another width
   */
  public Cameras open(RepairData data, StoredEncoder stored) throws IOException {
    List<Cameras.Attribute> known = new ArrayList<>();
    if (labels != null) {
      LabelTable table = LabelTable.open(Path.of(labels));
      for (String name : attributes) {
        known.add(attribute(table, name, data.input().ids()));
      }
    }
    return new Cameras(known, pairs == null ? Optional.empty() : Optional.of(opened(data, stored)));
  }

  private static Cameras.Attribute attribute(LabelTable table, String name, List<String> ids) {
    Map<String, LabeledPhoto> byId = new HashMap<>();
    table.photos(name).forEach(photo -> byId.put(photo.id(), photo));
    List<Optional<LabeledPhoto>> photos = new ArrayList<>();
    TreeSet<String> values = new TreeSet<>();
    for (String id : ids) {
      String number = Photo.flickrId(id).map(flickr -> Long.toString(flickr)).orElse(id);
      Optional<LabeledPhoto> photo =
          Optional.ofNullable(byId.get(id)).or(() -> Optional.ofNullable(byId.get(number)));
      photo.ifPresent(one -> values.add(one.value()));
      photos.add(photo);
    }
    if (values.size() < 2) {
      throw new InputException(
          "%s: column \"%s\" tells %s of the %,d photos; expected two classes or more, and photos named as in the data set (such as %s)"
              .formatted(
                  table.file(),
                  name,
                  values.isEmpty() ? "nothing" : "\"" + values.first() + "\" alone",
                  ids.size(),
                  ids.get(0)));
    }
    List<String> classes = List.copyOf(values);
    int[] numbers = new int[ids.size()];
    Arrays.fill(numbers, Cameras.Attribute.UNKNOWN);
    List<String> owners = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      Optional<LabeledPhoto> photo = photos.get(i);
      if (photo.isPresent()) {
        numbers[i] = classes.indexOf(photo.get().value());
      }
      // Names of photos and of owners never meet.
      owners.add(photo.flatMap(LabeledPhoto::owner).map("owner "::concat).orElse("photo " + i));
    }
    return new Cameras.Attribute(name, numbers, owners, classes.size());
  }

  private Cameras.Pairs opened(RepairData data, StoredEncoder stored) throws IOException {
    PairEmbeddings opened = PairEmbeddings.open(pairsOf(stored));
    int d = data.input().vectors().dimension();
    if (opened.phones().dimension() != d) {
      throw new InputException(
          "%s: vectors of %d values; %s has %d"
              .formatted(
                  opened.file(), opened.phones().dimension(), stored.store().folder().root(), d));
    }
    return new Cameras.Pairs(d, values(opened.phones()), values(opened.cameras()));
  }

  private StoredEncoder pairsOf(StoredEncoder stored) throws IOException {
    return EmbeddingStore.open(Path.of(String.valueOf(pairs))).of(stored.name());
  }

  private static float[] values(Rows rows) {
    float[] values = new float[Math.multiplyExact(rows.count(), rows.dimension())];
    for (int row = 0; row < rows.count(); row++) {
      rows.read(row, values, row * rows.dimension());
    }
    return values;
  }

  /** The files behind it. */
  public List<Path> files(StoredEncoder stored) throws IOException {
    List<Path> files = new ArrayList<>();
    if (labels != null) {
      files.add(Path.of(labels));
    }
    if (pairs != null) {
      files.addAll(PairEmbeddings.open(pairsOf(stored)).files());
    }
    return files;
  }
}
