/** Polynomials as they are written in declarations. */
@NullMarked
package io.fieldstone.processor.polynomial;

import org.jspecify.annotations.NullMarked;
