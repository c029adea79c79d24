package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.encodertraces.acquisition.ExifTable;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.io.TableFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "exif",
    description = {
      "Acquisition labels from the photos' own Exif and JPEG tables, spelled as FlickrExif spells its",
      "classes: Parquet or CSV with a row a photo, and why a value is missing."
    })
final class ExifCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ImagesOptions images;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The table; a name in .parquet or .csv chooses its form.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    TableFormat format = OutputFile.table(out);
    ImageDataset dataset = images.dataset().withoutSplits();
    common.sayIgnored(dataset.ignored());
    List<Photo> photos = dataset.unsplit();
    Map<String, Integer> filled = ExifTable.write(out, format, photos, common.progress());
    filled.forEach(
        (column, count) ->
            common.progress().say("%-17s %,d of %,d".formatted(column, count, photos.size())));
    common.warnOfIgnored(dataset);
    common.out().println(out);
    return 0;
  }
}
