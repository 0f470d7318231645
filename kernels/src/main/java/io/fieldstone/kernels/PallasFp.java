// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The base field of Pallas, which is the scalar field of Vesta, 255 bits.
 *
 * <p>p = 2^254 + 45560315531419706090280762371685220353; 2^32 divides p - 1. R = 2^256, as in
 * pasta_curves and arkworks.
 *
 * @see <a href="https://zcash.github.io/halo2/background/curves.html">The halo2 book: the Pasta
 *     curves</a>
 */
@PrimeField(
    name = "pallas_fp",
    modulus = "0x40000000000000000000000000000000224698fc094cf91b992d30ed00000001",
    generator = "5")
public interface PallasFp {}
