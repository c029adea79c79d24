package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.Wording;

/**
 * The five set-ups.
 *
 * @param queries validation photos that ask, drawn by chance; {@link #ALL}
 * @param dropBadRows whether photos without a direction are left out instead of refused
 */
@JsonTypeName("knn")
public record KnnSettings(
    @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
        Classes parameter,
    @Asked(
            option = "--k",
            label = "K",
            about = "Neighbors that vote; the study takes 10 on ImageNet, 1 on iNaturalist.",
            least = 1,
            value = "10")
        int k,
    @Asked(
            option = "--queries",
            label = "N",
            about =
                "Query photos, drawn by chance, the same each time; 0 takes all. Every figure has"
                    + " its interval over the photos taken.",
            least = 0,
            value = "0")
        int queries,
    @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
        boolean dropBadRows)
    implements ExperimentSettings {

  /** Neighbors that vote or are shown, unless the user says otherwise; the study's on ImageNet. */
  public static final int STUDY_K = 10;

  /** Of {@link #queries}: every validation photo. */
  public static final int ALL = 0;

  @Override
  public String about() {
    return parameter.id();
  }

  @Override
  public KnnSettings withDefaults() {
    return new KnnSettings(parameter, STUDY_K, ALL, false);
  }
}
