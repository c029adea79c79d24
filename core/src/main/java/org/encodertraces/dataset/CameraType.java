package org.encodertraces.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The two types of camera of PairCams and the models of each (protocol, section 6). */
public enum CameraType {
  /** A digital camera, an SLR or a compact, of some years ago. */
  CAMERA(
      0,
      "Canon IXY 630",
      "DSC-WX300",
      "C8080WZ",
      "EX-FH20",
      "Canon EOS 450D",
      "u700,S700",
      "XT1032",
      "COOLPIX S200"),
  /** A modern smartphone. */
  PHONE(
      1,
      "iPhone XR",
      "iPhone SE (3rd generation)",
      "iPhone 12",
      "iPhone 12 Pro",
      "iPhone 14 Pro",
      "Pixel 4",
      "22101320G",
      "A065");

  private final long mark;
  private final Set<String> models;

  CameraType(long mark, String... models) {
    this.mark = mark;
    this.models = Set.of(models);
  }

  /** The number of the type in embedding files. */
  public long mark() {
    return mark;
  }

  /** The type of a model as Exif names it, whatever its case and the spaces around it. */
  public static Optional<CameraType> ofModel(String model) {
    String wanted = model.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(
            type ->
                type.models.stream()
                    .anyMatch(known -> known.toLowerCase(Locale.ROOT).equals(wanted)))
        .findFirst();
  }

  static String known() {
    Set<String> all = new TreeSet<>();
    Arrays.stream(values()).forEach(type -> all.addAll(type.models));
    return String.join(", ", all);
  }
}
