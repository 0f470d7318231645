// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** Finds out which specialization constants a SPIR-V module declares. */
final class SpecializationConstants {

  private static final int HEADER_WORDS = 5;
  private static final int OP_DECORATE = 71;
  private static final int DECORATION_SPEC_ID = 1;

  /** {@code OpDecorate target SpecId id}: the word count in the high half, then the operands. */
  private static final int DECORATE_SPEC_ID = 4 << 16 | OP_DECORATE;

  private SpecializationConstants() {}

  /**
   * Returns whether a module declares the constant {@code id}.
   *
   * @param spirv the module, in little-endian words
   */
  static boolean declares(byte[] spirv, int id) {
    IntBuffer words = ByteBuffer.wrap(spirv).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    int at = HEADER_WORDS;
    while (at < words.limit()) {
      int first = words.get(at);
      int count = first >>> 16;
      if (count == 0 || count > words.limit() - at) {
        return false; // malformed, and nothing that follows can be told apart
      }
      if (first == DECORATE_SPEC_ID
          && words.get(at + 2) == DECORATION_SPEC_ID
          && words.get(at + 3) == id) {
        return true;
      }
      at += count;
    }
    return false;
  }
}
