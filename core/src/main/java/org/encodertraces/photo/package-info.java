/**
 * Opens photos: pixels of a photo wherever its bytes lie, or the reason to skip it, and small
 * pictures for pages. In: photos. Out: pixels, thumbnails, who was skipped and why. Sees {@code
 * dataset} and {@code image}.
 */
package org.encodertraces.photo;
