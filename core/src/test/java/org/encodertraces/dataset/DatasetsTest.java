package org.encodertraces.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.io.DuckDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

  @TempDir private Path root;

  @Test
  void huggingFaceParquetIsReadInItsOrderWithItsNames() throws Exception {
    parquet(
        "train-00000-of-00001.parquet",
        "SELECT struct_pack(bytes := encode('photo ' || i), path := 'p' || i || '.jpg') AS image,"
            + " i % 3 AS label FROM range(100) t(i)",
        "{\"info\": {\"features\": {\"label\": {\"names\": [\"ant\", \"bee\", \"cat\"]}}}}");
    parquet(
        "validation-00000-of-00001.parquet",
        "SELECT struct_pack(bytes := encode('v' || i), path := NULL::VARCHAR) AS image,"
            + " i % 3 AS label FROM range(5) t(i)",
        "{}");

    ImageDataset dataset = open(root);

    assertThat(dataset.classes()).containsExactly("ant", "bee", "cat");
    assertThat(dataset.train()).hasSize(100);
    assertThat(dataset.val()).hasSize(5);
    assertThat(dataset.train().get(71).id()).isEqualTo("train-00000-of-00001.parquet/p71.jpg");
    assertThat(dataset.train().get(71).label()).isEqualTo(2);
    assertThat(dataset.val().get(3).id()).isEqualTo("validation-00000-of-00001.parquet/3");
    for (int i : new int[] {71, 0, 99, 32, 31}) {
      assertThat(text(dataset.train().get(i))).isEqualTo("photo " + i);
    }
  }

  @Test
  void oneParquetFileIsSplitByAHashAndItsPathsNeedNotDiffer() throws Exception {
    parquet(
        "it's 100% [real].parquet",
        "SELECT struct_pack(bytes := encode(i::VARCHAR), path := 'same.jpg') AS img,"
            + " ['x', 'y'][1 + i % 2] AS kind FROM range(200) t(i)",
        "{}");

    ImageDataset dataset =
        Datasets.open(
            root.resolve("it's 100% [real].parquet"),
            new Datasets.Reading("", 0, Optional.of("kind")));

    assertThat(dataset.classes()).containsExactly("x", "y");
    assertThat(dataset.all()).extracting(Photo::id).doesNotHaveDuplicates();
    assertThat(dataset.val()).hasSizeBetween(40, 80);
    assertThat(dataset.name()).isEqualTo("it's 100% [real]");
  }

  @Test
  void pairCamsIsKnownByItsColumns() throws Exception {
    parquet(
        "pairs.parquet",
        "SELECT struct_pack(bytes := encode(i::VARCHAR), path := i || '.jpg') AS image,"
            + " i // 2 AS subject_idx, [' iphone 12 ', 'COOLPIX S200'][1 + i % 2] AS model"
            + " FROM range(10) t(i)",
        "{}");

    ImageDataset dataset = open(root.resolve("pairs.parquet"));

    assertThat(dataset.splits()).containsExactly(Split.ALL);
    assertThat(dataset.unsplit()).hasSize(10);
    assertThat(dataset.unsplit().get(5).marks()).isEqualTo(Map.of("subject", 2L, "model", 0L));
    assertThat(dataset.unsplit().get(4).marks()).isEqualTo(Map.of("subject", 2L, "model", 1L));
  }

  @Test
  void aCameraOfNeitherTypeIsNamed() throws Exception {
    parquet(
        "pairs.parquet",
        "SELECT struct_pack(bytes := encode('x'), path := 'x') AS image, 0 AS subject_idx,"
            + " 'Lumia 950' AS model",
        "{}");

    assertThatThrownBy(() -> open(root.resolve("pairs.parquet")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "camera models of neither known type: Lumia 950; known are 22101320G, A065");
  }

  @Test
  void whatIsNoImageParquetIsRefusedInWords() throws Exception {
    parquet("plain.parquet", "SELECT 1 AS a", "{}");
    Files.writeString(root.resolve("text.parquet"), "no parquet");
    parquet(
        "gap.parquet",
        "SELECT struct_pack(bytes := encode('x'), path := 'x') AS image, NULL::INT AS label",
        "{}");

    assertThatThrownBy(() -> open(root.resolve("plain.parquet")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column of pictures; expected STRUCT(bytes BLOB, path VARCHAR)")
        .hasMessageContaining("a=INTEGER");
    assertThatThrownBy(() -> open(root.resolve("text.parquet")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("text.parquet: cannot be read");
    assertThatThrownBy(() -> open(root.resolve("gap.parquet")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 0 has no \"label\"");
    assertThatThrownBy(
            () ->
                Datasets.open(
                    root.resolve("gap.parquet"),
                    new Datasets.Reading("", 0, Optional.of("nonsense"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column \"nonsense\"; it has image, label");
  }

  @Test
  void aPhotoMissingFromParquetIsReadAsAFailureOfItsOwn() throws Exception {
    parquet(
        "some.parquet",
        "SELECT struct_pack(bytes := CASE WHEN i = 1 THEN NULL ELSE encode('x') END, path := i ||"
            + " '') AS image FROM range(3) t(i)",
        "{}");

    List<Photo> photos = open(root.resolve("some.parquet")).withoutSplits().unsplit();

    assertThat(text(photos.get(0))).isEqualTo("x");
    assertThatThrownBy(() -> photos.get(1).bytes().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("row 1 of")
        .hasMessageContaining("holds no picture");
  }

  @Test
  void parquetOfListsOfPicturesIsRefusedWithItsColumn() throws Exception {
    parquet(
        "many.parquet",
        "SELECT [struct_pack(bytes := encode('x'), path := 'p')] AS images, 1 AS label",
        "{}");
    parquet(
        "nested.parquet",
        "SELECT struct_pack(image := struct_pack(bytes := encode('x'), path := 'p')) AS sample",
        "{}");
    parquet("text.parquet", "SELECT struct_pack(bytes := 'eA==', path := 'p') AS image", "{}");
    parquet("row.parquet", "SELECT encode('x') AS image, 1 AS file_row_number", "{}");

    for (Map.Entry<String, String> expected :
        Map.of(
                "many.parquet",
                "column \"images\" holds a list of pictures in a row, STRUCT(",
                "nested.parquet",
                "column \"sample\" is STRUCT(",
                "text.parquet",
                "no column of pictures; expected STRUCT(bytes BLOB, path VARCHAR)",
                "row.parquet",
                "has a column \"file_row_number\"")
            .entrySet()) {
      assertThatThrownBy(() -> open(root.resolve(expected.getKey())))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(expected.getKey() + ": ")
          .hasMessageContaining(expected.getValue())
          .hasMessageNotContaining("Error:");
    }
  }

  @Test
  void parquetFilesThatDifferAreToldApart() throws Exception {
    parquet(
        "a.parquet",
        "SELECT struct_pack(bytes := encode('x'), path := 'p') AS image, 1 AS label",
        "{}");
    parquet("exif.parquet", "SELECT 'p' AS photo, 'Canon' AS Make", "{}");
    Files.writeString(root.resolve("README.md"), "x");

    ImageDataset dataset = open(root);

    assertThat(dataset.all()).hasSize(1);
    assertThat(dataset.ignored().lines())
        .containsExactlyInAnyOrder(
            "ignored 1 .parquet without a column \"image\" of pictures (exif.parquet)",
            "ignored 1 ending in .md, which is no picture format that is read (README.md)");

    parquet("b.parquet", "SELECT struct_pack(bytes := encode('x'), path := 'p') AS image", "{}");
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("b.parquet: no column \"label\", which a.parquet has");
  }

  /** No message names a class of DuckDB's errors, or SQL that nobody wrote. */
  @Test
  void whatDuckDbSaysIsSaidWithoutItsOwnWords() throws Exception {
    Files.writeString(root.resolve("text.parquet"), "no parquet, and longer than a footer is");
    assertThatThrownBy(() -> open(root.resolve("text.parquet")))
        .hasMessageContaining("text.parquet: cannot be read: ")
        .hasMessageNotContaining("Error:");
    for (String sql : List.of("SELECT nothing FROM range(3)", "SELEC", "SELECT CAST('a' AS INT)")) {
      assertThatThrownBy(() -> DuckDb.query(root.resolve("x"), sql, row -> {}))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("x: cannot be read: ")
          .hasMessageNotContaining("Error:")
          .hasMessageNotContaining("LINE 1");
    }
  }

  @Test
  void iNaturalistJsonNamesItsPhotosAndCategories() throws IOException {
    Files.writeString(
        root.resolve("train2018.json"),
        """
        {"images": [{"id": 5, "file_name": "train_val2018/Aves/1/a.jpg"},
                    {"id": 6, "file_name": "train_val2018/Aves/2/b.jpg"}],
         "annotations": [{"id": 0, "image_id": 6, "category_id": 2},
                         {"id": 1, "image_id": 5, "category_id": 0}]}
        """);
    Files.writeString(
        root.resolve("val2018.json"),
        """
        {"images": [{"id": 9, "file_name": "train_val2018/Aves/2/c.jpg"}],
         "annotations": [{"id": 0, "image_id": 9, "category_id": 1}],
         "categories": [{"id": 1, "name": "wren"}]}
        """);

    ImageDataset dataset = open(root);

    assertThat(dataset.train()).extracting(Photo::label).containsExactly(0, 2);
    assertThat(dataset.val()).extracting(Photo::id).containsExactly("train_val2018/Aves/2/c.jpg");
    assertThat(dataset.classes()).containsExactly("0", "wren", "2");
  }

  @Test
  void iNaturalistJsonThatLeadsOutOfItsFolderOrLacksALabelIsRefused() throws IOException {
    Files.writeString(
        root.resolve("train2018.json"),
        "{\"images\": [{\"id\": 1, \"file_name\": \"../../etc/passwd\"}],"
            + " \"annotations\": [{\"image_id\": 1, \"category_id\": 0}]}");
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a path below the folder");

    Files.writeString(
        root.resolve("train2018.json"),
        "{\"images\": [{\"id\": 1, \"file_name\": \"a.jpg\"}], \"annotations\": []}");
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no annotation");
  }

  @Test
  void photosNamedByNumbersAreMarkedWithThemOnceTheyHaveNoSplits() throws IOException {
    for (String name : List.of("12.jpg", "53913098876.jpg")) {
      Files.writeString(root.resolve(name), "x");
    }
    ImageDataset dataset = open(root).withoutSplits();

    assertThat(dataset.unsplit())
        .extracting(photo -> photo.marks().get("Flickr ID"))
        .containsExactly(12L, 53913098876L);

    Files.writeString(root.resolve("IMG_1.jpg"), "x");
    assertThat(open(root).withoutSplits().unsplit()).allMatch(photo -> photo.marks().isEmpty());
  }

  /** Numbers that count within folders, begin with zeros or come twice are nobody's ids. */
  @Test
  void numbersThatAreNoIdsMarkNothing() throws IOException {
    for (String folder : List.of("a", "b")) {
      Files.createDirectories(root.resolve("classes").resolve(folder));
      Files.writeString(root.resolve("classes").resolve(folder).resolve("12.jpg"), "x");
    }
    Path padded = Files.createDirectories(root.resolve("padded"));
    Files.writeString(padded.resolve("007.jpg"), "x");
    Path twice = Files.createDirectories(root.resolve("twice"));
    Files.writeString(twice.resolve("12.jpg"), "x");
    Files.writeString(twice.resolve("12.png"), "x");

    for (Path folder : List.of(root.resolve("classes"), padded, twice)) {
      assertThat(open(folder).withoutSplits().unsplit())
          .as(folder.toString())
          .isNotEmpty()
          .allMatch(photo -> photo.marks().isEmpty());
    }
  }

  /** They become tensors in this order: the same bytes in every run. */
  @Test
  void marksAreInOneOrderHoweverTheyWereGiven() {
    Map<String, Long> given = new LinkedHashMap<>();
    given.put(Photo.SUBJECT, 3L);
    given.put(Photo.FLICKR_ID, 2L);
    given.put(Photo.CAMERA_TYPE, 1L);

    Photo photo = new Photo("a", new PhotoBytes.InFile(root), Photo.NO_LABEL, given);

    assertThat(photo.marks().keySet())
        .containsExactly(Photo.FLICKR_ID, Photo.CAMERA_TYPE, Photo.SUBJECT);
  }

  private static ImageDataset open(Path path) throws IOException {
    return Datasets.open(path, new Datasets.Reading("", 0, Optional.empty()));
  }

  private static String text(Photo photo) throws IOException {
    return new String(photo.bytes().read(), StandardCharsets.UTF_8);
  }

  private void parquet(String name, String select, String huggingFace) throws SQLException {
    DuckDb.inMemory(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(
                "COPY (%s) TO %s (FORMAT parquet, ROW_GROUP_SIZE 2048, KV_METADATA {huggingface: %s})"
                    .formatted(
                        select,
                        DuckDb.literal(root.resolve(name).toString()),
                        DuckDb.literal(huggingFace)));
          }
        });
  }
}
