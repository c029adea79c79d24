/** Encoder Traces: what visual encoders remember of how a picture was made. */
package org.encodertraces;
