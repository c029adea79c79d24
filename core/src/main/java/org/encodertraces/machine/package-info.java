/**
 * How fast this machine is beside what it could do. In: a folder for planted embeddings. Out: each
 * experiment's processor time, and that of the products and copies that it cannot do without. Sees
 * {@code dataset}, {@code embedding}, {@code processing}, {@code probe}, {@code neighbors}, {@code
 * engine}, {@code linalg} and {@code random}.
 */
package org.encodertraces.machine;
