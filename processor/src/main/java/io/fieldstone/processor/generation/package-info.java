// SPDX-License-Identifier: Apache-2.0
/** Writes the field, dispatch and provider classes. */
@NullMarked
package io.fieldstone.processor.generation;

import org.jspecify.annotations.NullMarked;
