// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

/**
 * How a pass reads or writes, as {@code transform/map.glsl} takes it in one word.
 *
 * @param logStride log2 of the distance of the elements of a small transform
 * @param numbersReversed whether small transforms are taken in bit-reversed order
 * @param indicesReversed whether their elements lie in bit-reversed order
 * @param along whether neighbours in memory are of one small transform
 * @param multiplier what elements are multiplied with
 * @param logWindow log2 of the first part of the multipliers' table, {@link #WHOLE} if it is all
 */
record PassMap(
    int logStride,
    boolean numbersReversed,
    boolean indicesReversed,
    boolean along,
    Multiplier multiplier,
    int logWindow) {

  /** The table has one part. */
  static final int WHOLE = 31;

  /** What elements are multiplied with. */
  enum Multiplier {
    NOTHING(0),
    /** The element of a table at index * inner. */
    PRODUCT(1),
    /** The element of a table at the location. */
    LOCATION(2),
    /** The element of a table at the location with its bits reversed. */
    REVERSED(3),
    /** The first element of a table. */
    CONSTANT(4),
    /** No table: elements are divided by the transform's size. */
    HALVES(5);

    /** What the shader knows it by. */
    private final int number;

    Multiplier(int number) {
      this.number = number;
    }
  }

  private static final int NUMBERS_REVERSED = 1 << 5;
  private static final int INDICES_REVERSED = 1 << 6;
  private static final int ALONG = 1 << 7;
  private static final int MULTIPLIER_BIT = 8;

  /** The bits that are the same whatever a transform's size. */
  private static final int SHAPE = 0x7e0;

  private static final int WINDOW_BIT = 11;

  boolean multiplies() {
    return multiplier != Multiplier.NOTHING;
  }

  int word() {
    return logStride
        | (numbersReversed ? NUMBERS_REVERSED : 0)
        | (indicesReversed ? INDICES_REVERSED : 0)
        | (along ? ALONG : 0)
        | multiplier.number << MULTIPLIER_BIT
        | logWindow << WINDOW_BIT;
  }

  /** Returns the bits that are the same whatever a transform's size. */
  int shape() {
    return word() & SHAPE;
  }
}
