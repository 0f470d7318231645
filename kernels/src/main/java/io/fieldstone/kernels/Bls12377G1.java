// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Curve;

/**
 * G1 of BLS12-377: y^2 = x^3 + 1, with the generator of arkworks and gnark.
 *
 * @see <a href="https://docs.rs/ark-bls12-377">ark-bls12-377</a>
 */
@Curve(
    name = "bls12_377_g1",
    field = Bls12377Fp.class,
    scalars = Bls12377Fr.class,
    a = "0",
    b = "1",
    generator = {
      "0x8848defe740a67c8fc6225bf87ff5485951e2caa9d41bb188282c8bd37cb5cd5481512ffcd394eeab9b16eb21be9ef",
      "0x1914a69c5102eff1f674f5d30afeec4bd7fb348ca3e52d96d182ad44fb82305c2fe3d3634a9591afd82de55559c8ea6"
    })
public interface Bls12377G1 {}
