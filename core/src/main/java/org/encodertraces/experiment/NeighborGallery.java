package org.encodertraces.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.neighbors.QueryNeighbors;
import org.encodertraces.neighbors.QueryScores;
import org.encodertraces.photo.Thumbnail;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.NeighborsResult.Identity;
import org.encodertraces.result.NeighborsResult.Neighbor;
import org.encodertraces.result.ResultHeader;

/** Neighbors of some queries with the pictures behind the rows. */
final class NeighborGallery {

  private final ParameterEmbeddings embeddings;
  private final ImageDataset dataset;
  private final List<Photo> train;
  private final List<Photo> val;

  private NeighborGallery(ParameterEmbeddings embeddings, ImageDataset dataset) throws IOException {
    this.embeddings = embeddings;
    this.dataset = dataset;
    train = embeddings.photos(dataset, Split.TRAIN);
    val = embeddings.photos(dataset, Split.VAL);
  }

  /**
   * The gallery of some queries.
   *
   * @param other the processing that clashes with it
   * @throws InputException when the photos are not those behind the embeddings
   * @throws UsageException when k is not between 1 and the number of training photos
   */
  static NeighborsResult make(
      ResultHeader header,
      ParameterEmbeddings embeddings,
      ImageDataset dataset,
      List<QueryScores> queries,
      int other,
      int k)
      throws IOException {
    return new NeighborGallery(embeddings, dataset).make(header, queries, other, k);
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
}
