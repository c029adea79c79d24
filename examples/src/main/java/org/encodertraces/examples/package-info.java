/** Three complete programs on the library, to copy from. */
package org.encodertraces.examples;
