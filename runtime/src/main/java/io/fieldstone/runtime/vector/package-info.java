/**
 * Vectors' memory: how it is laid out, who uses it, how it is read, written and copied. Not
 * exported.
 */
@NullMarked
package io.fieldstone.runtime.vector;

import org.jspecify.annotations.NullMarked;
