// SPDX-License-Identifier: Apache-2.0
/** What a performance report is made of, and its JSON. */
@NullMarked
package io.fieldstone.app.performance.data;

import org.jspecify.annotations.NullMarked;
