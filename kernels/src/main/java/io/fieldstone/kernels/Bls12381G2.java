// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Curve;

/**
 * G2 of BLS12-381: y^2 = x^3 + 4 (u + 1).
 *
 * @see <a
 *     href="https://www.ietf.org/archive/id/draft-irtf-cfrg-pairing-friendly-curves-11.html">draft-irtf-cfrg-pairing-friendly-curves,
 *     section 4.2.1</a>
 */
@Curve(
    name = "bls12_381_g2",
    field = Bls12381Fp2.class,
    scalars = Bls12381Fr.class,
    a = "0",
    b = {"4", "4"},
    generator = {
      "0x24aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8",
      "0x13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e",
      "0xce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801",
      "0x606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"
    })
public interface Bls12381G2 {}
