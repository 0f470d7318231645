// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.annotations.ExtensionField;

/** The quartic extension of {@link Curve25519Fp} by a root of x^4 + 2. */
@ExtensionField(base = Curve25519Fp.class, polynomial = "x^4 + 2")
public interface Curve25519Fp4 {}
