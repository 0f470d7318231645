// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.annotations.PrimeField;

/** The field of Curve25519, p = 2^255 - 19: a field that Fieldstone does not ship. */
@PrimeField(
    name = "curve25519_fp",
    modulus = "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed")
public interface Curve25519Fp {}
