package org.encodertraces.image;

/** Chroma subsampling of a JPEG, as OpenCV's encoder numbers it. */
public enum Chroma {
  /** One chroma sample for 2 x 2 pixels: 4:2:0. */
  SUBSAMPLED_420(0x221111),
  /** One chroma sample a pixel: 4:4:4. */
  FULL_444(0x111111);

  private final int samplingFactors;

  Chroma(int samplingFactors) {
    this.samplingFactors = samplingFactors;
  }

  /** OpenCV's IMWRITE_JPEG_SAMPLING_FACTOR value: 4-bit factors of Y, Cb and Cr. */
  int samplingFactors() {
    return samplingFactors;
  }
}
