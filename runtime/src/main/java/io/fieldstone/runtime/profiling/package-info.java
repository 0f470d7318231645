/** How long the device takes for dispatches. Not exported. */
@NullMarked
package io.fieldstone.runtime.profiling;

import org.jspecify.annotations.NullMarked;
