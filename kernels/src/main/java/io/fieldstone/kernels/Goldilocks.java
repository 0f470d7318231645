// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The Goldilocks field, 64 bits: the field of Plonky2 and of STARK provers.
 *
 * <p>p = 2^64 - 2^32 + 1; 2^32 divides p - 1. R = 2^64, hence R mod p = 2^32 - 1. Provers keep
 * elements canonical.
 *
 * @see <a
 *     href="https://github.com/0xPolygonZero/plonky2/blob/main/field/src/goldilocks_field.rs">Plonky2:
 *     GoldilocksField</a>
 */
@PrimeField(name = "goldilocks", modulus = "0xffffffff00000001", generator = "7")
public interface Goldilocks {}
