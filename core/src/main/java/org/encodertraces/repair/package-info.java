/**
 * Repairs: maps that take the traces of processings out of embeddings, and the audit that says what
 * they leave and what they cost. In: embeddings of photos under every processing. Out: maps, and
 * one judgment for each. Sees {@code dataset} (splits), {@code embedding}, {@code neighbors},
 * {@code processing}, {@code engine}, {@code linalg}, {@code random} and {@code statistics};
 * docs/repair.md has the formulas.
 */
package org.encodertraces.repair;
