// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.ExtensionField;

/**
 * The quadratic extension of {@link Goldilocks}, 128 bits: challenges of Plonky2.
 *
 * @see <a
 *     href="https://github.com/0xPolygonZero/plonky2/blob/main/field/src/goldilocks_extensions.rs">Plonky2:
 *     extensions of GoldilocksField</a>
 */
@ExtensionField(name = "goldilocks2", base = Goldilocks.class, polynomial = "x^2 - 7")
public interface Goldilocks2 {}
