// SPDX-License-Identifier: Apache-2.0
/** Charts as SVG. */
@NullMarked
package io.fieldstone.app.performance.draw;

import org.jspecify.annotations.NullMarked;
