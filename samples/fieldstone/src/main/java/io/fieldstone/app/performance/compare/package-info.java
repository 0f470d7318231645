// SPDX-License-Identifier: Apache-2.0
/** Says what changed from one performance report to another beyond noise. */
@NullMarked
package io.fieldstone.app.performance.compare;

import org.jspecify.annotations.NullMarked;
