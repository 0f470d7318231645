// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntBinaryOperator;

/**
 * What is known of the values in a module once its specialization constants have theirs: those of
 * 32-bit integers and booleans, true being 1. Not thread-safe.
 */
final class SpirvConstants {

  private static final int WORD_BITS = 32;

  private final Map<Integer, Integer> specialized;
  private final Map<Integer, Integer> specIds = new HashMap<>();
  private final Set<Integer> wordTypes = new HashSet<>();
  private final Map<Integer, Integer> types = new HashMap<>();
  private final Map<Integer, Integer> values = new HashMap<>();

  /** What constants of several components are made of. */
  private final Map<Integer, int[]> composites = new HashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param specialized values by the ids of specialization constants
   */
  SpirvConstants(Map<Integer, Integer> specialized) {
    this.specialized = specialized;
  }

  /** Returns the value of a result, if it is known. */
  OptionalInt value(int id) {
    Integer value = values.get(id);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** Returns whether a result that has been read is a 32-bit integer. */
  boolean isWord(int id) {
    Integer type = types.get(id);
    return type != null && wordTypes.contains(type);
  }

  /** Sets what a result is found to be. */
  void set(int id, int value) {
    values.put(id, value);
  }

  /** Reads the instruction at {@code at}: a decoration, a type, a constant or an operation. */
  void read(int[] words, int at) {
    switch (Spirv.opcode(words[at])) {
      case Spirv.DECORATE -> {
        if (words[at + 2] == Spirv.SPEC_ID) {
          specIds.put(words[at + 1], words[at + 3]);
        }
      }
      case Spirv.TYPE_INT -> {
        if (words[at + 2] == WORD_BITS) {
          wordTypes.add(words[at + 1]);
        }
      }
      case Spirv.CONSTANT_TRUE -> values.put(words[at + 2], 1);
      case Spirv.CONSTANT_FALSE -> values.put(words[at + 2], 0);
      case Spirv.SPEC_CONSTANT_TRUE -> putBoolean(words[at + 2], 1);
      case Spirv.SPEC_CONSTANT_FALSE -> putBoolean(words[at + 2], 0);
      case Spirv.CONSTANT, Spirv.SPEC_CONSTANT -> {
        types.put(words[at + 2], words[at + 1]);
        if (isWord(words[at + 2])) {
          putSpecialized(words[at + 2], words[at + 3]);
        }
      }
      case Spirv.CONSTANT_COMPOSITE, Spirv.SPEC_CONSTANT_COMPOSITE ->
          composites.put(
              words[at + 2], Arrays.copyOfRange(words, at + 3, at + Spirv.length(words[at])));
      case Spirv.SPEC_CONSTANT_OP -> {
        operate(words, at, words[at + 3], at + 4);
        compute(words, at);
      }
      default -> {
        if (Spirv.hasResult(Spirv.opcode(words[at]))) {
          operate(words, at, Spirv.opcode(words[at]), at + 3);
        }
      }
    }
  }

  private void putBoolean(int id, int otherwise) {
    values.put(id, specialized(id, otherwise) != 0 ? 1 : 0);
  }

  private void putSpecialized(int id, int otherwise) {
    values.put(id, specialized(id, otherwise));
  }

  private int specialized(int id, int otherwise) {
    Integer specId = specIds.get(id);
    return specId == null ? otherwise : specialized.getOrDefault(specId, otherwise);
  }

  private void operate(int[] words, int at, int opcode, int operands) {
    int result = words[at + 2];
    types.put(result, words[at + 1]);
    if (!isOperation(opcode)) {
      return;
    }
    Integer a = values.get(words[operands]);
    Integer b = opcode == Spirv.LOGICAL_NOT ? a : values.get(words[operands + 1]);
    if (a != null && b != null) {
      values.put(result, holds(opcode, a, b) ? 1 : 0);
    }
  }

  /** Those that lengths of arrays are computed by, of 32-bit integers. */
  private void compute(int[] words, int at) {
    int result = words[at + 2];
    if (!isWord(result)) {
      return;
    }
    if (words[at + 3] == Spirv.COMPOSITE_EXTRACT) {
      int[] parts = composites.get(words[at + 4]);
      Integer part = parts == null ? null : values.get(parts[words[at + 5]]);
      if (part != null) {
        values.put(result, part);
      }
      return;
    }
    Integer a = values.get(words[at + 4]);
    Integer b = Spirv.length(words[at]) > 5 ? values.get(words[at + 5]) : null;
    if (a == null || b == null) {
      return;
    }
    switch (words[at + 3]) {
      case Spirv.I_ADD -> values.put(result, a + b);
      case Spirv.I_SUB -> values.put(result, a - b);
      case Spirv.I_MUL -> values.put(result, a * b);
      case Spirv.U_DIV -> putUnlessByZero(result, b, Integer::divideUnsigned, a);
      case Spirv.U_MOD -> putUnlessByZero(result, b, Integer::remainderUnsigned, a);
      case Spirv.SHIFT_LEFT_LOGICAL -> values.put(result, a << b);
      case Spirv.SHIFT_RIGHT_LOGICAL -> values.put(result, a >>> b);
      case Spirv.BITWISE_AND -> values.put(result, a & b);
      default -> {}
    }
  }

  private void putUnlessByZero(int result, int divisor, IntBinaryOperator operator, int dividend) {
    if (divisor != 0) {
      values.put(result, operator.applyAsInt(dividend, divisor));
    }
  }

  /** Those of words and booleans that shaders decide by. */
  private static boolean isOperation(int opcode) {
    return switch (opcode) {
      case Spirv.LOGICAL_EQUAL,
          Spirv.LOGICAL_NOT_EQUAL,
          Spirv.LOGICAL_OR,
          Spirv.LOGICAL_AND,
          Spirv.LOGICAL_NOT,
          Spirv.I_EQUAL,
          Spirv.I_NOT_EQUAL,
          Spirv.U_GREATER_THAN,
          Spirv.S_GREATER_THAN,
          Spirv.U_GREATER_THAN_EQUAL,
          Spirv.S_GREATER_THAN_EQUAL,
          Spirv.U_LESS_THAN,
          Spirv.S_LESS_THAN,
          Spirv.U_LESS_THAN_EQUAL,
          Spirv.S_LESS_THAN_EQUAL ->
          true;
      default -> false;
    };
  }

  private static boolean holds(int opcode, int a, int b) {
    return switch (opcode) {
      case Spirv.LOGICAL_EQUAL, Spirv.I_EQUAL -> a == b;
      case Spirv.LOGICAL_NOT_EQUAL, Spirv.I_NOT_EQUAL -> a != b;
      case Spirv.LOGICAL_OR -> (a | b) != 0;
      case Spirv.LOGICAL_AND -> (a & b) != 0;
      case Spirv.LOGICAL_NOT -> a == 0;
      case Spirv.U_GREATER_THAN -> Integer.compareUnsigned(a, b) > 0;
      case Spirv.S_GREATER_THAN -> a > b;
      case Spirv.U_GREATER_THAN_EQUAL -> Integer.compareUnsigned(a, b) >= 0;
      case Spirv.S_GREATER_THAN_EQUAL -> a >= b;
      case Spirv.U_LESS_THAN -> Integer.compareUnsigned(a, b) < 0;
      case Spirv.S_LESS_THAN -> a < b;
      case Spirv.U_LESS_THAN_EQUAL -> Integer.compareUnsigned(a, b) <= 0;
      case Spirv.S_LESS_THAN_EQUAL -> a <= b;
      default -> throw new IllegalArgumentException("opcode " + opcode);
    };
  }
}
