// SPDX-License-Identifier: Apache-2.0
/** What kernels reach, and what a persistent backend and pipelined batches gain, measured. */
@NullMarked
package io.fieldstone.app.bench;

import org.jspecify.annotations.NullMarked;
