// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.annotations.PrimeField;

/** Coordinates of P-256: NIST SP 800-186, section 3.2.1.3. */
@PrimeField(
    name = "p256_fp",
    modulus = "0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff")
public interface P256Fp {}
