// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much memory the invocations of a workgroup share, tightly packed, with the values that
 * specialization constants have: arrays may be as long as these say. Not thread-safe.
 */
final class SharedMemory {

  private static final int WORKGROUP = 4;
  private static final int BOOL_BYTES = 4;

  private final int[] words;
  private final SpirvConstants constants;
  private final Map<Integer, Long> types = new HashMap<>();

  /** What pointers to shared memory point to, by the pointers' types. */
  private final Map<Integer, Integer> pointers = new HashMap<>();

  private SharedMemory(int[] words, SpirvConstants constants) {
    this.words = words;
    this.constants = constants;
  }

  /**
   * Returns how many bytes a module's workgroups share, or nothing where it has anything that is
   * not known here.
   *
   * @param spirv a module, in little-endian words
   * @param specialized values by the ids of specialization constants of 32 bits
   */
  static OptionalLong bytes(byte[] spirv, Map<Integer, Integer> specialized) {
    try {
      int[] words = Spirv.words(spirv);
      return OptionalLong.of(new SharedMemory(words, new SpirvConstants(specialized)).bytes());
    } catch (UnknownSpirvException | IndexOutOfBoundsException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private long bytes() {
    long bytes = 0;
    for (int at = Spirv.HEADER_WORDS; at < words.length; at += Spirv.length(words[at])) {
      if (Spirv.length(words[at]) == 0) {
        throw new UnknownSpirvException(); // an instruction of no words
      }
      switch (Spirv.opcode(words[at])) {
        case Spirv.FUNCTION -> {
          return bytes;
        }
        case Spirv.TYPE_POINTER -> {
          if (words[at + 2] == WORKGROUP) {
            pointers.put(words[at + 1], words[at + 3]);
          }
        }
        case Spirv.VARIABLE -> {
          if (words[at + 3] == WORKGROUP) {
            bytes = Math.addExact(bytes, ofType(pointers.getOrDefault(words[at + 1], 0)));
          }
        }
        default -> {
          readType(at);
          constants.read(words, at);
        }
      }
    }
    return bytes;
  }

  private long ofType(int type) {
    Long bytes = types.get(type);
    if (bytes == null) {
      throw new UnknownSpirvException(); // a type whose size is not known
    }
    return bytes;
  }

  /** Notes the size of a type; of those that no shared variable has it is not known. */
  private void readType(int at) {
    int type = words[at + 1];
    switch (Spirv.opcode(words[at])) {
      case Spirv.TYPE_BOOL -> types.put(type, (long) BOOL_BYTES);
      case Spirv.TYPE_INT, Spirv.TYPE_FLOAT -> types.put(type, (long) words[at + 2] / Byte.SIZE);
      case Spirv.TYPE_VECTOR, Spirv.TYPE_MATRIX -> put(type, words[at + 2], words[at + 3]);
      case Spirv.TYPE_ARRAY -> {
        if (constants.value(words[at + 3]).isPresent()) {
          put(type, words[at + 2], constants.value(words[at + 3]).getAsInt());
        }
      }
      case Spirv.TYPE_STRUCT -> {
        long bytes = 0;
        for (int i = at + 2; i < at + Spirv.length(words[at]); i++) {
          if (!types.containsKey(words[i])) {
            return;
          }
          bytes = Math.addExact(bytes, ofType(words[i]));
        }
        types.put(type, bytes);
      }
      default -> {}
    }
  }

  private void put(int type, int element, int count) {
    if (types.containsKey(element)) {
      types.put(type, Math.multiplyExact(ofType(element), Integer.toUnsignedLong(count)));
    }
  }
}
