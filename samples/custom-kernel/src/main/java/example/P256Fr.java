// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.annotations.PrimeField;

/** Scalars of P-256. */
@PrimeField(
    name = "p256_fr",
    modulus = "0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
public interface P256Fr {}
