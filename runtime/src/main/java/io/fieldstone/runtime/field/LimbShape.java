// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import static java.util.Objects.requireNonNull;

/**
 * How an element is laid out in host memory: {@code limbs} little-endian words of {@code limbBits}
 * bits, least significant first.
 *
 * <pre>
 *   6x64, BLS12-381 Fp, 48 bytes
 *   0        8        16       24       32       40       48
 *   +--------+--------+--------+--------+--------+--------+
 *   | limb 0 | limb 1 | limb 2 | limb 3 | limb 4 | limb 5 |
 *   +--------+--------+--------+--------+--------+--------+
 * </pre>
 *
 * <p>Kernels are compiled per limb shape; {@code toString()} gives the {@code 6x64} that stands for
 * {@code {shape}} in a kernel's resource name.
 *
 * @param limbs limbs per element, at least 1
 * @param limbBits 32 or 64
 */
public record LimbShape(int limbs, int limbBits) {

  /** Checks the two numbers. */
  public LimbShape {
    if (limbs < 1 || (limbBits != 32 && limbBits != 64)) {
      throw new IllegalArgumentException("no such limb shape: " + limbs + "x" + limbBits);
    }
  }

  /** Returns the shape of {@code limbs} limbs of {@code limbBits} bits. */
  public static LimbShape of(int limbs, int limbBits) {
    return new LimbShape(limbs, limbBits);
  }

  /**
   * Parses the form of {@link #toString()}.
   *
   * @throws IllegalArgumentException if {@code text} is not such a form
   */
  public static LimbShape parse(String text) {
    int x = requireNonNull(text).indexOf('x');
    if (x > 0) {
      try {
        return of(Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("not a limb shape: \"" + text + "\"", e);
      }
    }
    throw new IllegalArgumentException("not a limb shape: \"" + text + "\"");
  }

  /** Returns the size of an element in bytes. */
  public int bytes() {
    return limbs * (limbBits / Byte.SIZE);
  }

  /** Returns the size of an element in 32-bit words. */
  public int words() {
    return bytes() / Integer.BYTES;
  }

  @Override
  public String toString() {
    return limbs + "x" + limbBits;
  }
}
