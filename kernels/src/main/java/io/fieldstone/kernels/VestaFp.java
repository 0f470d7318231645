// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The base field of Vesta, which is the scalar field of Pallas, 255 bits.
 *
 * <p>p = 2^254 + 45560315531506369815346746415080538113; 2^32 divides p - 1. R = 2^256, as in
 * pasta_curves and arkworks.
 *
 * @see <a href="https://zcash.github.io/halo2/background/curves.html">The halo2 book: the Pasta
 *     curves</a>
 */
@PrimeField(
    name = "vesta_fp",
    modulus = "0x40000000000000000000000000000000224698fc0994a8dd8c46eb2100000001",
    generator = "5")
public interface VestaFp {}
