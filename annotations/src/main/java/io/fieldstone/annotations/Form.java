// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/** Which form the elements of a bound vector are in; see {@link In#form}. */
public enum Form {
  /**
   * Canonical or Montgomery, whichever the caller chose: the same for all such vectors of a call.
   * The shader learns it from {@link SpecializationIds#MONTGOMERY_FORM}.
   */
  OF_CALL,
  /** The element x itself, below the modulus. */
  CANONICAL,
  /** x * R mod p. */
  MONTGOMERY,
  /** Any integer that the limbs can hold: bytes from elsewhere, which may reach the modulus. */
  UNREDUCED
}
