/**
 * Files that appear whole or not at all, native libraries among them. In: what to write. Out: a
 * file under its final name, or none. Sees no other package.
 */
package org.encodertraces.io;
