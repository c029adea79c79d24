package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;

/**
 * A probe of an acquisition attribute.
 *
 * @param processing the chain of the embeddings' processing
 * @param split where the parts come from
 */
@JsonTypeName("acquisition")
public record AcquisitionSettings(
    @Asked(
            option = "--attribute",
            required = true,
            label = "NAME",
            about = "As in the split file's name, or a column of the labels.")
        String attribute,
    @Asked(
            option = "--processing",
            label = "NAME",
            names = true,
            about = "Embeddings under this processing, such as MASK_90.",
            value = "\"IDENTITY\"")
        String processing,
    Trainer classifier,
    SplitSource split)
    implements ExperimentSettings {
  @Override
  public String about() {
    return attribute;
  }

  @Override
  public AcquisitionSettings withDefaults() {
    return new AcquisitionSettings(
        attribute, Processing.IDENTITY.text(), Trainer.STUDY, split.withDefaults());
  }
}
