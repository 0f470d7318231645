// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.ExtensionField;

/**
 * The quadratic extension of {@link Mersenne31Complex}, 124 bits: challenges of Stwo and Plonky3.
 *
 * <p>An element is a + b u with a = a0 + a1 i and b = b0 + b1 i, laid out as a0, a1, b0, b1.
 *
 * @see <a
 *     href="https://github.com/starkware-libs/stwo/blob/dev/crates/stwo/src/core/fields/qm31.rs">Stwo:
 *     QM31</a>
 */
@ExtensionField(
    name = "mersenne31_complex2",
    base = Mersenne31Complex.class,
    polynomial = "u^2 - 2 - i")
public interface Mersenne31Complex2 {}
