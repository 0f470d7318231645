/**
 * Commands on vectors in device memory, in order and grouped into few submissions. Not exported.
 */
@NullMarked
package io.fieldstone.runtime.stream;

import org.jspecify.annotations.NullMarked;
