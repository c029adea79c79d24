package org.encodertraces.repair;

/**
 * Some photos of others under some of their processings, read where they lie.
 *
 * @param photosOf [n]
 * @param processingsOf [P]
 */
record SelectedVectors(PhotoVectors all, int[] photosOf, int[] processingsOf)
    implements PhotoVectors {

  @Override
  public int photos() {
    return photosOf.length;
  }

  @Override
  public int processings() {
    return processingsOf.length;
  }

  @Override
  public int dimension() {
    return all.dimension();
  }

  @Override
  public int content(int photo) {
    return all.content(photosOf[photo]);
  }

  @Override
  public int contentClasses() {
    return all.contentClasses();
  }

  @Override
  public void read(int photo, int processing, float[] target, int offset) {
    all.read(photosOf[photo], processingsOf[processing], target, offset);
  }
}
