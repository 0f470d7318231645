// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.ExtensionField;

/**
 * The quartic extension of {@link BabyBear}, 124 bits: challenges of RISC Zero and Plonky3.
 *
 * @see <a href="https://github.com/Plonky3/Plonky3/blob/main/baby-bear/src/baby_bear.rs">Plonky3:
 *     BabyBear</a>
 */
@ExtensionField(name = "baby_bear4", base = BabyBear.class, polynomial = "x^4 - 11")
public interface BabyBear4 {}
