// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Curve;

/**
 * G2 of BLS12-377: y^2 = x^3 + 1/u, with the generator of arkworks and gnark.
 *
 * @see <a href="https://docs.rs/ark-bls12-377">ark-bls12-377</a>
 */
@Curve(
    name = "bls12_377_g2",
    field = Bls12377Fp2.class,
    scalars = Bls12377Fr.class,
    a = "0",
    b = {
      "0x0",
      "0x10222f6db0fd6f343bd03737460c589dc7b4f91cd5fd889129207b63c6bf8000dd39e5c1ccccccd1c9ed9999999999a"
    },
    generator = {
      "0x18480be71c785fec89630a2a3841d01c565f071203e50317ea501f557db6b9b71889f52bb53540274e3e48f7c005196",
      "0xea6040e700403170dc5a51b1b140d5532777ee6651cecbe7223ece0799c9de5cf89984bff76fe6b26bfefa6ea16afe",
      "0x690d665d446f7bd960736bcbb2efb4de03ed7274b49a58e458c282f832d204f2cf88886d8c7c2ef094094409fd4ddf",
      "0xf8169fd28355189e549da3151a70aa61ef11ac3d591bf12463b01acee304c24279b83f5e52270bd9a1cdd185eb8f93"
    })
public interface Bls12377G2 {}
