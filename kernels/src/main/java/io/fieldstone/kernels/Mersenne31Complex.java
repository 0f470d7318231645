// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.ExtensionField;

/**
 * The complex extension of {@link Mersenne31}, 62 bits: its units have a subgroup of order 2^32.
 *
 * @see <a href="https://eprint.iacr.org/2024/278">Circle STARKs</a>
 */
@ExtensionField(name = "mersenne31_complex", base = Mersenne31.class, polynomial = "i^2 + 1")
public interface Mersenne31Complex {}
