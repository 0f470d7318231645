// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
 * @param limbs limbs per element: one of 32 bits, or 1 to 16 of 64 bits
 * @param limbBits 32 or 64
 */
public record LimbShape(int limbs, int limbBits) {

  /** The bits of the widest shape. */
  public static final int MAX_BITS = 1024;

  /** All shapes, narrowest first. */
  public static final List<LimbShape> ALL =
      Stream.concat(
              Stream.of(new LimbShape(1, Integer.SIZE)),
              IntStream.rangeClosed(1, MAX_BITS / Long.SIZE)
                  .mapToObj(limbs -> new LimbShape(limbs, Long.SIZE)))
          .toList();

  private static final String PLACEHOLDER = "{shape}";
  private static final Pattern NAME = Pattern.compile("([1-9][0-9]?)x(32|64)");

  /**
   * Checks that there is such a shape.
   *
   * @param limbs limbs per element: one of 32 bits, or 1 to 16 of 64 bits
   * @param limbBits 32 or 64
   * @throws IllegalArgumentException if there is not
   */
  public LimbShape {
    boolean known =
        limbBits == Long.SIZE
            ? limbs >= 1 && limbs <= MAX_BITS / Long.SIZE
            : limbBits == Integer.SIZE && limbs == 1;
    if (!known) {
      throw new IllegalArgumentException(
          "no limb shape " + limbs + "x" + limbBits + ": there are 1x32 and 1x64 to 16x64");
    }
  }

  /**
   * {@return the shape of {@code limbs} limbs of {@code limbBits} bits}
   *
   * @param limbs limbs per element: one of 32 bits, or 1 to 16 of 64 bits
   * @param limbBits 32 or 64
   * @throws IllegalArgumentException if there is no such shape
   */
  public static LimbShape of(int limbs, int limbBits) {
    return new LimbShape(limbs, limbBits);
  }

  /**
   * Reads what {@link #toString()} gives.
   *
   * @param name a shape such as {@code 6x64}
   * @return the shape
   * @throws IllegalArgumentException if {@code name} names no shape
   */
  public static LimbShape parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no limb shape: there are 1x32 and 1x64 to 16x64");
    }
    return of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * {@return the shape of the elements of the field with a modulus, which is positive}
   *
   * @param modulus the modulus
   */
  public static LimbShape ofModulus(BigInteger modulus) {
    int bits = modulus.bitLength();
    return bits <= Integer.SIZE
        ? of(1, Integer.SIZE)
        : of((bits + Long.SIZE - 1) / Long.SIZE, Long.SIZE);
  }

  /** {@return the bits of an element} */
  public int bits() {
    return limbs * limbBits;
  }

  /** {@return the bytes of an element} */
  public int bytes() {
    return bits() / Byte.SIZE;
  }

  /** {@return the 32-bit words of an element} */
  public int words() {
    return bits() / Integer.SIZE;
  }

  /**
   * {@return whether {@code template} has a place for a shape}
   *
   * @param template a name with {@code {shape}} where the shape goes
   */
  public static boolean isTemplate(String template) {
    return template.contains(PLACEHOLDER);
  }

  /**
   * {@return {@code template} with {@code {shape}} replaced by this shape}
   *
   * @param template a name with {@code {shape}} where the shape goes
   */
  public String in(String template) {
    return template.replace(PLACEHOLDER, toString());
  }

  @Override
  public String toString() {
    return limbs + "x" + limbBits;
  }
}
