// SPDX-License-Identifier: Apache-2.0
/** Two builds that are measured in turns, each in processes of its own. */
@NullMarked
package io.fieldstone.app.performance.turns;

import org.jspecify.annotations.NullMarked;
