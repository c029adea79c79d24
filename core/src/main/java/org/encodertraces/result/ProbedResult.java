package org.encodertraces.result;

import java.util.List;

/** What a linear probe reads, of a processing or of an acquisition attribute; in percent. */
public sealed interface ProbedResult extends ClaimedResult permits ProbeResult, AcquisitionResult {

  List<String> classes();

  double chance();

  double accuracyMean();

  double accuracyStd();

  List<Double> accuracies();

  /** 95 % over test photos. */
  Range interval();

  int trainPhotos();

  int testPhotos();

  /** How training photos were used, in a word or two. */
  String training();

  ProbeResult.Best best();

  List<ProbeResult.Best> trials();

  /** What speaks for the reading. */
  Evidence evidence();

  /** By balanced accuracy; by the plain one in files that have no other. */
  @Override
  default Effect effect() {
    return evidence().effect(testPhotos(), accuracyMean(), chance(), interval());
  }
}
