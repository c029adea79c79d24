package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.processing.Parameter;
import org.encodertraces.repair.Fit;
import org.encodertraces.repair.Fitter;
import org.encodertraces.repair.Form;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.Repair;
import org.encodertraces.repair.RepairData;
import org.encodertraces.repair.RepairStudy;
import org.encodertraces.repair.StoredVectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "fit",
    description = {
      "Fits one method on the training split and writes it as safetensors (weight [d, d], bias"
          + " [d])",
      "with a JSON beside it. Nothing is judged: traces repair does that."
    })
final class RepairFitCommand implements Callable<Integer> {

  private static final double DEFAULT_WEIGHT = 0.1;

  @Mixin private CommonOptions common;
  @Mixin private ParametersOptions parameters;
  @Mixin private EncoderOption encoder;

  @Option(
      names = "--method",
      required = true,
      paramLabel = "M",
      description = "identity, random, leace, leace-exact, splince, nap or whiten.")
  private String method;

  @Option(
      names = "--embeddings",
      required = true,
      paramLabel = "DIR",
      description = "The data set's folder, which holds the processing folders.")
  private Path embeddings;

  @Option(
      names = "--parameter",
      required = true,
      paramLabel = "P,…",
      split = ",",
      hideParamSyntax = true,
      description = "Parameters whose traces are to go, of the study or of --parameters.")
  private List<String> parameterIds;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The map, a name that ends in .safetensors.")
  private Path out;

  @Option(
      names = "--fitted-on",
      paramLabel = "raw|unit",
      description =
          "Fit on vectors as stored, or on vectors of length 1. Default: raw for leace-exact, unit"
              + " for all others. Whoever applies the map takes vectors the same way.")
  private @Nullable String fittedOn;

  @Option(
      names = "--rank",
      paramLabel = "N",
      description =
          "Directions that nap and random take away. Default: one fewer than there are"
              + " processings.")
  private @Nullable Integer rank;

  @Option(
      names = "--weight",
      paramLabel = "W",
      description =
          "Weight of the complement for whiten, above 0 and at most 1. Default: ${DEFAULT-VALUE}.")
  private double weight = DEFAULT_WEIGHT;

  @Option(
      names = "--drop-bad-rows",
      description = "Leave photos out whose embedding holds NaN, infinities or only zeros.")
  private boolean dropBadRows;

  @Override
  public Integer call() throws IOException {
    OutputFile.require(out, List.of(".safetensors"));
    Method asked = RepairOptions.method("--method", method);
    if (!asked.isMap()) {
      throw new UsageException(
          "--method %s: is no map; %s"
              .formatted(
                  asked.id(),
                  asked.oracle()
                      ? "it needs the processing of every vector (traces repair shows what it does)"
                      : "it is a processing, which traces extract takes"));
    }
    if (!(weight > 0 && weight <= 1)) {
      throw new UsageException("--weight %s: expected above 0 and at most 1".formatted(weight));
    }
    if (rank != null && rank < 1) {
      throw new UsageException("--rank %d: expected 1 or more".formatted(rank));
    }
    Form form = RepairOptions.form(fittedOn).orElseGet(() -> RepairStudy.Settings.ownForm(asked));
    List<Parameter> chosen = new ArrayList<>();
    for (String id : parameterIds) {
      chosen.add(parameters.parameter(id));
    }
    Parameter fitted = RepairData.together(chosen);
    ParameterEmbeddings opened =
        EmbeddingStore.open(embeddings)
            .of(EncoderName.ofReference(encoder.reference()))
            .open(fitted, dropBadRows ? BadRows.DROP : BadRows.REFUSE);
    StoredVectors vectors = StoredVectors.train(opened);
    Fit fit = fit(asked, new Fitter(vectors, form), opened.classes());
    if (fit instanceof Fit.LeftOut reason) {
      throw new InputException("%s: %s %s".formatted(embeddings, asked.id(), reason.reason()));
    }
    Fit.Done done = (Fit.Done) fit;
    Map<String, Object> notes = new LinkedHashMap<>();
    notes.put("command", common.commandLine());
    notes.put("photos", opened.trainRows());
    notes.put("split", "train");
    AffineMapFile.write(
        out,
        ((Repair.Mapped) done.repair()).map(),
        RepairOptions.notes(
            done, fitted, EncoderName.ofReference(encoder.reference()).id(), notes));
    common
        .progress()
        .say(
            "%s of %s: %d of %d directions go, fitted on %,d photos under %d processings"
                .formatted(
                    asked.id(),
                    fitted.id(),
                    done.rank(),
                    opened.dimension(),
                    opened.trainRows(),
                    opened.classes()));
    common.out().println(out);
    return 0;
  }

  private Fit fit(Method asked, Fitter fitter, int processings) {
    int directions = Optional.ofNullable(rank).orElse(Math.max(1, processings - 1));
    return switch (asked) {
      case IDENTITY -> fitter.identity();
      case RANDOM -> fitter.random(directions);
      case LEACE -> fitter.leace();
      case LEACE_EXACT -> fitter.leaceExact();
      case SPLINCE -> fitter.splince();
      case NAP -> fitter.nap(directions);
      case WHITEN -> fitter.whiten(weight);
      case MEAN, COMBAT, CANONICAL -> throw new IllegalStateException("no map");
    };
  }
}
