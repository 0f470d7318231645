// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Curve;

/**
 * secp256k1: y^2 = x^3 + 7, the curve of Bitcoin and Ethereum.
 *
 * @see <a href="https://www.secg.org/sec2-v2.pdf">SEC 2, section 2.4.1</a>
 */
@Curve(
    name = "secp256k1",
    field = Secp256k1Fp.class,
    scalars = Secp256k1Fr.class,
    a = "0",
    b = "7",
    generator = {
      "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
      "0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
    })
public interface Secp256k1 {}
