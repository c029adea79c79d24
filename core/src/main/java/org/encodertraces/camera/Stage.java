package org.encodertraces.camera;

import java.util.List;
import java.util.Locale;

/** The stages of a camera that are swapped one at a time, and the numbers that each holds. */
public enum Stage {
  OPTICS(
      "distortion",
      "corner_light",
      "lateral_red",
      "lateral_blue",
      "blur",
      "shake",
      "widest",
      "f_number",
      "focal_length",
      "focal_length_35"),
  SENSOR(
      "sensor_scale",
      "shot_noise",
      "read_noise",
      "response_pattern",
      "offset_pattern",
      "bits",
      "black_level",
      "base_iso",
      "highest_iso",
      "longest_exposure",
      "serial",
      "red_gain",
      "blue_gain"),
  DEMOSAICING("demosaicing"),
  DENOISING("denoising", "denoising_color"),
  TONE("brightness", "contrast", "shadows", "saturation"),
  SHARPENING("sharpening", "sharpening_radius", "halo"),
  JPEG("quality", "color_quality", "table_tilt", "subsampling");

  private final List<String> keys;

  Stage(String... keys) {
    this.keys = List.of(keys);
  }

  /** Keys in a camera's JSON. */
  public List<String> keys() {
    return keys;
  }

  /** The word in names of cameras: {@code optics}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
