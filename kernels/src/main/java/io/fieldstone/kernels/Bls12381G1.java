// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Curve;

/**
 * G1 of BLS12-381: y^2 = x^3 + 4.
 *
 * @see <a
 *     href="https://www.ietf.org/archive/id/draft-irtf-cfrg-pairing-friendly-curves-11.html">draft-irtf-cfrg-pairing-friendly-curves,
 *     section 4.2.1</a>
 */
@Curve(
    name = "bls12_381_g1",
    field = Bls12381Fp.class,
    scalars = Bls12381Fr.class,
    a = "0",
    b = "4",
    generator = {
      "0x17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb",
      "0x8b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1"
    })
public interface Bls12381G1 {}
