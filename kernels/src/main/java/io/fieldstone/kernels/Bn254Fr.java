// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The scalar field of BN254 (alt_bn128), 254 bits.
 *
 * <p>p = 36 x^4 + 36 x^3 + 18 x^2 + 6 x + 1 with x = 4965661367192848881; 2^28 divides p - 1. R =
 * 2^256, as in arkworks and gnark.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-197">EIP-197: the order of alt_bn128</a>
 */
@PrimeField(
    name = "bn254_fr",
    modulus = "0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001",
    generator = "5")
public interface Bn254Fr {}
