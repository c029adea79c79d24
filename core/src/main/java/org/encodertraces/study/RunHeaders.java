package org.encodertraces.study;

import java.nio.file.Path;
import java.util.Map;
import org.encodertraces.encoder.EncoderCard;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.PlanEntry;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultHeader;

/**
 * Headers of the results that one run has of one encoder and one place of data; they differ in what
 * was asked alone.
 *
 * @param command the command line, for provenance
 * @param dataset name
 * @param data embeddings or photos
 * @param found on the way
 * @param inputs SHA-256 of what was read, by path
 * @param libraries what computed
 */
record RunHeaders(
    String command,
    String dataset,
    EncoderCard card,
    Path data,
    Map<String, String> found,
    Map<String, String> inputs,
    Map<String, String> libraries) {

  /** The header of a result of this. */
  ResultHeader of(ExperimentSettings asked) {
    return ResultHeader.of(
        asked.experiment(),
        card.id(),
        card.category(),
        dataset,
        new Provenance(
            command,
            new PlanEntry(data.toAbsolutePath().normalize().toString(), card.id(), asked),
            found,
            inputs,
            libraries));
  }
}
