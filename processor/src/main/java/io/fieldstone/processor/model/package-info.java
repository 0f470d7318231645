// SPDX-License-Identifier: Apache-2.0
/** Declarations as immutable values: what the annotations say, with the place of each. */
@NullMarked
package io.fieldstone.processor.model;

import org.jspecify.annotations.NullMarked;
