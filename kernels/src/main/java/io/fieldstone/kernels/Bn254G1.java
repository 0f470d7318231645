// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Curve;

/**
 * G1 of BN254, also known as alt_bn128: y^2 = x^3 + 3.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-196">EIP-196</a>
 */
@Curve(
    name = "bn254_g1",
    field = Bn254Fp.class,
    scalars = Bn254Fr.class,
    a = "0",
    b = "3",
    generator = {"1", "2"})
public interface Bn254G1 {}
