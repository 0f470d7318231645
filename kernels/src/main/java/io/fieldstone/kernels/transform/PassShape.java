// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

/**
 * What a pipeline may know of its passes ahead, as {@code transform/shape.glsl} takes it in one
 * word.
 *
 * @param logRadix log2 of the small transforms' size, 0 for any
 * @param load how the passes read; not how far apart, nor how long their table is
 * @param store how they write, likewise
 * @param inPlace whether results go where the elements are
 * @param oneColumn whether one transform lies beside none
 * @param oneTable whether roots are one table
 */
record PassShape(
    int logRadix,
    PassMap load,
    PassMap store,
    boolean inPlace,
    boolean oneColumn,
    boolean oneTable) {

  /** The id of the constant that has it; 0 is for passes of any shape. */
  static final int CONSTANT = 0;

  private static final int KNOWN = 1;
  private static final int NOTHING_BEFORE = 1 << 1;
  private static final int NOTHING_AFTER = 1 << 2;
  private static final int STORE_BIT = 6;
  private static final int IN_PLACE = 1 << 17;
  private static final int ONE_COLUMN = 1 << 18;
  private static final int ONE_TABLE = 1 << 19;
  private static final int LOG_RADIX_BIT = 20;

  /** What is known where threads make small transforms by themselves. */
  int wordOfThreads() {
    return (load.multiplies() ? 0 : NOTHING_BEFORE)
        | (store.multiplies() ? 0 : NOTHING_AFTER)
        | logRadix << LOG_RADIX_BIT;
  }

  int word() {
    return KNOWN
        | load.shape()
        | store.shape() << STORE_BIT
        | (inPlace ? IN_PLACE : 0)
        | (oneColumn ? ONE_COLUMN : 0)
        | (oneTable ? ONE_TABLE : 0)
        | logRadix << LOG_RADIX_BIT;
  }
}
