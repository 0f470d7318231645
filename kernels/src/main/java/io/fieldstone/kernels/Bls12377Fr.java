// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The scalar field of BLS12-377, 253 bits.
 *
 * <p>p = x^4 - x^2 + 1 with x = 0x8508c00000000001; 2^47 divides p - 1. R = 2^256, as in arkworks
 * and gnark.
 *
 * @see <a href="https://eprint.iacr.org/2018/962">Zexe: Enabling Decentralized Private
 *     Computation</a>
 */
@PrimeField(
    name = "bls12_377_fr",
    modulus = "0x12ab655e9a2ca55660b44d1e5c37b00159aa76fed00000010a11800000000001",
    generator = "22")
public interface Bls12377Fr {}
