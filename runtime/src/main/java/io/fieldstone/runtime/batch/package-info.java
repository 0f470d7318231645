/** Calls over vectors in host memory, cut into chunks that overlap. Not exported. */
@NullMarked
package io.fieldstone.runtime.batch;

import org.jspecify.annotations.NullMarked;
