// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The KoalaBear field, 31 bits: cubing is a permutation, which suits Poseidon2.
 *
 * <p>p = 127 * 2^24 + 1 = 2^31 - 2^24 + 1. R = 2^32, as in Plonky3.
 *
 * @see <a href="https://github.com/Plonky3/Plonky3/blob/main/koala-bear/src/koala_bear.rs">Plonky3:
 *     KoalaBear</a>
 */
@PrimeField(name = "koala_bear", modulus = "0x7f000001", generator = "3")
public interface KoalaBear {}
