package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.NeighborsResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailsTest {

  private static final NeighborsResult NEIGHBORS =
      new MadeUpStudy("class").neighbors("a/x", Parameter.JPEG, 32);

  @Test
  void allAreHeldWhereTheyFit() {
    Thumbnails thumbnails = Thumbnails.within(10_000_000, List.of(NEIGHBORS));

    assertThat(thumbnails.pictures()).hasSize(32);
    assertThat(thumbnails.statement(2_000_000))
        .startsWith("32 small pictures are in the page; the page weighs 2.");
  }

  @Test
  void fewerAreHeldWhereTheyDoNotAndTheReaderIsTold() {
    long all = Thumbnails.within(10_000_000, List.of(NEIGHBORS)).bytes();

    Thumbnails some = Thumbnails.within(all / 2, List.of(NEIGHBORS));

    assertThat(some.bytes()).isLessThanOrEqualTo(all / 2);
    assertThat(some.pictures().size()).isBetween(10, 22);
    // The first query is shown before the second.
    assertThat(some.pictures()).containsKey("ImageNet:class/0.jpg");
    assertThat(some.statement(0))
        .startsWith(
            some.pictures().size()
                + " of 32 small pictures are in the page, to keep it under 25 MB");
  }

  @Test
  void aPageOfTooManyPicturesStaysUnder25Megabytes(@TempDir Path folder) throws IOException {
    // 32 pictures of noise, close to a megabyte each.
    NeighborsResult heavy = new MadeUpStudy("class").neighbors("a/x", Parameter.JPEG, 640);
    assertThat(heavy.thumbnails().values().stream().mapToLong(String::length).sum())
        .isGreaterThan(25_000_000);

    Path page = folder.resolve("page.html");
    ReportPage.write(page, List.of(heavy), Experiments.sections(Experiments.all()));

    assertThat(Files.size(page)).isBetween(20_000_000L, 25_000_000L);
    assertThat(Files.readString(page)).contains("of 32 small pictures are in the page");
  }
}
