// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.annotations.PrimeField;

/** The integers modulo 2^255 - 19, over which Curve25519 is defined. */
@PrimeField(
    name = "my_25519_fp",
    modulus = "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed")
public interface Curve25519Fp {}
