package org.encodertraces.report;

import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.RetrieveResult;

/** That recall falls among photos of the query's own type of camera. */
final class RecallClaims implements Claiming {

  @Override
  public boolean isOf(ClaimedResult result) {
    return result instanceof RetrieveResult;
  }

  @Override
  public String claim() {
    return "retrieval that accuracy falls";
  }

  @Override
  public String column(String about) {
    return "recall@1";
  }

  @Override
  public String figure(Standing standing) {
    RetrieveResult.Recall mean = ((RetrieveResult) standing.result()).mean();
    return StandingWords.fromTo(mean.different(), mean.same(), standing.effect().interval());
  }

  @Override
  public String found(Standing standing) {
    return "photos by the same type of camera crowd out the same subject: recall@1 falls %s %s: %s"
        .formatted(change(standing), when(standing), StandingWords.of(standing));
  }

  @Override
  public String opposite(Standing standing) {
    return "recall@1 rises %s %s: no fall; %s"
        .formatted(change(standing), when(standing), StandingWords.NO_CLAIM);
  }

  @Override
  public String undecided(Standing standing) {
    return "recall@1 goes %s %s%s: whether it falls cannot be told; %s"
        .formatted(
            change(standing),
            when(standing),
            StandingWords.insufficient(standing, ", ", "0"),
            StandingWords.smallestFall(
                standing, ((RetrieveResult) standing.result()).mean().different()));
  }

  private static String change(Standing standing) {
    RetrieveResult.Recall mean = ((RetrieveResult) standing.result()).mean();
    return StandingWords.change(standing, mean.different(), mean.same(), "pairs");
  }

  private static String when(Standing standing) {
    return "from a gallery by the other type of camera to one by the query's own, where chance is %s %%"
        .formatted(Markup.number(100.0 / ((RetrieveResult) standing.result()).pairs()));
  }
}
