// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The scalar field of secp256k1, 256 bits: private keys and signatures.
 *
 * <p>p is the order n of the curve. R = 2^256.
 *
 * @see <a href="https://www.secg.org/sec2-v2.pdf">SEC 2, section 2.4.1</a>
 */
@PrimeField(
    name = "secp256k1_fr",
    modulus = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
public interface Secp256k1Fr {}
