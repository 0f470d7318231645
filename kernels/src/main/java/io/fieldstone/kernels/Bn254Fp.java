// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The base field of BN254 (alt_bn128), 254 bits: coordinates of its curve points.
 *
 * <p>p = 36 x^4 + 36 x^3 + 24 x^2 + 6 x + 1 with x = 4965661367192848881. R = 2^256, as in arkworks
 * and gnark.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-196">EIP-196: the curve alt_bn128</a>
 */
@PrimeField(
    name = "bn254_fp",
    modulus = "0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47")
public interface Bn254Fp {}
