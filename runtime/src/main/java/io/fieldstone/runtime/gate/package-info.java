/**
 * Who is inside, and who waits for them: what everything that touches native memory goes through,
 * so that nothing is freed under running code. Not exported.
 */
@NullMarked
package io.fieldstone.runtime.gate;

import org.jspecify.annotations.NullMarked;
