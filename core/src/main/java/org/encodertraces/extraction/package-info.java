/**
 * From photos to embedding files: decode once, process, crop, embed, in shards that survive a kill.
 * In: a data set, encoders, settings. Out: safetensors in the study's layout. Sees every station
 * before {@code embedding}, and that.
 */
package org.encodertraces.extraction;
