package org.encodertraces.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.extraction.Thumbnail;
import org.encodertraces.neighbors.QueryNeighbors;
import org.encodertraces.neighbors.QueryScores;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.NeighborsResult.Identity;
import org.encodertraces.result.NeighborsResult.Neighbor;
import org.encodertraces.result.ResultHeader;

/** Neighbors of some queries with the pictures behind the rows. */
public final class NeighborGallery {

  private final ParameterEmbeddings embeddings;
  private final ImageDataset dataset;
  private final List<Photo> train;
  private final List<Photo> val;

  private NeighborGallery(
      ParameterEmbeddings embeddings, ImageDataset dataset, EmbeddingFolder folder)
      throws IOException {
    this.embeddings = embeddings;
    this.dataset = dataset;
    train = photos(folder, Split.TRAIN, embeddings.train().get(0));
    val = photos(folder, Split.VAL, embeddings.val().get(0));
  }

  /**
   * The gallery of some queries.
   *
   * @param other the processing that clashes with it
   * @throws InputException when the photos are not those behind the embeddings
   * @throws UsageException when k is not between 1 and the number of training photos
   */
  public static NeighborsResult make(
      ResultHeader header,
      ParameterEmbeddings embeddings,
      EmbeddingFolder folder,
      ImageDataset dataset,
      List<QueryScores> queries,
      int other,
      int k)
      throws IOException {
    return new NeighborGallery(embeddings, dataset, folder).make(header, queries, other, k);
  }

  private NeighborsResult make(
      ResultHeader header, List<QueryScores> scoresOfQueries, int other, int k) {
    List<NeighborsResult.Query> queries = new ArrayList<>();
    Set<Photo> shown = new LinkedHashSet<>();
    for (QueryScores scores : scoresOfQueries) {
      QueryNeighbors found = QueryNeighbors.of(scores, other, k);
      Photo asked = val.get(scores.query());
      NeighborsResult.Query query =
          NeighborsResult.query(
              embeddings.parameter(),
              found,
              identity(asked),
              neighbor -> identity(train.get(neighbor)));
      queries.add(query);
      shown.add(asked);
      for (List<Neighbor> list : List.of(query.baseline(), query.posSame(), query.negSame())) {
        list.forEach(neighbor -> shown.add(train.get(neighbor.row())));
      }
    }
    return new NeighborsResult(
        header, embeddings.parameter().id(), k, queries, Thumbnail.all(shown));
  }

  private Identity identity(Photo photo) {
    return new Identity(
        photo.id(), photo.label() < 0 ? null : dataset.classes().get(photo.label()));
  }

  /** The photos behind the rows: by the list that extraction left, else by the study's order. */
  private List<Photo> photos(EmbeddingFolder folder, Split split, EmbeddingTable table)
      throws IOException {
    List<Photo> ofDataset = dataset.photos(split);
    List<Photo> ofFile = ofDataset;
    List<String> ids = folder.photoIds(embeddings.encoder(), split).orElse(List.of());
    if (!ids.isEmpty()) {
      Map<String, Photo> byId = new HashMap<>();
      ofDataset.forEach(photo -> byId.put(photo.id(), photo));
      ofFile =
          ids.stream()
              .map(
                  id -> {
                    Photo photo = byId.get(id);
                    if (photo == null) {
                      throw new InputException(
                          "%s: lacks %s, which %s was extracted from (split %s)"
                              .formatted(
                                  dataset.root(),
                                  id,
                                  folder.photos(embeddings.encoder(), split),
                                  split.id()));
                    }
                    return photo;
                  })
              .toList();
    }
    int[] rows = IntStream.range(0, table.rows().count()).map(table.rows()::rowOfFile).toArray();
    int needed = IntStream.of(rows).max().orElse(0) + 1;
    boolean whole = embeddings.dropped().equals(ParameterEmbeddings.Dropped.NONE);
    boolean others = ids.isEmpty() && whole && ofFile.size() != rows.length;
    if (others || needed > ofFile.size()) {
      throw new InputException(
          "%s: %d photos in split %s; %s has %d rows, and no list of photos beside it tells which"
              .formatted(
                  dataset.root(),
                  ofFile.size(),
                  split.id(),
                  table.rows().file(),
                  table.rows().count()));
    }
    List<Photo> photos = new ArrayList<>();
    for (int row : rows) {
      photos.add(ofFile.get(row));
    }
    return photos;
  }
}
