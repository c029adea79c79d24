package org.encodertraces.probe;

import java.util.List;
import java.util.Optional;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * What a linear probe reads of a processing parameter.
 *
 * @param reading of every test photo under every class, one run a seed
 * @param best settings of the final runs
 * @param trials all that were tried while tuning; empty when the settings were given
 * @param permutationP of the reading against chance, by permuting classes within photos
 * @param control the reading of one run trained on shuffled labels: at chance, or something is
 *     wrong
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
    double permutationP,
    Reading control,
    Optional<Reading> paired) {

  public List<Processing> classes() {
    return parameter.classes();
  }

  /** Accuracy of a guess, in percent. */
  public double chance() {
    return 100.0 / classes().size();
  }
}
