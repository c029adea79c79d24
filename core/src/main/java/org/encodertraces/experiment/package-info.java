/**
 * The experiments, each with what it is asked, what it needs, how it runs and what it says. In:
 * embeddings, photos, encoders. Out: results. Sees what stands before it, {@code report} for the
 * sections of the page too; {@code study} and the commands find experiments in one list, {@link
 * org.encodertraces.experiment.Experiments}.
 */
package org.encodertraces.experiment;
