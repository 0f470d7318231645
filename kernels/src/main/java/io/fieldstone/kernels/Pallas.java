// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Curve;

/**
 * Pallas: y^2 = x^3 + 5 over {@link PallasFp}. Its order is the modulus of {@link VestaFp}.
 *
 * @see <a href="https://zcash.github.io/halo2/background/curves.html">The halo2 book: the Pasta
 *     curves</a>
 */
@Curve(
    name = "pallas",
    field = PallasFp.class,
    scalars = VestaFp.class,
    a = "0",
    b = "5",
    generator = {"-1", "2"})
public interface Pallas {}
