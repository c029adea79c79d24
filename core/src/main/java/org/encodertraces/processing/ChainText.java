package org.encodertraces.processing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Filter;

/**
 * The text form of a chain of operations: {@code fit(1600,lanczos) jpeg(75,420)}. White space
 * stands between operations and may stand inside parentheses; a filter that is left out is lanczos.
 */
public final class ChainText {

  /** The text of the chain without operations. */
  static final String NOTHING = "identity";

  private static final Pattern OPERATION = Pattern.compile("([a-z-]+)\\s*\\(([^()]*)\\)\\s*");

  private static final String KNOWN =
      "jpeg(Q,420|444[,progressive]), webp(Q), scale(F[,FILTER]), random-scale(LOW,HIGH[,FILTER]),"
          + " fit(N[,FILTER]), size(W,H[,FILTER]), crop(SHARE), rotate(90|180|270), sharpen(F),"
          + " blur(R), camera(NAME), mask(SHARE)";

  /** The ladders climb as far: beyond, a picture is nothing but the operation. */
  private static final double LARGEST_FACTOR = 100;

  private static final double LARGEST_SCALE = 16;

  private ChainText() {}

  /** A filter, as it is read back. */
  static String word(Filter filter) {
    return filter.name().toLowerCase(Locale.ROOT);
  }

  /** A number, as it is read back. */
  static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Whether a word can only be meant as a chain and not as a name. */
  public static boolean looksLikeChain(String word) {
    return word.indexOf('(') >= 0 || word.strip().equals(NOTHING);
  }

  /**
   * The operations of a text.
   *
   * @throws IllegalArgumentException naming the part that is not understood and what was expected
   */
  public static List<Operation> parse(String text) {
    String chain = text.strip();
    if (chain.equals(NOTHING)) {
      return List.of();
    }
    List<Operation> operations = new ArrayList<>();
    Matcher matcher = OPERATION.matcher(chain);
    int at = 0;
    while (at < chain.length()) {
      matcher.region(at, chain.length());
      if (!matcher.lookingAt()) {
        throw new IllegalArgumentException(
            "\"%s\": cannot read \"%s\"; expected operations such as %s"
                .formatted(text, chain.substring(at), KNOWN));
      }
      operations.add(operation(matcher.group(1), new Arguments(matcher.group(), matcher.group(2))));
      at = matcher.end();
    }
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("an empty chain; the photo as it is is \"identity\"");
    }
    return operations;
  }

  private static Operation operation(String name, Arguments arguments) {
    Operation operation =
        switch (name) {
          case "jpeg" ->
              new Operation.Jpeg(
                  arguments.whole("quality", 1, 100), arguments.chroma(), arguments.progressive());
          case "webp" -> new Operation.WebP(arguments.whole("quality", 1, 100));
          case "scale" ->
              new Operation.Scale(arguments.above0("factor", LARGEST_SCALE), arguments.filter());
          case "random-scale" -> {
            double low = arguments.above0("lowest factor", LARGEST_SCALE);
            double high = arguments.above0("highest factor", LARGEST_SCALE);
            if (low >= high) {
              throw arguments.unlike("a lowest factor below the highest");
            }
            yield new Operation.RandomScale(low, high, arguments.filter());
          }
          case "fit" ->
              new Operation.Fit(arguments.whole("side", 1, Sizes.LARGEST_SIDE), arguments.filter());
          case "size" ->
              new Operation.Size(
                  arguments.whole("width", 1, Sizes.LARGEST_SIDE),
                  arguments.whole("height", 1, Sizes.LARGEST_SIDE),
                  arguments.filter());
          case "crop" -> new Operation.Crop(arguments.above0("share", 1));
          case "rotate" -> new Operation.Rotate(arguments.quarterTurns());
          case "sharpen" -> new Operation.Sharpen(arguments.number("factor", LARGEST_FACTOR));
          case "blur" -> new Operation.Blur(arguments.number("radius", LARGEST_FACTOR));
          case "camera" -> new Operation.Shoot(arguments.camera());
          case "mask" -> new Operation.Mask(arguments.above0("share", 1));
          default ->
              throw new IllegalArgumentException(
                  "unknown operation \"%s\"; known: %s".formatted(name, KNOWN));
        };
    arguments.requireNoMore();
    return operation;
  }

  /** The arguments of one operation, taken in order. */
  private static final class Arguments {
    private final String text;
    private final List<String> words;
    private int next;

    Arguments(String text, String inside) {
      this.text = text.strip();
      this.words = Arrays.stream(inside.split(",", -1)).map(String::strip).toList();
    }

    IllegalArgumentException unlike(String expected) {
      return new IllegalArgumentException("%s: expected %s".formatted(text, expected));
    }

    private String take(String expected) {
      if (next >= words.size()) {
        throw unlike(expected);
      }
      return words.get(next++);
    }

    int whole(String what, int least, int most) {
      String expected = "a %s from %d to %d".formatted(what, least, most);
      String word = take(expected);
      if (!word.matches("\\d{1,6}")
          || Integer.parseInt(word) < least
          || Integer.parseInt(word) > most) {
        throw unlike(expected);
      }
      return Integer.parseInt(word);
    }

    /** A number from 0 on. */
    double number(String what, double most) {
      String expected = "a %s from 0 to %s".formatted(what, (long) most);
      double value = parsed(take(expected), expected);
      if (value > most) {
        throw unlike(expected);
      }
      return value;
    }

    double above0(String what, double most) {
      String expected = "a %s above 0, up to %s".formatted(what, (long) most);
      double value = parsed(take(expected), expected);
      if (!(value > 0) || value > most) {
        throw unlike(expected);
      }
      return value;
    }

    private double parsed(String word, String expected) {
      if (!word.matches("\\d{1,6}(\\.\\d{1,9})?|\\.\\d{1,9}")) {
        throw unlike(expected);
      }
      return Double.parseDouble(word);
    }

    Chroma chroma() {
      return switch (take("420 or 444 after the quality")) {
        case "420" -> Chroma.SUBSAMPLED_420;
        case "444" -> Chroma.FULL_444;
        default -> throw unlike("420 or 444 after the quality");
      };
    }

    boolean progressive() {
      if (next >= words.size()) {
        return false;
      }
      if (!take("").equals("progressive")) {
        throw unlike("nothing, or progressive, after 420 or 444");
      }
      return true;
    }

    int quarterTurns() {
      String expected = "90, 180 or 270";
      return switch (take(expected)) {
        case "90" -> 90;
        case "180" -> 180;
        case "270" -> 270;
        default -> throw unlike(expected);
      };
    }

    String camera() {
      String word = take("the name of a camera");
      KnownCameras.builtIn().camera(word);
      return word;
    }

    Filter filter() {
      if (next >= words.size()) {
        return Filter.LANCZOS;
      }
      String word = take("");
      Optional<Filter> filter =
          Arrays.stream(Filter.values())
              .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
              .findFirst();
      return filter.orElseThrow(
          () -> unlike("nearest, box, bilinear, hamming, bicubic or lanczos for \"" + word + "\""));
    }

    void requireNoMore() {
      if (next < words.size()) {
        throw unlike("nothing after " + words.get(next - 1));
      }
    }
  }
}
