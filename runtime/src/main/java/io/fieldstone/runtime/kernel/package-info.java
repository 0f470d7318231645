/** Kernels as plain data: what generated code tells the runtime. */
@NullMarked
package io.fieldstone.runtime.kernel;

import org.jspecify.annotations.NullMarked;
