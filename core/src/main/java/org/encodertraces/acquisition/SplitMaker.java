package org.encodertraces.acquisition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.AcquisitionSplit;
import org.encodertraces.dataset.AcquisitionSplit.Part;
import org.encodertraces.random.StableUniform;

/**
 * Chooses which photos teach and test an attribute, the study's way: few photos of one owner and
 * month, test and val balanced over the classes, the rest for training.
 *
 * <p>Photos are drawn by a hash of their ids and the seed: the same photos give the same split in
 * any order.
 */
public final class SplitMaker {

  /**
   * One photo.
   *
   * @param value class of the attribute
   * @param owner who took it, where that is known; photos of unknown owners count as of one each
   * @param month when, such as {@code 2008-05}, where that is known
   */
  public record LabeledPhoto(
      String id, String value, Optional<String> owner, Optional<String> month) {}

  /**
   * How to choose.
   *
   * @param test photos a class
   * @param val photos a class
   * @param leastTrain photos a class must have left for training
   * @param perMonth photos of one owner and calendar month, at most
   * @param sharedOwners whether photos of one owner may be in several parts
   */
  public record Settings(
      int test, int val, int leastTrain, int perMonth, boolean sharedOwners, long seed) {

    /**
     * What the study does for most of its attributes; it does not say whether owners are shared.
     */
    public static final Settings STUDY = new Settings(500, 200, 1, 1, false, 0);

    public Settings {
      if (test < 1 || val < 1 || leastTrain < 1 || perMonth < 1) {
        throw new UsageException(
            "test %d, val %d, min_train %d, per_month %d: expected 1 or more of each"
                .formatted(test, val, leastTrain, perMonth));
      }
    }
  }

  /**
   * A split, and what was left out of it.
   *
   * @param dropped photos by reason
   * @param droppedClasses reasons by class
   */
  public record Outcome(
      AcquisitionSplit split, Map<String, Integer> dropped, Map<String, String> droppedClasses) {}

  /** Classes that a message names. */
  private static final int CLASSES_NAMED = 5;

  private final String origin;
  private final String attribute;
  private final Settings settings;
  private final Map<String, Integer> dropped = new LinkedHashMap<>();
  private final Map<String, String> droppedClasses = new TreeMap<>();

  private SplitMaker(String origin, String attribute, Settings settings) {
    this.origin = origin;
    this.attribute = attribute;
    this.settings = settings;
  }

  /** Photos of the smallest class; 0 of no photos. */
  public static int smallestClass(List<LabeledPhoto> photos) {
    return Math.toIntExact(
        counts(photos).values().stream().mapToLong(Long::longValue).min().orElse(0));
  }

  static Map<String, Long> counts(List<LabeledPhoto> photos) {
    return photos.stream()
        .collect(Collectors.groupingBy(LabeledPhoto::value, Collectors.counting()));
  }

  /**
   * Makes the split of an attribute.
   *
   * @param origin the table that the labels are from, for messages
   * @throws InputException when fewer than two classes have enough photos, naming table, attribute
   *     and the classes with what they lack
   */
  public static Outcome make(
      String origin, String attribute, List<LabeledPhoto> photos, Settings settings) {
    return new SplitMaker(origin, attribute, settings).make(photos);
  }

  private Outcome make(List<LabeledPhoto> photos) {
    List<LabeledPhoto> capped = capped(inRandomOrder(photos));
    dropped.put(
        "of one owner and month beyond " + settings.perMonth(), photos.size() - capped.size());
    Set<String> classes = new TreeSet<>();
    photos.forEach(photo -> classes.add(photo.value()));
    while (true) {
      Set<String> before = Set.copyOf(classes);
      dropSmallClasses(capped, classes);
      Parts parts = new Parts(capped.stream().filter(p -> classes.contains(p.value())).toList());
      parts.dropUnfilled(classes);
      if (classes.size() < 2) {
        throw new InputException(
            "%s, \"%s\": %s enough photos; expected two classes or more (%s)"
                .formatted(
                    origin,
                    attribute,
                    classes.isEmpty()
                        ? "no class has"
                        : "only " + classes.iterator().next() + " has",
                    tooSmall()));
      }
      if (classes.equals(before)) {
        return outcome(List.copyOf(classes), capped, parts);
      }
    }
  }

  private List<LabeledPhoto> inRandomOrder(List<LabeledPhoto> photos) {
    Map<String, Double> draws = new HashMap<>();
    for (LabeledPhoto photo : photos) {
      if (draws.put(photo.id(), StableUniform.of("split photos", settings.seed(), photo.id()))
          != null) {
        throw new InputException("%s: photo %s is there twice".formatted(origin, photo.id()));
      }
    }
    return photos.stream()
        .sorted(
            Comparator.comparingDouble((LabeledPhoto photo) -> draws.getOrDefault(photo.id(), 0.0))
                .thenComparing(LabeledPhoto::id))
        .toList();
  }

  private List<LabeledPhoto> capped(List<LabeledPhoto> photos) {
    record OwnerMonth(String owner, String month) {}
    Map<OwnerMonth, Integer> taken = new HashMap<>();
    return photos.stream()
        .filter(
            photo ->
                photo.owner().isEmpty()
                    || taken.merge(
                            new OwnerMonth(photo.owner().get(), photo.month().orElse("")),
                            1,
                            Integer::sum)
                        <= settings.perMonth())
        .toList();
  }

  private void dropSmallClasses(List<LabeledPhoto> photos, Set<String> classes) {
    int least = settings.test() + settings.val() + settings.leastTrain();
    Map<String, Long> counts = counts(photos);
    classes.removeIf(
        name -> {
          long count = counts.getOrDefault(name, 0L);
          if (count < least) {
            droppedClasses.put(name, "%d photos; expected %d or more".formatted(count, least));
          }
          return count < least;
        });
  }

  private Outcome outcome(List<String> classes, List<LabeledPhoto> capped, Parts parts) {
    long ofDropped = capped.stream().filter(p -> !classes.contains(p.value())).count();
    dropped.put("of classes with too few photos", Math.toIntExact(ofDropped));
    dropped.put("beyond the fixed count a class, of owners in test or val", parts.surplus);
    return new Outcome(
        new AcquisitionSplit(
            "%s, \"%s\"".formatted(origin, attribute),
            attribute,
            classes,
            part(classes, parts.train),
            part(classes, parts.val),
            part(classes, parts.test)),
        dropped,
        droppedClasses);
  }

  /** The first of the classes that were dropped, each with what it lacks. */
  private String tooSmall() {
    String first =
        droppedClasses.entrySet().stream()
            .limit(CLASSES_NAMED)
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("; "));
    int more = droppedClasses.size() - CLASSES_NAMED;
    return more > 0 ? first + "; and %d more".formatted(more) : first;
  }

  private static Part part(List<String> classes, List<LabeledPhoto> photos) {
    List<LabeledPhoto> ordered =
        photos.stream().sorted(Comparator.comparing(LabeledPhoto::id)).toList();
    return new Part(
        ordered.stream().map(LabeledPhoto::id).toList(),
        ordered.stream().mapToInt(photo -> classes.indexOf(photo.value())).toArray());
  }

  /** The parts that these classes give. */
  private final class Parts {
    private final List<LabeledPhoto> test = new ArrayList<>();
    private final List<LabeledPhoto> val = new ArrayList<>();
    private final List<LabeledPhoto> train = new ArrayList<>();
    private int surplus;

    Parts(List<LabeledPhoto> photos) {
      Map<String, List<LabeledPhoto>> units = new LinkedHashMap<>();
      for (LabeledPhoto photo : photos) {
        // An unknown owner is one of its own; so is every photo where owners may be shared.
        String unit =
            settings.sharedOwners()
                ? "photo " + photo.id()
                : photo.owner().map(owner -> "owner " + owner).orElse("photo " + photo.id());
        units.computeIfAbsent(unit, u -> new ArrayList<>()).add(photo);
      }
      List<List<LabeledPhoto>> left = new ArrayList<>(units.values());
      fill(left, test, settings.test());
      fill(left, val, settings.val());
      left.forEach(train::addAll);
    }

    /** Moves owners into a part until every class has its count there; what is more is left out. */
    private void fill(List<List<LabeledPhoto>> left, List<LabeledPhoto> part, int count) {
      Map<String, Integer> have = new HashMap<>();
      List<List<LabeledPhoto>> stay = new ArrayList<>();
      for (List<LabeledPhoto> unit : left) {
        boolean needed =
            unit.stream().anyMatch(photo -> have.getOrDefault(photo.value(), 0) < count);
        if (!needed) {
          stay.add(unit);
          continue;
        }
        for (LabeledPhoto photo : unit) {
          if (have.getOrDefault(photo.value(), 0) < count) {
            have.merge(photo.value(), 1, Integer::sum);
            part.add(photo);
          } else {
            surplus++;
          }
        }
      }
      left.clear();
      left.addAll(stay);
    }

    /** Drops the classes that a part has too few photos of. */
    void dropUnfilled(Set<String> classes) {
      Set<String> unfilled = new HashSet<>();
      require(classes, test, settings.test(), "test", unfilled);
      require(classes, val, settings.val(), "val", unfilled);
      require(classes, train, settings.leastTrain(), "train", unfilled);
      classes.removeAll(unfilled);
    }

    private void require(
        Set<String> classes,
        List<LabeledPhoto> part,
        int count,
        String name,
        Set<String> unfilled) {
      Map<String, Long> have = counts(part);
      for (String one : classes) {
        if (have.getOrDefault(one, 0L) < count) {
          unfilled.add(one);
          droppedClasses.put(
              one,
              "owners in one part alone leave %d photos for %s; expected %d or more"
                  .formatted(have.getOrDefault(one, 0L), name, count));
        }
      }
    }
  }
}
