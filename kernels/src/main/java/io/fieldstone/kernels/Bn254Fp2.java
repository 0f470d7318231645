// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.ExtensionField;

/**
 * The quadratic extension of {@link Bn254Fp}: coordinates of points of {@link Bn254G2}.
 *
 * <p>c0 and c1 are in this order, as in arkworks and gnark; EIP-197 encodes c1 first.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-197">EIP-197</a>
 */
@ExtensionField(name = "bn254_fp2", base = Bn254Fp.class, polynomial = "u^2 + 1")
public interface Bn254Fp2 {}
