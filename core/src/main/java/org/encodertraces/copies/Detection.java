package org.encodertraces.copies;

import org.jspecify.annotations.Nullable;

/**
 * Copy detection as its field measures it, all in 0 … 1: copies ask for their originals among
 * references, and all answers of all queries are ranked together. Without a matched query there are
 * no figures.
 *
 * @param queries that were asked, those without a match included
 * @param matched queries whose original is a reference
 * @param background photos that scores were normalized by, neither query nor reference
 * @param microAp average precision over all pairs of a query and a reference ({@link PairRanking})
 * @param microApLow lower end of its 95 % interval over photos; absent where fewer than two matched
 *     queries bear none
 * @param microApHigh upper end
 * @param microApNormalized the same by scores less the mean of ranks 0 to 2 of the query's cosines
 *     to the background; absent where there are fewer than three photos of background
 * @param microApNormalizedLow lower end of its interval
 * @param microApNormalizedHigh upper end
 * @param recallAtP90 share of the originals that are found at 90 % precision
 * @param recallAtP90Low lower end of its 95 % interval over photos ({@link PrecisionLevels})
 * @param recallAtP90High upper end
 * @param recallAtP90Normalized the same by normalized scores
 * @param recallAtP90NormalizedLow lower end of its interval
 * @param recallAtP90NormalizedHigh upper end
 * @param accuracyAt1 share of the matched queries whose original is nearer than any other reference
 * @param accuracyAt1Low lower end of its interval, one answer a photo
 * @param accuracyAt1High upper end
 */
public record Detection(
    int queries,
    int matched,
    int references,
    int background,
    @Nullable Double microAp,
    @Nullable Double microApLow,
    @Nullable Double microApHigh,
    @Nullable Double microApNormalized,
    @Nullable Double microApNormalizedLow,
    @Nullable Double microApNormalizedHigh,
    @Nullable Double recallAtP90,
    @Nullable Double recallAtP90Low,
    @Nullable Double recallAtP90High,
    @Nullable Double recallAtP90Normalized,
    @Nullable Double recallAtP90NormalizedLow,
    @Nullable Double recallAtP90NormalizedHigh,
    @Nullable Double accuracyAt1,
    @Nullable Double accuracyAt1Low,
    @Nullable Double accuracyAt1High) {}
