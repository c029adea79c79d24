/**
 * The command line: parses, calls the library, prints. In: arguments. Out: exit codes, results on
 * standard output, everything else on standard error.
 */
package org.encodertraces.cli;
