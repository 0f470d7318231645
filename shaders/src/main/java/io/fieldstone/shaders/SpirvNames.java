// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Names in SPIR-V. Those of functions and their variables are a sixth of a long module, and nobody
 * reads them.
 */
final class SpirvNames {

  private static final int HEADER_WORDS = 5;
  private static final int OP_NAME = 5;
  private static final int OP_DECORATE = 71;
  private static final int DECORATION_SPEC_ID = 1;
  private static final int DECORATION_BINDING = 33;

  private SpirvNames() {}

  /** Returns the module without names but those of bindings, constants, and members. */
  static byte[] ofInterface(byte[] spirv) {
    ByteBuffer words = ByteBuffer.wrap(spirv).order(ByteOrder.LITTLE_ENDIAN);
    Set<Integer> kept = new HashSet<>();
    for (int at = HEADER_WORDS * Integer.BYTES; at < spirv.length; at += bytes(words, at)) {
      if (opcode(words, at) == OP_DECORATE) {
        int decoration = words.getInt(at + 2 * Integer.BYTES);
        if (decoration == DECORATION_BINDING || decoration == DECORATION_SPEC_ID) {
          kept.add(words.getInt(at + Integer.BYTES));
        }
      }
    }
    ByteBuffer named = ByteBuffer.allocate(spirv.length);
    named.put(spirv, 0, HEADER_WORDS * Integer.BYTES);
    for (int at = HEADER_WORDS * Integer.BYTES; at < spirv.length; at += bytes(words, at)) {
      if (opcode(words, at) != OP_NAME || kept.contains(words.getInt(at + Integer.BYTES))) {
        named.put(spirv, at, bytes(words, at));
      }
    }
    byte[] result = new byte[named.position()];
    named.flip().get(result);
    return result;
  }

  private static int opcode(ByteBuffer words, int at) {
    return words.getInt(at) & 0xffff;
  }

  private static int bytes(ByteBuffer words, int at) {
    return (words.getInt(at) >>> 16) * Integer.BYTES;
  }
}
