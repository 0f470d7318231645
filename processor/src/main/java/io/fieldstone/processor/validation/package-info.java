// SPDX-License-Identifier: Apache-2.0
/** Checks declarations against the SPIR-V that they name. */
@NullMarked
package io.fieldstone.processor.validation;

import org.jspecify.annotations.NullMarked;
