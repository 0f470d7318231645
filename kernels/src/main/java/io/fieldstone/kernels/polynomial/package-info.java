// SPDX-License-Identifier: Apache-2.0
/** Polynomials over vectors on the device; {@link PolynomialOperations} has the operations. */
@NullMarked
package io.fieldstone.kernels.polynomial;

import org.jspecify.annotations.NullMarked;
