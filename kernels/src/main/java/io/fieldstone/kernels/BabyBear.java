// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.PrimeField;

/**
 * The BabyBear field, 31 bits: the field of RISC Zero and of Plonky3 provers.
 *
 * <p>p = 15 * 2^27 + 1. R = 2^32, as in RISC Zero and Plonky3.
 *
 * @see <a href="https://github.com/Plonky3/Plonky3/blob/main/baby-bear/src/baby_bear.rs">Plonky3:
 *     BabyBear</a>
 */
@PrimeField(name = "baby_bear", modulus = "0x78000001", generator = "31")
public interface BabyBear {}
