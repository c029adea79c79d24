package org.encodertraces.repair;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.ParameterEmbeddings;

/** Vectors of files, read a row at a time. */
public final class StoredVectors implements PhotoVectors {

  private final List<List<EmbeddingTable>> parts;
  private final int[] ends;
  private final int[] content;
  private final int contentClasses;

  /** Parts are photos one after another, each by processing. */
  private StoredVectors(List<List<EmbeddingTable>> parts) {
    this.parts = parts;
    ends = new int[parts.size()];
    int photos = 0;
    for (int part = 0; part < ends.length; part++) {
      photos += parts.get(part).get(0).rows().count();
      ends[part] = photos;
    }
    content = new int[photos];
    contentClasses = number(parts, content);
  }

  /** Training photos. */
  public static StoredVectors train(ParameterEmbeddings embeddings) {
    return new StoredVectors(List.of(embeddings.train()));
  }

  /** Training photos, and validation photos after them. */
  public static StoredVectors all(ParameterEmbeddings embeddings) {
    return new StoredVectors(List.of(embeddings.train(), embeddings.val()));
  }

  /** Of several parts, photos one after another: by part, then by processing. */
  public static StoredVectors of(List<List<EmbeddingTable>> parts) {
    return new StoredVectors(parts);
  }

  /** Numbers the labels of all parts from 0, in their order; 0 where one has none. */
  private static int number(List<List<EmbeddingTable>> parts, int[] content) {
    long[] labels = new long[content.length];
    int at = 0;
    for (List<EmbeddingTable> part : parts) {
      Optional<long[]> own = part.get(0).labels();
      if (own.isEmpty()) {
        return 0;
      }
      System.arraycopy(own.get(), 0, labels, at, own.get().length);
      at += own.get().length;
    }
    long[] values = Arrays.stream(labels).distinct().sorted().toArray();
    for (int i = 0; i < labels.length; i++) {
      content[i] = Arrays.binarySearch(values, labels[i]);
    }
    return values.length;
  }

  @Override
  public int photos() {
    return content.length;
  }

  @Override
  public int processings() {
    return parts.get(0).size();
  }

  @Override
  public int dimension() {
    return parts.get(0).get(0).rows().dimension();
  }

  @Override
  public int content(int photo) {
    return content[photo];
  }

  @Override
  public int contentClasses() {
    return contentClasses;
  }

  @Override
  public void read(int photo, int processing, float[] target, int offset) {
    int part = 0;
    while (photo >= ends[part]) {
      part++;
    }
    int row = part == 0 ? photo : photo - ends[part - 1];
    parts.get(part).get(processing).rows().read(row, target, offset);
  }
}
