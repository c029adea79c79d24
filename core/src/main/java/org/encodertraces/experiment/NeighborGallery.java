package org.encodertraces.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.extraction.PhotoReader;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Filter;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.Resampling;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.neighbors.QueryNeighbors;
import org.encodertraces.neighbors.QueryScores;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.NeighborsResult.Identity;
import org.encodertraces.result.NeighborsResult.Neighbor;
import org.encodertraces.result.ResultHeader;

/** Neighbors of some queries with the pictures behind the rows. */
final class NeighborGallery {

  private static final int LONGEST_SIDE = 112;
  private static final int QUALITY = 78;

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
    Map<String, String> thumbnails = new TreeMap<>();
    shown.forEach(
        photo ->
            thumbnail(photo)
                .ifPresent(
                    jpeg -> thumbnails.put(photo.id(), Base64.getEncoder().encodeToString(jpeg))));
    return new NeighborsResult(header, embeddings.parameter().id(), k, queries, thumbnails);
  }

  private Identity identity(Photo photo) {
    return new Identity(
        photo.id(), photo.label() < 0 ? null : dataset.classes().get(photo.label()));
  }

  /** Empty for a photo that can no longer be read: the page then shows its name alone. */
  private static Optional<byte[]> thumbnail(Photo photo) {
    try {
      RgbImage image = PhotoReader.decoded(photo, true);
      double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(image.width(), image.height()));
      int width = (int) Math.max(1, Math.round(image.width() * scale));
      int height = (int) Math.max(1, Math.round(image.height() * scale));
      return Optional.of(
          Jpeg.encode(
              Resampling.resize(image, width, height, Filter.BILINEAR),
              QUALITY,
              Chroma.SUBSAMPLED_420));
    } catch (UnreadableImageException e) {
      return Optional.empty();
    }
  }
}
