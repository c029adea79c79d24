/**
 * Random draws that repeat the study's and never depend on order or threads. In: seeds and ids.
 * Out: numbers. Sees no other package.
 */
package org.encodertraces.random;
