// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The base field of BLS12-377, 377 bits: coordinates of its curve points.
 *
 * <p>p = (x - 1)^2 (x^4 - x^2 + 1) / 3 + x with x = 0x8508c00000000001; 2^46 divides p - 1. R =
 * 2^384, as in arkworks and gnark.
 *
 * @see <a href="https://eprint.iacr.org/2018/962">Zexe: Enabling Decentralized Private
 *     Computation</a>
 */
@PrimeField(
    name = "bls12_377_fp",
    modulus =
        "0x1ae3a4617c510eac63b05c06ca1493b1a22d9f300f5138f1ef3622fba094800170b5d44300000008508c00000000001",
    generator = "15")
public interface Bls12377Fp {}
