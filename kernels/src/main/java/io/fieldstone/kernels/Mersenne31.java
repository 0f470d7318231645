// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The Mersenne-31 field, 31 bits: the field of circle STARKs.
 *
 * <p>p = 2^31 - 1. R = 2^32, hence R mod p = 2. Provers keep elements canonical.
 *
 * @see <a href="https://eprint.iacr.org/2024/278">Circle STARKs</a>
 */
@PrimeField(name = "mersenne31", modulus = "0x7fffffff", generator = "7")
public interface Mersenne31 {}
