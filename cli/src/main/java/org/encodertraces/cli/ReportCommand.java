package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.Catalogue;
import org.encodertraces.encoder.CatalogueEntry;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.io.WholeFile;
import org.encodertraces.report.CsvReport;
import org.encodertraces.report.MarkdownReport;
import org.encodertraces.report.PageFragment;
import org.encodertraces.report.PageResults;
import org.encodertraces.report.Published;
import org.encodertraces.report.PublishedFile;
import org.encodertraces.report.ReportPage;
import org.encodertraces.report.Section;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.TraceResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "report",
    description = {
      "One self-contained page over the result files of any number of encoders; or their tables as",
      "Markdown, or all their figures as one CSV."
    })
final class ReportCommand implements Callable<Integer> {

  /** More places that stand beside no result are counted. */
  private static final int NAMED = 5;

  @Mixin private CommonOptions common;

  @Option(
      names = "--results",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of result files; what lies deeper in them counts too.")
  private List<Path> folders;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The page (.html), the Markdown (.md) or the table (.csv).")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "html|markdown|csv",
      description = "What to write. Default: as the ending of --out says.")
  private @Nullable Format format;

  @Option(
      names = "--fragment",
      description =
          "HTML for a cell of a notebook or a part of another page: without html, head and body, its"
              + " styles and scripts to itself.")
  private boolean fragment;

  @Option(
      names = "--published",
      paramLabel = "FILE.csv",
      description =
          "Figures that others published, drawn in gray beside the results' own: encoder, trace,"
              + " figure, value (docs/formats.md). None come with the program.")
  private @Nullable Path published;

  /** What is written. */
  enum Format {
    HTML(".html", ".htm"),
    MARKDOWN(".md", ".markdown"),
    CSV(".csv");

    private final List<String> endings;

    Format(String... endings) {
      this.endings = List.of(endings);
    }

    static Format of(Path out) {
      String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(format -> format.endings.stream().anyMatch(name::endsWith))
          .findFirst()
          .orElseThrow(
              () ->
                  new UsageException(
                      "--out %s: expected a name that ends in %s"
                          .formatted(
                              out,
                              Arrays.stream(values())
                                  .flatMap(format -> format.endings.stream())
                                  .collect(Collectors.joining(" or ")))));
    }
  }

  @Override
  public Integer call() throws IOException {
    Format chosen = format == null ? Format.of(out) : format;
    OutputFile.require(out, chosen.endings);
    if (fragment && chosen != Format.HTML) {
      throw new UsageException("--fragment goes with --format html");
    }
    Published others =
        published == null
            ? Published.NONE
            : PublishedFile.read(
                published, Catalogue.ofStudy().entries().stream().map(CatalogueEntry::id).toList());
    List<TraceResult> read = new ArrayList<>();
    for (Path folder : folders) {
      read.addAll(ResultFiles.readAll(folder, Experiments.all()));
    }
    if (read.isEmpty()) {
      throw new InputException(
          "%s: no result to make a page of"
              .formatted(folders.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }
    List<Section> sections = Experiments.sections(Experiments.all());
    PageResults results = PageResults.of(read, sections);
    sayBeside(others, results);
    WholeFile.writeString(
        out,
        switch (chosen) {
          case HTML -> {
            String page = ReportPage.html(results, sections, others);
            yield fragment ? PageFragment.of(page) : page;
          }
          case MARKDOWN -> MarkdownReport.of(results, others);
          case CSV -> CsvReport.of(results, others);
        });
    common.out().println(out);
    return 0;
  }

  private void sayBeside(Published others, PageResults results) {
    List<String> beside = others.beside(results);
    if (!beside.isEmpty()) {
      common
          .progress()
          .say(
              "%s: no result stands beside the published figures of %s%s"
                  .formatted(
                      published,
                      beside.stream().limit(NAMED).collect(Collectors.joining(", ")),
                      beside.size() > NAMED
                          ? " and %,d more".formatted(beside.size() - NAMED)
                          : ""));
    }
  }
}
