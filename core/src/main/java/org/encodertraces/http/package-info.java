/**
 * Questions to servers that may fail in every way. In: a question, and how long its asker has
 * patience. Out: an answer that came whole, or a fault that says whether asking again can help.
 * Everything that this program asks of a network goes through {@link org.encodertraces.http.Web}.
 * Sees no other package.
 */
package org.encodertraces.http;
