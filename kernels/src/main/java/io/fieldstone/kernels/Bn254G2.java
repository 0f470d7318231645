// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Curve;

/**
 * G2 of BN254, also known as alt_bn128: y^2 = x^3 + 3 / (9 + u).
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-197">EIP-197</a>
 */
@Curve(
    name = "bn254_g2",
    field = Bn254Fp2.class,
    scalars = Bn254Fr.class,
    a = "0",
    b = {
      "0x2b149d40ceb8aaae81be18991be06ac3b5b4c5e559dbefa33267e6dc24a138e5",
      "0x9713b03af0fed4cd2cafadeed8fdf4a74fa084e52d1852e4a2bd0685c315d2"
    },
    generator = {
      "0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed",
      "0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2",
      "0x12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa",
      "0x90689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
    })
public interface Bn254G2 {}
