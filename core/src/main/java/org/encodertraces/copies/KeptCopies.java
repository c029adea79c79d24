package org.encodertraces.copies;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The threshold that keeps a share of a kind's copies, and what it lets pass.
 *
 * @param wrongPairsPer1000 absent with the threshold
 * @param units absent with the threshold
 */
public record KeptCopies(
    @JsonUnwrapped KeptThreshold threshold,
    @JsonProperty("wrong_pairs_per_1000") @Nullable WrongPairs wrongPairsPer1000,
    @Nullable Units units,
    List<ConfigLine> lines) {}
