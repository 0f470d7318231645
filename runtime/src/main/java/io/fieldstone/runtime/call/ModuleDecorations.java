// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** Finds out what a SPIR-V module declares, as far as calls depend on it. */
final class ModuleDecorations {

  private static final int HEADER_WORDS = 5;
  private static final int OP_DECORATE = 71;
  private static final int SPEC_ID = 1;
  private static final int BUILT_IN = 11;
  private static final int NUM_WORKGROUPS = 24;

  /**
   * {@code OpDecorate target decoration operand}: the word count in the high half, then the
   * operands.
   */
  private static final int DECORATE_WITH_OPERAND = 4 << 16 | OP_DECORATE;

  private ModuleDecorations() {}

  /**
   * Returns whether a module declares the specialization constant {@code id}.
   *
   * @param spirv the module, in little-endian words
   */
  static boolean declaresConstant(byte[] spirv, int id) {
    return decorates(spirv, SPEC_ID, id);
  }

  /**
   * Returns whether a module knows how many workgroups it has: only then may they be fewer than its
   * elements ask for.
   *
   * @param spirv the module, in little-endian words
   */
  static boolean knowsWorkgroups(byte[] spirv) {
    return decorates(spirv, BUILT_IN, NUM_WORKGROUPS);
  }

  private static boolean decorates(byte[] spirv, int decoration, int operand) {
    IntBuffer words = ByteBuffer.wrap(spirv).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    int at = HEADER_WORDS;
    while (at < words.limit()) {
      int first = words.get(at);
      int count = first >>> 16;
      if (count == 0 || count > words.limit() - at) {
        return false; // malformed, and nothing that follows can be told apart
      }
      if (first == DECORATE_WITH_OPERAND
          && words.get(at + 2) == decoration
          && words.get(at + 3) == operand) {
        return true;
      }
      at += count;
    }
    return false;
  }
}
