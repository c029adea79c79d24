package org.encodertraces.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.Catalogue;
import org.encodertraces.encoder.CatalogueEntry;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.EncoderCheck;
import org.encodertraces.encoder.EncoderCheck.Finding;
import org.encodertraces.encoder.EncoderCheck.Level;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.encoder.EncoderHome.Installed;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.encoder.ShippedEncoders;
import org.encodertraces.encoder.ShippedEncoders.Shipped;
import org.encodertraces.hub.EncoderPull;
import org.encodertraces.hub.HubSettings;
import org.encodertraces.study.CheckPictures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "encoders",
    description = {
      "The study's 47 encoders and your own: what there is, how to get it, and whether to trust it.",
      "Your own: put a folder MODEL/VARIANT with one .onnx file and its JSON into",
      "~/.cache/encoder-traces/encoders (TRACES_HOME/encoders), or name a path."
    },
    subcommands = {
      EncodersCommand.ListCommand.class,
      EncodersCommand.ShowCommand.class,
      EncodersCommand.PullCommand.class,
      EncodersCommand.CheckCommand.class,
    })
final class EncodersCommand {

  private EncodersCommand() {}

  private static CatalogueEntry entry(String id) {
    Catalogue catalogue = Catalogue.ofStudy();
    return catalogue
        .find(id)
        .orElseThrow(
            () ->
                new UsageException(
                    catalogue
                        .idOf(id)
                        .map(known -> "%s: the catalogue calls it %s".formatted(id, known))
                        .orElseGet(
                            () ->
                                "%s: not in the catalogue; %s"
                                    .formatted(id, catalogue.suggestion(id)))));
  }

  private static EncoderHome home() {
    return EncoderHome.of(System.getenv());
  }

  @Command(name = "list", description = "The catalogue and the encoders on this machine.")
  static final class ListCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;

    @Option(
        names = "--category",
        paramLabel = "CVL|SUP|SSL",
        description = "Only encoders of this category.")
    private @Nullable String category;

    @Option(names = "--here", description = "Only encoders that are on this machine.")
    private boolean onlyHere;

    @Parameters(
        arity = "0..1",
        paramLabel = "TEXT",
        description = "Only encoders whose id, or whose name on a hub, holds this text.")
    private String text = "";

    @Override
    public Integer call() throws IOException {
      Map<String, Installed> here =
          home().installed().stream().collect(Collectors.toMap(Installed::id, one -> one));
      Catalogue catalogue = Catalogue.ofStudy();
      requireCategory(catalogue);
      int shown = 0;
      common
          .out()
          .print(
              "%-32s %-8s %5s %6s  %-9s %-8s %s%n"
                  .formatted("ID", "CATEGORY", "CROP", "WIDTH", "FILTER", "STATS", "HERE"));
      List<CatalogueEntry> all = new ArrayList<>(catalogue.entries());
      all.addAll(catalogue.beside());
      for (CatalogueEntry entry : all) {
        if (isShown(catalogue.names(entry), entry.category(), here.containsKey(entry.id()))) {
          shown++;
          common
              .out()
              .print(
                  "%-32s %-8s %5d %6d  %-9s %-8s %s%n"
                      .formatted(
                          entry.id(),
                          entry.category(),
                          entry.crop(),
                          entry.dimension(),
                          entry.filter().name().toLowerCase(Locale.ROOT),
                          entry.statistics(),
                          here.containsKey(entry.id())
                              ? "yes"
                              : entry.onnx().isPresent() ? "pull" : "export"));
        }
      }
      for (Shipped toy : ShippedEncoders.all()) {
        if (isShown(List.of(toy.id()), toy.category(), true)) {
          shown++;
          common
              .out()
              .print("%-32s %-8s toy: %s%n".formatted(toy.id(), toy.category(), toy.training()));
        }
      }
      for (Installed own : here.values()) {
        if (catalogue.find(own.id()).isEmpty() && isShown(List.of(own.id()), "", true)) {
          shown++;
          common.out().print("%-32s %-8s %s%n".formatted(own.id(), "own", own.file()));
        }
      }
      common.out().flush();
      if (shown == 0) {
        common.progress().say("none fits (traces encoders list shows all)");
      }
      return 0;
    }

    private void requireCategory(Catalogue catalogue) {
      Set<String> known = new TreeSet<>();
      catalogue.entries().forEach(entry -> known.add(entry.category()));
      if (category != null && known.stream().noneMatch(category::equalsIgnoreCase)) {
        throw new UsageException(
            "--category %s: expected one of %s".formatted(category, String.join(", ", known)));
      }
    }

    private boolean isShown(List<String> names, String ofCategory, boolean here) {
      return names.stream()
              .anyMatch(
                  name -> name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
          && (category == null || category.equalsIgnoreCase(ofCategory))
          && (!onlyHere || here);
    }
  }

  @Command(name = "show", description = "Everything about one encoder of the catalogue.")
  static final class ShowCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "Such as clip/ViT-B-32.")
    private String id;

    @Override
    public Integer call() throws IOException {
      Optional<Shipped> toy = ShippedEncoders.find(id);
      if (toy.isPresent()) {
        return show(toy.get());
      }
      CatalogueEntry entry = entry(id);
      print("id", entry.id());
      print("category", entry.category());
      print("transform", entry.preprocessor().describe());
      print("width", Integer.toString(entry.dimension()));
      print("weights", entry.source());
      print("license", entry.license().isEmpty() ? "not known" : entry.license());
      print(
          "public ONNX",
          entry
              .onnx()
              .map(
                  file -> "%s, %s at %s".formatted(file.repository(), file.file(), file.revision()))
              .orElse("none known"));
      print("export", "python3 tools/export_encoder.py %s --id %s".formatted(entry.export(), id));
      if (!entry.note().isEmpty()) {
        print("note", entry.note());
      }
      print(
          "here", home().find(id).map(Object::toString).orElse("no; " + Encoders.howToGet(entry)));
      common.out().flush();
      return 0;
    }

    private int show(Shipped toy) throws IOException {
      try (Encoder opened = Encoders.open(toy.id())) {
        print("id", toy.id());
        print("category", toy.category());
        print("transform", opened.card().transform());
        print("width", Integer.toString(opened.dimension()));
        print("weights", "this project's own, %s (docs/toys.md)".formatted(toy.training()));
      }
      print("here", "comes with the program");
      common.out().flush();
      return 0;
    }

    private void print(String name, String value) {
      common.out().print("%-12s %s%n".formatted(name, value));
    }
  }

  @Command(
      name = "pull",
      description = {
        "Brings an encoder of the catalogue that has a public ONNX export to this machine, with the",
        "study's transform. HF_ENDPOINT, HF_TOKEN and HF_HUB_OFFLINE are read. What comes is held",
        "against the hub's length and hash and must be a model before it gets its name; a stopped",
        "download goes on where it was."
      })
  static final class PullCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "Such as clip/ViT-B-32.")
    private String id;

    @Override
    public Integer call() throws IOException, InterruptedException {
      CatalogueEntry entry = entry(id);
      common
          .out()
          .println(
              EncoderPull.over(HubSettings.of(System.getenv()), home(), common.progress())
                  .pull(entry));
      return 0;
    }
  }

  @Command(
      name = "check",
      description = {
        "Runs an encoder on drawn pictures and says whether to trust it: the same twice, alone and in a",
        "batch, different for different pictures; its floor; and how far a wrong transform would be off.",
        "Exit code 3 when it cannot be used."
      })
  static final class CheckCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;

    @Parameters(paramLabel = "E", description = EncoderOption.REFERENCES)
    private String encoder;

    @Override
    public Integer call() throws IOException {
      try (Encoder opened = Encoders.open(encoder)) {
        List<Finding> findings = EncoderCheck.run(opened, CheckPictures.all());
        common.out().println(opened.card().id());
        for (Finding finding : findings) {
          common
              .out()
              .println(
                  switch (finding.level()) {
                        case FINE -> "      ";
                        case NOTE -> "note  ";
                        case BAD -> "BAD   ";
                      }
                      + finding.text());
        }
        Optional<Finding> bad =
            findings.stream().filter(finding -> finding.level() == Level.BAD).findFirst();
        common.out().println(bad.isPresent() ? "not usable" : "usable");
        return bad.isPresent() ? Traces.BAD_INPUT : 0;
      }
    }
  }
}
