// SPDX-License-Identifier: Apache-2.0
/**
 * Number-theoretic transforms over the domains of prime fields, and of quadratic extensions of
 * those of one word: {@link io.fieldstone.kernels.transform.Domain} has them.
 */
@NullMarked
package io.fieldstone.kernels.transform;

import org.jspecify.annotations.NullMarked;
