/** Benchmarks with a main method each; PERFORMANCE.md has their commands and figures. */
package org.encodertraces.benchmarks;
