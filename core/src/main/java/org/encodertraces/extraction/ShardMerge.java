package org.encodertraces.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.encodertraces.dataset.Photo;
import org.encodertraces.embedding.DType;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.processing.Processing;

/**
 * The merge: final files from finished shards, one shard open at a time and one batch of rows in
 * memory.
 *
 * @param shards in order
 * @param photos of all shards, {@code perShard} each but for the last
 */
record ShardMerge(List<ShardFile> shards, List<Photo> photos, int perShard) {

  /** The photo of a shard's position. */
  private Photo photo(int shard, int position) {
    return photos.get(shard * perShard + position);
  }

  /** Photos that have rows, in the order of the rows. */
  List<Photo> withRows() {
    List<Photo> withRows = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      for (int position : shards.get(shard).rows()) {
        withRows.add(photo(shard, position));
      }
    }
    return withRows;
  }

  List<SkippedPhoto> skipped() {
    List<SkippedPhoto> skipped = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      int shard = i;
      shards
          .get(i)
          .skipped()
          .forEach(
              (position, reason) ->
                  skipped.add(new SkippedPhoto(photo(shard, position).id(), reason)));
    }
    return skipped;
  }

  /** Writes what each photo was, rows or not. */
  void writeSources(Path file) throws IOException {
    PhotoSource.writeAll(
        file,
        line -> {
          for (int shard = 0; shard < shards.size(); shard++) {
            List<PhotoSource> sources = shards.get(shard).sources();
            for (int position = 0; position < sources.size(); position++) {
              line.write(photo(shard, position).id(), sources.get(position));
            }
          }
        });
  }

  /**
   * Writes the embeddings of an encoder under a processing.
   *
   * @param keeps photos whose rows the file gets
   * @param kept all of them, in order
   * @param labeled whether the file gets the photos' labels
   * @return SHA-256 of the file
   */
  String writeEmbeddings(
      Path file,
      int encoder,
      Processing processing,
      Predicate<Photo> keeps,
      List<Photo> kept,
      boolean labeled)
      throws IOException {
    int dimension = shards.get(0).layout().dimensions().get(encoder);
    List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
    tensors.add(
        new SafetensorsWriter.Tensor(
            EmbeddingFolder.EMBEDDINGS,
            DType.F32,
            List.of((long) kept.size(), (long) dimension),
            sink -> {
              for (int shard = 0; shard < shards.size(); shard++) {
                copyRows(shard, encoder, processing, keeps, sink);
              }
            }));
    if (labeled) {
      tensors.add(
          SafetensorsWriter.Tensor.integers(
              EmbeddingFolder.LABELS, kept.stream().mapToLong(Photo::label).toArray()));
    }
    for (String mark : kept.get(0).marks().keySet()) {
      tensors.add(
          SafetensorsWriter.Tensor.integers(
              mark, kept.stream().mapToLong(photo -> photo.mark(mark)).toArray()));
    }
    return SafetensorsWriter.write(file, Map.of(), tensors);
  }

  /** Rows that are kept one after the other are written at once. */
  private void copyRows(
      int shard,
      int encoder,
      Processing processing,
      Predicate<Photo> keeps,
      SafetensorsWriter.Sink sink)
      throws IOException {
    ShardFile file = shards.get(shard);
    int dimension = file.layout().dimensions().get(encoder);
    file.read(
        encoder,
        processing,
        (values, from, count) -> {
          int begin = 0;
          for (int i = 0; i < count; i++) {
            if (!keeps.test(photo(shard, file.rows()[from + i]))) {
              sink.floats(values, begin * dimension, (i - begin) * dimension);
              begin = i + 1;
            }
          }
          sink.floats(values, begin * dimension, (count - begin) * dimension);
        });
  }
}
