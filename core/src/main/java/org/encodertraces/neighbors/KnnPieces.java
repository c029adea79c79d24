package org.encodertraces.neighbors;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.internal.Tiles;
import org.encodertraces.linalg.MatrixProduct;

/**
 * The search of {@link KnnSetups} in pieces: units of queries times blocks of training rows. Who
 * searches a piece, and in which order, changes no list: units and blocks are cut by size, products
 * are those of the local run, and a list depends on the set of its candidates alone.
 */
public final class KnnPieces {

  private final KnnSetups setups;
  private final List<QueryUnit> units;

  /** What was found for a unit of queries in some of the training rows. */
  public static final class Found implements Serializable {
    private static final long serialVersionUID = 1;
    private final ShortLists lists;

    private Found(ShortLists lists) {
      this.lists = lists;
    }

    /** This, with what was found for the same unit in other training rows. */
    public Found with(Found others) {
      lists.offerAll(others.lists);
      return this;
    }
  }

  KnnPieces(KnnSetups setups) {
    this.setups = setups;
    units = setups.units(KnnSetups.tiles());
  }

  /** The pieces of embeddings, cut as wherever these embeddings are. */
  public static KnnPieces of(ParameterEmbeddings embeddings, int k, MatrixProduct product) {
    return new KnnPieces(KnnSetups.of(embeddings, k, product));
  }

  /** What is searched. */
  public ParameterEmbeddings embeddings() {
    return setups.embeddings();
  }

  /** Neighbors that vote. */
  public int k() {
    return setups.k();
  }

  /** Units of queries. */
  public int units() {
    return units.size();
  }

  /** Blocks of training rows; each is searched under every processing. */
  public int blocks() {
    return setups.rowBlocks();
  }

  /**
   * Searches on the calling thread.
   *
   * <p>Memory: queries and lists of the units, one block, and one tile of similarities.
   *
   * @param firstUnit of {@code unitCount}
   * @param firstBlock of {@code blockCount}
   * @return for each unit
   */
  public List<Found> search(int firstUnit, int unitCount, int firstBlock, int blockCount) {
    try (Tiles tiles = KnnSetups.tiles();
        Tiles rows = setups.rowMemory()) {
      // Of its own: threads may search other blocks for the same units.
      List<QueryUnit> searched = setups.units(tiles).subList(firstUnit, firstUnit + unitCount);
      return search(searched, setups.blocks(firstBlock, firstBlock + blockCount, unitCount, rows));
    }
  }

  private static List<Found> search(List<QueryUnit> searched, List<TrainingBlock> blocks) {
    searched.forEach(QueryUnit::open);
    try {
      for (TrainingBlock block : blocks) {
        searched.forEach(unit -> unit.search(block));
      }
      List<Found> found = new ArrayList<>();
      searched.forEach(unit -> found.add(new Found(unit.lists())));
      return found;
    } finally {
      searched.forEach(QueryUnit::close);
    }
  }

  /** Who of a unit is classified right, once all blocks were searched. */
  public BitSet answers(int unit, Found found) {
    return units.get(unit).answers(found.lists);
  }
}
