package org.encodertraces.probe;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.io.KeptParts.Form;

/** What of a probe is kept when it is stopped, as bytes: trials, final runs, shuffles. */
final class ProbeForms {

  /** Trials that were trained together. */
  static final Form<List<Setting>> TRIALS =
      new Form<>(ProbeForms::writeTrials, ProbeForms::readTrials);

  /** A final run. */
  static final Form<FinalRun> FINAL_RUN =
      new Form<>(
          (run, out) -> {
            writeSetting(run.setting(), out);
            out.writeInt(run.read().length);
            for (int[] read : run.read()) {
              out.writeInt(read[0]);
            }
          },
          in -> {
            Setting setting = readSetting(in);
            int[][] read = new int[in.readInt()][1];
            for (int[] row : read) {
              row[0] = in.readInt();
            }
            return new FinalRun(setting, read);
          });

  /** Accuracies, or parameters. */
  static final Form<double[]> NUMBERS =
      new Form<>(ProbeForms::writeNumbers, ProbeForms::readNumbers);

  /** A trial of logistic regression, from whose end the next begins. */
  static final Form<LogisticTrial> LOGISTIC_TRIAL =
      new Form<>(
          (trial, out) -> {
            out.writeDouble(trial.accuracy());
            writeNumbers(trial.parameters(), out);
          },
          in -> new LogisticTrial(in.readDouble(), readNumbers(in)));

  /**
   * What a final run left.
   *
   * @param setting with its objective
   * @param read [rows][1], the class of each tested row
   */
  record FinalRun(Setting setting, int[][] read) {}

  /**
   * A trial of logistic regression.
   *
   * @param accuracy in percent of the rows held out
   * @param parameters where it ended
   */
  record LogisticTrial(double accuracy, double[] parameters) {}

  private ProbeForms() {}

  private static void writeTrials(List<Setting> trials, DataOutputStream out) throws IOException {
    out.writeInt(trials.size());
    for (Setting trial : trials) {
      writeSetting(trial, out);
    }
  }

  private static List<Setting> readTrials(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Setting> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(readSetting(in));
    }
    return trials;
  }

  private static void writeSetting(Setting setting, DataOutputStream out) throws IOException {
    if (setting instanceof Setting.Sgd sgd) {
      out.writeBoolean(true);
      out.writeDouble(sgd.lr());
      out.writeDouble(sgd.wd());
    } else {
      Setting.Logistic logistic = (Setting.Logistic) setting;
      out.writeBoolean(false);
      out.writeDouble(logistic.c());
      out.writeDouble(logistic.objective());
    }
    out.writeDouble(setting.valAccuracy());
  }

  private static Setting readSetting(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? new Setting.Sgd(in.readDouble(), in.readDouble(), in.readDouble())
        : new Setting.Logistic(in.readDouble(), in.readDouble(), in.readDouble());
  }

  private static void writeNumbers(double[] numbers, DataOutputStream out) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  private static double[] readNumbers(DataInputStream in) throws IOException {
    double[] numbers = new double[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }
}
