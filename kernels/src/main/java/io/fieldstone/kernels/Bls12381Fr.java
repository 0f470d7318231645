// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The scalar field of BLS12-381, 255 bits: exponents, polynomial coefficients, KZG blobs.
 *
 * <p>p = x^4 - x^2 + 1 with x = -0xd201000000010000; 2^32 divides p - 1. R = 2^256, as in blst,
 * arkworks and gnark.
 *
 * @see <a
 *     href="https://www.ietf.org/archive/id/draft-irtf-cfrg-pairing-friendly-curves-11.html">draft-irtf-cfrg-pairing-friendly-curves,
 *     section 4.2.1</a>
 */
@PrimeField(
    name = "bls12_381_fr",
    modulus = "0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001",
    generator = "7")
public interface Bls12381Fr {}
