// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.ExtensionField;

/**
 * The quartic extension of {@link KoalaBear}, 124 bits: challenges of Plonky3 and SP1.
 *
 * @see <a href="https://github.com/Plonky3/Plonky3/blob/main/koala-bear/src/koala_bear.rs">Plonky3:
 *     KoalaBear</a>
 */
@ExtensionField(name = "koala_bear4", base = KoalaBear.class, polynomial = "x^4 - 3")
public interface KoalaBear4 {}
