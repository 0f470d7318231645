// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many limbs an element has, and how wide they are. A kernel is compiled once per shape and
 * serves every field of that shape.
 *
 * <pre>{@code
 * LimbShape shape = LimbShape.parse("6x64");  // BLS12-381 Fp
 * byte[] spirv = compiler.compile(source, includes, shape.macros());
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param limbs the number of limbs, 1 to 8
 * @param limbBits the bits of a limb: 64, or 32 for a single limb
 */
public record LimbShape(int limbs, int limbBits) {

  /** The macro that tells a shader how many 32-bit words an element has. */
  public static final String WORDS_MACRO = "FIELDSTONE_WORDS";

  /** A tile of 256 elements of 16 words fills the 16 KiB of shared memory that Vulkan promises. */
  private static final int MAX_LIMBS = 8;

  private static final Pattern NAME = Pattern.compile("([1-9])x(32|64)");

  public LimbShape {
    boolean known =
        limbBits == 64 ? limbs >= 1 && limbs <= MAX_LIMBS : limbBits == 32 && limbs == 1;
    if (!known) {
      throw new IllegalArgumentException(
          "No limb shape " + limbs + "x" + limbBits + ": there are 1x32 and 1x64 to 8x64.");
    }
  }

  /**
   * Reads a shape's name, such as {@code 6x64}.
   *
   * @throws IllegalArgumentException if it names no shape
   */
  public static LimbShape parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no limb shape: there are 1x32 and 1x64 to 8x64.");
    }
    return new LimbShape(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The 32-bit words of an element. */
  public int words() {
    return limbs * (limbBits / Integer.SIZE);
  }

  /** The macro definitions that compile a shader of the field library for this shape. */
  public Map<String, String> macros() {
    return Map.of(WORDS_MACRO, Integer.toString(words()));
  }

  /** The shape's name, which stands for {@code {shape}} in resource names. */
  @Override
  public String toString() {
    return limbs + "x" + limbBits;
  }
}
