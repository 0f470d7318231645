// SPDX-License-Identifier: Apache-2.0
/** The {@code fieldstone} command line. */
@NullMarked
package io.fieldstone.app;

import org.jspecify.annotations.NullMarked;
