package org.encodertraces.copies;

import java.util.ArrayList;
import java.util.List;
import org.encodertraces.linalg.internal.UnitRows;

/** The embeddings of several kinds of copies, each [photos, d]. */
final class CopyRows implements AutoCloseable {

  private final List<UnitRows> rows = new ArrayList<>();

  CopyRows(int kinds, int photos, int dimension) {
    for (int i = 0; i < kinds; i++) {
      rows.add(new UnitRows(photos, dimension));
    }
  }

  UnitRows of(int kind) {
    return rows.get(kind);
  }

  /** Keeps these rows of every kind alone. */
  void select(int[] kept) {
    for (int i = 0; i < rows.size(); i++) {
      UnitRows selected = select(rows.get(i), kept);
      rows.get(i).close();
      rows.set(i, selected);
    }
  }

  /** Some rows as rows of their own, to be closed by whoever asked. */
  static UnitRows select(UnitRows rows, int[] kept) {
    UnitRows selected = new UnitRows(kept.length, rows.dimension());
    for (int i = 0; i < kept.length; i++) {
      selected.copy(i, rows, kept[i]);
    }
    return selected;
  }

  @Override
  public void close() {
    rows.forEach(UnitRows::close);
  }
}
