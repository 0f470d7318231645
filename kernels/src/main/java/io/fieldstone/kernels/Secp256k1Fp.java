// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The base field of secp256k1, 256 bits: coordinates of Bitcoin's and Ethereum's public keys.
 *
 * <p>p = 2^256 - 2^32 - 977. R = 2^256.
 *
 * @see <a href="https://www.secg.org/sec2-v2.pdf">SEC 2, section 2.4.1</a>
 */
@PrimeField(
    name = "secp256k1_fp",
    modulus = "0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f")
public interface Secp256k1Fp {}
