/**
 * A kernel on a field of an open device: its pipelines, its arguments and the rules they keep, and
 * calls of it on vectors in device memory. Not exported.
 */
@NullMarked
package io.fieldstone.runtime.call;

import org.jspecify.annotations.NullMarked;
