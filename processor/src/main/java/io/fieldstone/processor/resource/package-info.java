// SPDX-License-Identifier: Apache-2.0
/** Finds resources where the compiler looks for files. */
@NullMarked
package io.fieldstone.processor.resource;

import org.jspecify.annotations.NullMarked;
