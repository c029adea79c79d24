package org.encodertraces.copies;

import org.jspecify.annotations.Nullable;

/**
 * The best that any threshold can do: how well the cosine of a copy to its original is told from
 * that of a copy to another photo's original.
 *
 * @param auc chance that the former exceeds the latter, ties counting half; absent bounds where
 *     fewer than three photos bear none
 * @param equalError share at which as many copies are lost as strangers pass, 0 … 1
 * @param equalErrorLow lower end of its 95 % interval over photos; absent as above
 * @param equalErrorHigh upper end
 * @param equalErrorCosine the threshold there
 */
public record Separation(
    double auc,
    @Nullable Double aucLow,
    @Nullable Double aucHigh,
    double equalError,
    @Nullable Double equalErrorLow,
    @Nullable Double equalErrorHigh,
    double equalErrorCosine) {}
