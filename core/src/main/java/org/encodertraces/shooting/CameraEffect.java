package org.encodertraces.shooting;

import org.encodertraces.image.RgbImage;

/**
 * How far a camera's pictures are from its base's, in gray levels of 255, over several scenes shot
 * with the same noise.
 */
public final class CameraEffect {

  /** Below this share of samples that move by a level, a stage is listed as without effect. */
  private static final double FEW = 0.01;

  private double squares;
  private long moved;
  private long samples;

  /** Adds a scene. */
  public void add(RgbImage own, RgbImage base) {
    for (int i = 0; i < own.rgb().length; i++) {
      int apart = (own.rgb()[i] & 0xFF) - (base.rgb()[i] & 0xFF);
      squares += (double) apart * apart;
      moved += apart == 0 ? 0 : 1;
    }
    samples += own.rgb().length;
  }

  /** Root of the mean square difference. */
  public double rmse() {
    return samples == 0 ? 0 : Math.sqrt(squares / samples);
  }

  /** Share of samples that are not equal. */
  public double moved() {
    return samples == 0 ? 0 : (double) moved / samples;
  }

  /**
   * Whether so few samples move by a gray level that no encoder could be said to have missed it.
   */
  public boolean noTracePossible() {
    return moved() < FEW;
  }
}
