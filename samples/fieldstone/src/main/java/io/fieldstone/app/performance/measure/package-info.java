// SPDX-License-Identifier: Apache-2.0
/** Measures what a performance report says. */
@NullMarked
package io.fieldstone.app.performance.measure;

import org.jspecify.annotations.NullMarked;
