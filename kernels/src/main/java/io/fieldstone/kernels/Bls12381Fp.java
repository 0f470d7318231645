// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The base field of BLS12-381, 381 bits: coordinates of its curve points.
 *
 * <p>p = (x - 1)^2 (x^4 - x^2 + 1) / 3 + x with x = -0xd201000000010000. R = 2^384, as in blst,
 * arkworks and gnark.
 *
 * @see <a
 *     href="https://www.ietf.org/archive/id/draft-irtf-cfrg-pairing-friendly-curves-11.html">draft-irtf-cfrg-pairing-friendly-curves,
 *     section 4.2.1</a>
 */
@PrimeField(
    name = "bls12_381_fp",
    modulus =
        "0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab")
public interface Bls12381Fp {}
