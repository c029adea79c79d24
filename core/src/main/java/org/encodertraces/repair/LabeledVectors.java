package org.encodertraces.repair;

/**
 * Rows of length 1 with what is to be read from them.
 *
 * @param dimension d
 * @param rows [n * d]
 * @param labels [n] 0 … classes - 1
 * @param photos [n] which photo a row is of, 0 … : rows of one photo are never split
 */
record LabeledVectors(int dimension, float[] rows, int[] labels, int[] photos, int classes) {

  int count() {
    return labels.length;
  }

  /** Each photo under each processing, labeled by the processing: row p * photos + photo. */
  static LabeledVectors byProcessing(HeldVectors vectors) {
    int photos = vectors.photos();
    int d = vectors.dimension();
    int processings = vectors.processings();
    float[] rows = new float[Math.multiplyExact(Math.multiplyExact(processings, photos), d)];
    int[] labels = new int[processings * photos];
    int[] of = new int[processings * photos];
    for (int p = 0; p < processings; p++) {
      System.arraycopy(vectors.rows().get(p), 0, rows, p * photos * d, photos * d);
      for (int i = 0; i < photos; i++) {
        labels[p * photos + i] = p;
        of[p * photos + i] = i;
      }
    }
    return new LabeledVectors(d, rows, labels, of, processings);
  }

  /** Each photo under the first processing, labeled by its content class. */
  static LabeledVectors byContent(HeldVectors vectors) {
    int[] of = new int[vectors.photos()];
    for (int i = 0; i < of.length; i++) {
      of[i] = i;
    }
    return new LabeledVectors(
        vectors.dimension(),
        vectors.rows().get(0),
        vectors.content(),
        of,
        vectors.contentClasses());
  }

  /** The rows of every third photo, or of all others. */
  LabeledVectors third(boolean chosen) {
    int kept = 0;
    for (int photo : photos) {
      kept += (photo % 3 == 0) == chosen ? 1 : 0;
    }
    float[] some = new float[kept * dimension];
    int[] someLabels = new int[kept];
    int[] somePhotos = new int[kept];
    int at = 0;
    for (int row = 0; row < photos.length; row++) {
      if ((photos[row] % 3 == 0) == chosen) {
        System.arraycopy(rows, row * dimension, some, at * dimension, dimension);
        someLabels[at] = labels[row];
        somePhotos[at++] = photos[row];
      }
    }
    return new LabeledVectors(dimension, some, someLabels, somePhotos, classes);
  }

  /** Share of rows that are read as they are labeled. */
  double accuracy(int[] read) {
    int right = 0;
    for (int row = 0; row < labels.length; row++) {
      right += read[row] == labels[row] ? 1 : 0;
    }
    return labels.length == 0 ? 0 : (double) right / labels.length;
  }
}
