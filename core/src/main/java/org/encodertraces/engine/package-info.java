/**
 * Threads, the product of matrices and progress, as the one object that an experiment is given. In:
 * numbered pieces of work. Out: them done, with the same bits whatever the number of threads. Sees
 * {@code linalg}.
 */
package org.encodertraces.engine;
