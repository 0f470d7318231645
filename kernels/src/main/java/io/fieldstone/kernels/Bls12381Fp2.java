// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.ExtensionField;

/**
 * The quadratic extension of {@link Bls12381Fp}: coordinates of points of {@link Bls12381G2}.
 *
 * <p>c0 and c1 are in this order, as in blst, arkworks and gnark.
 *
 * @see <a
 *     href="https://www.ietf.org/archive/id/draft-irtf-cfrg-pairing-friendly-curves-11.html">draft-irtf-cfrg-pairing-friendly-curves,
 *     section 4.2.1</a>
 */
@ExtensionField(name = "bls12_381_fp2", base = Bls12381Fp.class, polynomial = "u^2 + 1")
public interface Bls12381Fp2 {}
