package org.encodertraces.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.Shared;
import org.encodertraces.acquisition.SplitMaker.LabeledPhoto;
import org.encodertraces.acquisition.SplitMaker.Outcome;
import org.encodertraces.acquisition.SplitMaker.Settings;
import org.encodertraces.dataset.AcquisitionSplit;
import org.encodertraces.dataset.AcquisitionSplit.Part;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMakerTest {

  private static final Settings SMALL = new Settings(10, 5, 3, 1, false, 7);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void testAndValAreBalancedAndNoOwnerOrPhotoIsInTwoParts(int seed) {
    List<LabeledPhoto> photos = photos(seed, 600);
    Outcome outcome = SplitMaker.make("labels.csv", "Make", photos, SMALL);
    AcquisitionSplit split = outcome.split();

    assertThat(counts(split.test(), split.classes().size())).containsOnly(10);
    assertThat(counts(split.val(), split.classes().size())).containsOnly(5);
    assertThat(Arrays.stream(counts(split.train(), split.classes().size())).boxed().toList())
        .allMatch(count -> count >= 3);
    Map<String, LabeledPhoto> byId = new HashMap<>();
    photos.forEach(photo -> byId.put(photo.id(), photo));
    Set<String> ids = new HashSet<>();
    Set<String> owners = new HashSet<>();
    Set<String> ownerMonths = new HashSet<>();
    for (Part part : List.of(split.train(), split.val(), split.test())) {
      Set<String> ofPart = new HashSet<>();
      for (int i = 0; i < part.ids().size(); i++) {
        LabeledPhoto photo = Objects.requireNonNull(byId.get(part.ids().get(i)));
        assertThat(ids.add(photo.id())).isTrue();
        assertThat(photo.value()).isEqualTo(split.classes().get(part.labels()[i]));
        photo.owner().ifPresent(ofPart::add);
        photo
            .owner()
            .ifPresent(
                owner -> assertThat(ownerMonths.add(owner + photo.month().orElse(""))).isTrue());
      }
      assertThat(owners).doesNotContainAnyElementsOf(ofPart);
      owners.addAll(ofPart);
    }
    int used = split.train().ids().size() + split.val().ids().size() + split.test().ids().size();
    int dropped = outcome.dropped().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(used + dropped).isEqualTo(600);
  }

  @Test
  void theOrderOfThePhotosDoesNotMatter() {
    List<LabeledPhoto> photos = photos(3, 600);
    List<LabeledPhoto> shuffled = new ArrayList<>(photos);
    Collections.reverse(shuffled);

    AcquisitionSplit a = SplitMaker.make("labels.csv", "Make", photos, SMALL).split();
    AcquisitionSplit b = SplitMaker.make("labels.csv", "Make", shuffled, SMALL).split();

    assertThat(a.test().ids()).isEqualTo(b.test().ids());
    assertThat(a.train().ids()).isEqualTo(b.train().ids());
  }

  @Test
  void anOwnerFloodTakesOneAMonth() {
    List<LabeledPhoto> photos = new ArrayList<>(photos(1, 600));
    for (int i = 0; i < 5_000; i++) {
      photos.add(
          new LabeledPhoto(
              "flood" + i, "Canon", Optional.of("flood"), Optional.of("2010-0" + (1 + i % 9))));
    }
    Outcome outcome = SplitMaker.make("labels.csv", "Make", photos, SMALL);

    long ofFlood =
        outcome
            .split()
            .train()
            .and(outcome.split().val())
            .and(outcome.split().test())
            .ids()
            .stream()
            .filter(id -> id.startsWith("flood"))
            .count();
    assertThat(ofFlood).isLessThanOrEqualTo(9);
    assertThat(outcome.dropped().get("of one owner and month beyond 1"))
        .isGreaterThanOrEqualTo(4_991);
  }

  @Test
  void aClassWithTooFewPhotosIsDroppedWithItsCount() {
    List<LabeledPhoto> photos = new ArrayList<>(photos(1, 600));
    photos.add(new LabeledPhoto("rare", "Rollei", Optional.empty(), Optional.empty()));

    Outcome outcome = SplitMaker.make("labels.csv", "Make", photos, SMALL);

    assertThat(outcome.droppedClasses()).containsEntry("Rollei", "1 photos; expected 18 or more");
    assertThat(outcome.split().classes()).doesNotContain("Rollei").isSorted();
  }

  @Test
  void oneClassMakesNoSplit() {
    assertThatThrownBy(
            () ->
                SplitMaker.make(
                    "labels.csv",
                    "Make",
                    List.of(
                        new LabeledPhoto("a", "x", Optional.empty(), Optional.empty()),
                        new LabeledPhoto("b", "y", Optional.empty(), Optional.empty())),
                    SMALL))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "labels.csv, \"Make\": no class has enough photos; expected two classes or more"
                + " (x: 1 photos; expected 18 or more; y: 1 photos; expected 18 or more)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWrittenSplitIsReadAsItWas(boolean numbers) throws IOException {
    List<LabeledPhoto> photos =
        photos(2, 600).stream()
            .map(
                photo ->
                    new LabeledPhoto(
                        numbers ? "5391309" + photo.id().substring(1) : photo.id() + ".jpg",
                        photo.value(),
                        photo.owner(),
                        photo.month()))
            .toList();
    AcquisitionSplit split = SplitMaker.make("labels.csv", "ISO Speed", photos, SMALL).split();
    split.write(folder);
    AcquisitionSplit read = AcquisitionSplit.read(folder, "ISO Speed");

    assertThat(read.classes()).isEqualTo(split.classes());
    assertThat(read.train().ids()).isEqualTo(split.train().ids());
    assertThat(read.test().labels()).isEqualTo(split.test().labels());
    JsonNode json =
        new ObjectMapper()
            .readTree(folder.resolve("split_data_target_attribute=ISO Speed.json").toFile());
    assertThat(json.get("train_ids").get(0).isNumber()).isEqualTo(numbers);
  }

  /** The ten of the study: sizes of protocol, section 4. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Aperture",
        "Exposure",
        "Flash",
        "Focal Length",
        "ISO Speed",
        "Is Smartphone",
        "Make",
        "Model",
        "Smartphone Model",
        "Year"
      })
  void theRealSplitsOfFlickrExifAreRead(String attribute) throws IOException {
    Path splits = Shared.path("data/flickrexif-splits");
    assumeTrue(Files.exists(splits), "needs the shared FlickrExif splits");

    AcquisitionSplit split = AcquisitionSplit.read(splits, attribute);

    int classes = split.classes().size();
    assertThat(new HashSet<>(Arrays.stream(counts(split.test(), classes)).boxed().toList()))
        .as("test is balanced")
        .hasSize(1);
    assertThat(new HashSet<>(Arrays.stream(counts(split.val(), classes)).boxed().toList()))
        .hasSize(1);
    // The study's own file of models has 45 test photos in train or val too.
    assertThat(split.photosInTwoParts()).isEqualTo(attribute.equals("Model") ? 45 : 0);
  }

  private static int[] counts(Part part, int classes) {
    int[] counts = new int[classes];
    Arrays.stream(part.labels()).forEach(label -> counts[label]++);
    return counts;
  }

  private static List<LabeledPhoto> photos(int seed, int count) {
    NumpyGenerator random = new NumpyGenerator(seed);
    List<String> makes = List.of("Apple", "Canon", "NIKON", "SONY");
    List<LabeledPhoto> photos = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      photos.add(
          new LabeledPhoto(
              "p%04d".formatted(i),
              makes.get(random.nextInt(0, makes.size())),
              random.nextInt(0, 10) == 0
                  ? Optional.empty()
                  : Optional.of("owner" + random.nextInt(0, 200)),
              Optional.of("2010-%02d".formatted(1 + random.nextInt(0, 12)))));
    }
    return photos;
  }
}
