/**
 * Shards and searches of {@code core} as tasks of Apache Spark. In: what {@code extraction} and
 * {@code neighbors} would give their threads. Out: the same bytes and numbers. Found by {@code
 * core} as services; the commands and their options are those of {@code cli}.
 */
package org.encodertraces.spark;
