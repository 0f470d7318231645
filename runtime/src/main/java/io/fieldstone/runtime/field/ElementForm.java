// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

/**
 * How the elements of a vector represent field elements. The forms do not mix in one call, except
 * where the kernel says which form each of its vectors has.
 */
public enum ElementForm {
  /** The element x itself, below the modulus. */
  CANONICAL,
  /** x * R mod p, where R = 2^(limbs * limbBits): what multiplication chains work in. */
  MONTGOMERY,
  /**
   * Any integer that the limbs hold, which may reach the modulus: bytes from elsewhere. Only
   * kernels that ask for it take it, such as one that reduces.
   */
  UNREDUCED
}
