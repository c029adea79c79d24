package org.encodertraces.probe;

import java.util.List;
import java.util.Optional;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.statistics.Shuffles;

/**
 * What a linear probe reads of a processing parameter.
 *
 * @param reading of every test photo under every class, one run a seed
 * @param best settings of the final runs
 * @param trials all that were tried while tuning; empty when the settings were given
 * @param p exact, one-sided: of reading as well when the classes of each photo's rows are dealt
 *     anew
 * @param shuffles percent read after training on shuffled labels: their mean near chance, or
 *     something is wrong; each of them off it by its own luck
 * @param paired the reading of embeddings less their photo's mean over all classes, if asked for
 */
public record ProbeOutcome(
    Parameter parameter,
    Classifier classifier,
    Training training,
    int trainPhotos,
    int testPhotos,
    Reading reading,
    Setting best,
    List<Setting> trials,
    double p,
    Shuffles shuffles,
    Optional<Reading> paired) {

  public List<Processing> classes() {
    return parameter.classes();
  }

  /** Accuracy of a guess, in percent. */
  public double chance() {
    return 100.0 / classes().size();
  }
}
