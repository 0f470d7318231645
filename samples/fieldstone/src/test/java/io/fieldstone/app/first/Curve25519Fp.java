// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.first;

import io.fieldstone.annotations.PrimeField;

/** The field of the first steps. */
@PrimeField(
    name = "curve25519_fp",
    modulus = "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed")
public interface Curve25519Fp {}
