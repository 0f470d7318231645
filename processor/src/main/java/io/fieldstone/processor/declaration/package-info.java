// SPDX-License-Identifier: Apache-2.0
/** Reads annotated elements into the model, and reports what is wrong with them in Java alone. */
@NullMarked
package io.fieldstone.processor.declaration;

import org.jspecify.annotations.NullMarked;
