// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.ExtensionField;

/**
 * The quadratic extension of {@link Bls12377Fp}: coordinates of points of {@link Bls12377G2}.
 *
 * <p>c0 and c1 are in this order, as in arkworks and gnark.
 *
 * @see <a href="https://eprint.iacr.org/2018/962">Zexe: Enabling decentralized private computation,
 *     section 7</a>
 */
@ExtensionField(name = "bls12_377_fp2", base = Bls12377Fp.class, polynomial = "u^2 + 5")
public interface Bls12377Fp2 {}
