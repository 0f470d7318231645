/** Elliptic curves, their points as values, and the standard encodings of points. */
@NullMarked
package io.fieldstone.runtime.curve;

import org.jspecify.annotations.NullMarked;
