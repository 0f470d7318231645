// SPDX-License-Identifier: Apache-2.0
/** The {@code fieldstone} command line. */
@NullMarked
package io.fieldstone.samples;

import org.jspecify.annotations.NullMarked;
