package org.encodertraces.repair;

import java.util.Optional;
import org.encodertraces.statistics.Figure;

/**
 * Content against processing among the nearest of other photos: SO are those of the query's class
 * under another processing, OS those of another class under the query's.
 *
 * @param index SO / (SO + OS) (PathoROB: J. Kömen et al., "Towards robust foundation models for
 *     digital pathology", 2025)
 * @param undefined percent of queries with neither among their ten nearest
 * @param margin cosine of the nearest SO less that of the nearest OS
 * @param worstTenth mean margin of the tenth of the photos where it is lowest; none of fewer than
 *     100 photos, where no interval that was tried covers it (docs/statistics.md)
 */
public record Robustness(
    Figure index, Figure undefined, Figure margin, Optional<Figure> worstTenth) {}
