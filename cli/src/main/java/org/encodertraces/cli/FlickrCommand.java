package org.encodertraces.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.acquisition.LabelTable;
import org.encodertraces.acquisition.SplitMaker;
import org.encodertraces.acquisition.SplitMaker.LabeledPhoto;
import org.encodertraces.dataset.AcquisitionSplit;
import org.encodertraces.flickr.FlickrApi;
import org.encodertraces.flickr.FlickrHarvest;
import org.encodertraces.flickr.UploadWindow;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "flickr",
    description = "Builds a FlickrExif-like data set.",
    subcommands = {FlickrCommand.HarvestCommand.class, FlickrCommand.SplitsCommand.class})
final class FlickrCommand {

  private FlickrCommand() {}

  @Command(
      name = "harvest",
      description = {
        "Collects photos of chosen licenses with their Exif over Flickr's API: DIR/photos/ID.jpg"
            + " and",
        "DIR/photos.parquet with labels, license and the page for attribution. Needs an API key of",
        "yours in FLICKR_API_KEY or a file; it is never printed or stored. A stopped harvest goes"
            + " on",
        "where it was."
      })
  static final class HarvestCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
    private Path out;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "DATE",
        description = "First day of upload, such as 2010-01-01 (UTC).")
    private LocalDate from;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "DATE",
        description = "Last day of upload (UTC).")
    private LocalDate to;

    @Option(
        names = "--license",
        split = ",",
        paramLabel = "NAME",
        description =
            "Names or ids of licenses as Flickr lists them. Default: those that ask for attribution"
                + " at most (CC BY, CC0, public domain, no known restrictions, US government).")
    private List<String> licenses = List.of();

    @Option(
        names = "--photos",
        paramLabel = "N",
        description = "Photos to find, about. Default: ${DEFAULT-VALUE}.")
    private int photos = 1000;

    @Option(
        names = "--key-file",
        paramLabel = "FILE",
        description = "File that holds the API key. Default: the variable FLICKR_API_KEY.")
    private @Nullable Path keyFile;

    @Option(
        names = "--calls-per-hour",
        paramLabel = "N",
        description = "API calls, at most. Default: ${DEFAULT-VALUE}, what Flickr allows a key.")
    private int callsPerHour = FlickrApi.CALLS_PER_HOUR;

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        description = "For one whole answer. Default: ${DEFAULT-VALUE}.")
    private int timeout = 60;

    @Option(
        names = "--plain-owners",
        description = "Keep Flickr's ids of owners. Default: hashes, salted for this harvest.")
    private boolean plainOwners;

    @Option(
        names = "--endpoint",
        paramLabel = "URL",
        hidden = true,
        description = "Another address of the API, for tests.")
    private URI endpoint = FlickrApi.ENDPOINT;

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (callsPerHour < 1 || timeout < 1 || to.isBefore(from) || from.getYear() < 1970) {
        throw new UsageException(
            "--from %s --to %s --calls-per-hour %d --timeout %d: expected days from 1970 on, in order, and numbers from 1 on"
                .formatted(from, to, callsPerHour, timeout));
      }
      FlickrApi api =
          new FlickrApi(
              new FlickrApi.Settings(endpoint, callsPerHour, Duration.ofSeconds(timeout)),
              key(),
              common.progress()::say);
      FlickrHarvest.Outcome outcome =
          FlickrHarvest.run(
              api,
              new FlickrHarvest.Settings(
                  out,
                  new UploadWindow(
                      from.atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
                      to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() - 1),
                  licenses,
                  photos,
                  plainOwners),
              common.progress());
      outcome.lines().forEach(common.progress()::say);
      common.out().println(outcome.table());
      return 0;
    }

    private String key() throws IOException {
      String key =
          keyFile == null
              ? Objects.requireNonNullElse(System.getenv("FLICKR_API_KEY"), "")
              : Files.readString(keyFile);
      if (key.isBlank()) {
        throw new UsageException(
            "no API key: set FLICKR_API_KEY or --key-file (flickr.com/services/apps/create gives"
                + " one)");
      }
      return key.strip();
    }
  }

  @Command(
      name = "splits",
      description = {
        "Split files in FlickrExif's format from a table of labels: classes with enough photos,"
            + " few",
        "photos of one owner and month, test and val balanced, the rest for training, no owner in"
            + " two",
        "parts. Prints what each split holds and what was left out of it, and why."
      })
  static final class SplitsCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private SplitOptions splitting;

    @Option(
        names = "--exif",
        required = true,
        paramLabel = "FILE",
        description =
            "Parquet of traces exif or traces flickr harvest, or any Parquet or CSV with a column"
                + " photo; owner and date_taken are used where they are there.")
    private Path exif;

    @Option(
        names = "--attribute",
        required = true,
        split = ",",
        paramLabel = "NAME",
        description = "Columns to make splits of, such as Make or 'ISO Speed'.")
    private List<String> attributes = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
    private Path out;

    @Override
    public Integer call() throws IOException {
      SplitMaker.Settings settings =
          splitting.settings(SplitMaker.Settings.STUDY.test(), SplitMaker.Settings.STUDY.val());
      LabelTable table = LabelTable.open(exif);
      if (!table.hasOwners()) {
        common
            .progress()
            .say(exif + ": has no column owner; every photo counts as of an owner of its own");
      }
      for (String attribute : attributes) {
        if (attribute.contains("/") || attribute.contains("\\")) {
          throw new InputException(
              "--attribute %s: cannot be part of a file's name".formatted(attribute));
        }
        List<LabeledPhoto> photos = table.photos(attribute);
        SplitMaker.Outcome outcome = SplitMaker.make(exif.toString(), attribute, photos, settings);
        outcome.split().write(out);
        say(outcome, table.rows() - photos.size());
        common.out().println(AcquisitionSplit.file(out, attribute));
      }
      return 0;
    }

    private void say(SplitMaker.Outcome outcome, int withoutValue) {
      AcquisitionSplit split = outcome.split();
      common
          .progress()
          .say(
              "%s: %d classes, %,d train, %,d val, %,d test photos"
                  .formatted(
                      split.attribute(),
                      split.classes().size(),
                      split.train().ids().size(),
                      split.val().ids().size(),
                      split.test().ids().size()));
      for (int label = 0; label < split.classes().size(); label++) {
        int own = label;
        long train = Arrays.stream(split.train().labels()).filter(one -> one == own).count();
        common
            .progress()
            .say("  %-30s %,d for training".formatted(split.classes().get(label), train));
      }
      common.progress().say("  left out: %,d without a value".formatted(withoutValue));
      outcome
          .dropped()
          .forEach(
              (reason, count) ->
                  common.progress().say("  left out: %,d %s".formatted(count, reason)));
      outcome
          .droppedClasses()
          .forEach(
              (name, reason) -> common.progress().say("  no class %s: %s".formatted(name, reason)));
    }
  }
}
