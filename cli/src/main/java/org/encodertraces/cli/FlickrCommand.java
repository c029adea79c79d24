package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.encodertraces.InputException;
import org.encodertraces.acquisition.LabelTable;
import org.encodertraces.acquisition.SplitMaker;
import org.encodertraces.acquisition.SplitMaker.LabeledPhoto;
import org.encodertraces.dataset.AcquisitionSplit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "flickr",
    description = "Builds a FlickrExif-like data set.",
    subcommands = {FlickrCommand.SplitsCommand.class})
final class FlickrCommand {

  private FlickrCommand() {}

  @Command(
      name = "splits",
      description = {
        "Split files in FlickrExif's format from a table of labels: classes with enough photos, few",
        "photos of one owner and month, test and val balanced, the rest for training, no owner in two",
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
        SplitMaker.Outcome outcome = SplitMaker.make(out, attribute, photos, settings);
        outcome.split().write();
        say(outcome, table.rows() - photos.size());
        common.out().println(outcome.split().file());
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
