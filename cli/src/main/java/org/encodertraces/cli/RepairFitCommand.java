package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.experiment.RepairSettings;
import org.encodertraces.experiment.SettingsReader;
import org.encodertraces.processing.Parameter;
import org.encodertraces.repair.Fit;
import org.encodertraces.repair.Fitter;
import org.encodertraces.repair.Form;
import org.encodertraces.repair.MapNotes;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.Repair;
import org.encodertraces.repair.RepairData;
import org.encodertraces.repair.RepairStudy;
import org.encodertraces.repair.StoredVectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "fit",
    description = {
      "Fits one method on the training split and writes it as safetensors (weight [d, d], bias"
          + " [d])",
      "with a JSON beside it. Nothing is judged: traces repair does that."
    })
final class RepairFitCommand implements Callable<Integer> {

  private static final double DEFAULT_WEIGHT = 0.1;

  private final SettingsOptions settings =
      SettingsOptions.of(RepairCommand.EXPERIMENT)
          .only("repair fit", Set.of("parameter", "fitted_on", "drop_bad_rows"));

  @Spec private CommandSpec spec;
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
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The map, a name that ends in .safetensors.")
  private Path out;

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

  /** The settings' options that a fit has too. */
  static void arrange(CommandLine command) {
    RepairFitCommand fit = (RepairFitCommand) command.getCommandSpec().userObject();
    fit.settings.addTo(command.getCommandSpec());
  }

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
    RepairSettings fitting = fitting();
    Form form =
        Optional.ofNullable(fitting.fittedOn())
            .flatMap(Form::named)
            .orElseGet(() -> RepairStudy.Settings.ownForm(asked));
    Parameter fitted = RepairData.together(fitting.parameters());
    ParameterEmbeddings opened =
        EmbeddingStore.open(embeddings)
            .of(EncoderName.ofReference(encoder.reference()))
            .open(fitted, fitting.dropBadRows() ? BadRows.DROP : BadRows.REFUSE);
    StoredVectors vectors = StoredVectors.train(opened);
    Fit fit = fit(asked, new Fitter(vectors, form), opened.classes());
    if (fit instanceof Fit.LeftOut reason) {
      throw new InputException("%s: %s %s".formatted(embeddings, asked.id(), reason.reason()));
    }
    Fit.Done done = (Fit.Done) fit;
    Map<String, Object> notes =
        MapNotes.of(
            done,
            fitted,
            EncoderName.ofReference(encoder.reference()).id(),
            common.commandLine(),
            opened.trainRows());
    notes.put("split", "train");
    AffineMapFile.write(out, ((Repair.Mapped) done.repair()).map(), notes);
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

  /** What a repair's settings tell of a fit. */
  private RepairSettings fitting() throws IOException {
    return (RepairSettings)
        new SettingsReader(settings.asking(parameters.known(), 0, false), List.of())
            .read(RepairCommand.EXPERIMENT, settings.given(spec.commandLine().getParseResult()))
            .get(0);
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
