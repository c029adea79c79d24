package org.encodertraces.copies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.UsageException;
import org.encodertraces.processing.Operation;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * One way a photo is copied.
 *
 * @param name such as {@code CHAT_1600}, or {@code CHAT_1600 + THUMB_300} for the one after the
 *     other
 * @param set the parameter that it is a class of, or {@code chained}
 */
public record CopyKind(String name, String set, Processing processing) {

  /** The sets of kinds that have two processings each. */
  public static final String CHAINED = "chained";

  /** What is measured unless the user says otherwise. */
  public static final List<String> READY_MADE =
      List.of(
          "messenger", "social", "thumbnail", "screenshot", "webp", "resaved", "cropped", "turned");

  /** Which kinds are applied one after another. */
  public enum Chains {
    /** None. */
    NONE,
    /** Each kind by itself, twice. */
    TWICE,
    /** Each kind twice, and of any two sets the first kind of one after that of the other. */
    PAIRS
  }

  /**
   * The kinds of some parameters, singly and then chained; the photo as it is is no copy, and of
   * two kinds of one chain the first stays.
   *
   * @throws UsageException where nothing is left
   */
  public static List<CopyKind> of(List<Parameter> sets, Chains chains) {
    Map<String, CopyKind> kinds = new LinkedHashMap<>();
    List<CopyKind> first = new ArrayList<>();
    for (Parameter set : sets) {
      boolean begun = false;
      for (Processing processing : set.classes()) {
        if (!processing.operations().isEmpty()) {
          CopyKind kind = new CopyKind(processing.name(), set.id(), processing);
          kinds.putIfAbsent(processing.text(), kind);
          if (!begun) {
            first.add(kind);
            begun = true;
          }
        }
      }
    }
    if (kinds.isEmpty()) {
      throw new UsageException(
          "no copy to make: expected a processing other than the photo as it is");
    }
    if (chains != Chains.NONE) {
      for (CopyKind kind : List.copyOf(kinds.values())) {
        // A photo turned twice is a photo turned once, or not at all.
        if (!kind.processing().operations().stream().allMatch(Operation.Rotate.class::isInstance)) {
          chain(kinds, kind, kind);
        }
      }
    }
    if (chains == Chains.PAIRS) {
      for (CopyKind one : first) {
        for (CopyKind other : first) {
          if (!one.equals(other)) {
            chain(kinds, one, other);
          }
        }
      }
    }
    return List.copyOf(kinds.values());
  }

  private static void chain(Map<String, CopyKind> kinds, CopyKind one, CopyKind other) {
    List<Operation> operations = new ArrayList<>(one.processing().operations());
    operations.addAll(other.processing().operations());
    boolean masked = operations.stream().anyMatch(Operation.Mask.class::isInstance);
    if (masked) {
      return; // a mask stands last and once
    }
    Processing processing = Processing.unnamed(operations);
    kinds.putIfAbsent(
        processing.text(), new CopyKind(one.name() + " + " + other.name(), CHAINED, processing));
  }
}
