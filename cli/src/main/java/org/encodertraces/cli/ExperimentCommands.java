package org.encodertraces.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.TraceResult;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of all experiments, each under the words that it names. */
final class ExperimentCommands {

  private ExperimentCommands() {}

  /** Those whose first word this holds for. */
  static void add(CommandLine traces, List<Experiment<?, ?>> experiments, Predicate<String> first) {
    for (Experiment<?, ?> experiment : experiments) {
      String[] words = experiment.command().split(" ", -1);
      if (!first.test(words[0])) {
        continue;
      }
      CommandLine above = traces;
      for (int i = 0; i < words.length - 1; i++) {
        above = group(above, words[i]);
      }
      above.addSubcommand(words[words.length - 1], of(experiment, experiments));
    }
  }

  private static <S extends ExperimentSettings, R extends TraceResult> CommandSpec of(
      Experiment<S, R> experiment, List<Experiment<?, ?>> known) {
    return ExperimentCommand.of(
        experiment, known, Optional.ofNullable(WORDS.get(experiment.name())).map(Supplier::get));
  }

  /** The command of a word that is not the last, such as {@code probe}. */
  private static CommandLine group(CommandLine above, String word) {
    CommandLine there = above.getSubcommands().get(word);
    if (there != null) {
      return there;
    }
    CommandSpec spec = CommandSpec.create();
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage().description(GROUPS.getOrDefault(word, "Experiments of one kind."));
    CommandLine group = new CommandLine(spec);
    above.addSubcommand(word, group);
    return group;
  }

  private static final Map<String, String> GROUPS =
      Map.of("probe", "Reads a trace from embeddings with a linear probe.");

  /** By experiment. */
  private static final Map<String, Supplier<ExperimentWords>> WORDS =
      Map.of("threshold", ThresholdWords::new, "diff", DiffWords::new);
}
