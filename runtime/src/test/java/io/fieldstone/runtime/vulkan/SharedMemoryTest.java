// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static io.fieldstone.runtime.vulkan.SpirvWords.module;
import static io.fieldstone.runtime.vulkan.SpirvWords.op;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** That pipelines are held to it is shown where there are kernels, by passes of transforms. */
class SharedMemoryTest {

  private static final int WORD = 1;
  private static final int VECTOR = 2;
  private static final int SIZE_X = 3;
  private static final int ONE = 4;
  private static final int VECTOR_OF_WORDS = 5;
  private static final int SIZE = 6;
  private static final int X = 7;
  private static final int EIGHT = 8;
  private static final int LENGTH = 9;
  private static final int ARRAY = 10;
  private static final int STRUCT = 11;
  private static final int POINTER = 12;
  private static final int VARIABLE = 13;
  private static final int HALF_POINTER = 14;
  private static final int HALF = 15;
  private static final int PRIVATE_POINTER = 16;

  private static final int SPEC_ID = 1;
  private static final int WORKGROUP = 4;
  private static final int PRIVATE = 6;

  /** An array of structs of a vector and a word, gl_WorkGroupSize.x op 8 long, and a half float. */
  private static byte[] shared(int operation) {
    return module(
        op(Spirv.DECORATE, SIZE_X, Spirv.SPEC_ID, SPEC_ID),
        op(Spirv.TYPE_INT, WORD, 32, 0),
        op(Spirv.TYPE_FLOAT, HALF, 16),
        op(Spirv.TYPE_VECTOR, VECTOR, WORD, 4),
        op(Spirv.TYPE_VECTOR, VECTOR_OF_WORDS, WORD, 3),
        op(Spirv.SPEC_CONSTANT, WORD, SIZE_X, 256),
        op(Spirv.CONSTANT, WORD, ONE, 1),
        op(Spirv.CONSTANT, WORD, EIGHT, 8),
        op(Spirv.SPEC_CONSTANT_COMPOSITE, VECTOR_OF_WORDS, SIZE, SIZE_X, ONE, ONE),
        op(Spirv.SPEC_CONSTANT_OP, WORD, X, Spirv.COMPOSITE_EXTRACT, SIZE, 0),
        op(Spirv.SPEC_CONSTANT_OP, WORD, LENGTH, operation, X, EIGHT),
        op(Spirv.TYPE_STRUCT, STRUCT, VECTOR, WORD),
        op(Spirv.TYPE_ARRAY, ARRAY, STRUCT, LENGTH),
        op(Spirv.TYPE_POINTER, POINTER, WORKGROUP, ARRAY),
        op(Spirv.TYPE_POINTER, HALF_POINTER, WORKGROUP, HALF),
        op(Spirv.TYPE_POINTER, PRIVATE_POINTER, PRIVATE, ARRAY),
        op(Spirv.VARIABLE, POINTER, VARIABLE, WORKGROUP),
        op(Spirv.VARIABLE, HALF_POINTER, VARIABLE + 10, WORKGROUP),
        op(Spirv.VARIABLE, PRIVATE_POINTER, VARIABLE + 11, PRIVATE),
        op(Spirv.FUNCTION, WORD, 30, 0, 31));
  }

  @Test
  void arraysAreAsLongAsConstantsSay() {
    assertEquals(OptionalLong.of(256 * 8 * 20 + 2), bytes(shared(Spirv.I_MUL), Map.of()));
    assertEquals(OptionalLong.of(128 * 8 * 20 + 2), bytes(shared(Spirv.I_MUL), Map.of(1, 128)));
    assertEquals(OptionalLong.of((64 + 8) * 20 + 2), bytes(shared(Spirv.I_ADD), Map.of(1, 64)));
    assertEquals(OptionalLong.of((64 - 8) * 20 + 2), bytes(shared(Spirv.I_SUB), Map.of(1, 64)));
    assertEquals(OptionalLong.of(8 * 20 + 2), bytes(shared(Spirv.U_DIV), Map.of(1, 64)));
    assertEquals(OptionalLong.of(3 * 20 + 2), bytes(shared(Spirv.U_MOD), Map.of(1, 67)));
    assertEquals(
        OptionalLong.of((1 << 14) * 20 + 2),
        bytes(shared(Spirv.SHIFT_LEFT_LOGICAL), Map.of(1, 64)));
    assertEquals(
        OptionalLong.of(3 * 20 + 2), bytes(shared(Spirv.SHIFT_RIGHT_LOGICAL), Map.of(1, 768)));
    assertEquals(OptionalLong.of(8 * 20 + 2), bytes(shared(Spirv.BITWISE_AND), Map.of(1, 0x18)));
    assertEquals(OptionalLong.of(0), bytes(module(), Map.of()));
  }

  @Test
  void whatIsNotKnownIsNotGuessed() {
    assertEquals(OptionalLong.empty(), bytes(shared(Spirv.S_NEGATE), Map.of()));
    assertEquals(OptionalLong.empty(), bytes(new byte[] {1, 2, 3}, Map.of()));
    assertEquals(OptionalLong.empty(), bytes(module(new int[] {0}), Map.of()));
    byte[] whole = shared(Spirv.I_MUL);
    for (int end = 0; end < whole.length; end += Integer.BYTES) {
      long least = bytes(Arrays.copyOf(whole, end), Map.of()).orElse(0); // and nothing is thrown
      assertEquals(true, least <= 256 * 8 * 20 + 2);
    }
  }

  private static OptionalLong bytes(byte[] spirv, Map<Integer, Integer> specialized) {
    return SharedMemory.bytes(spirv, specialized);
  }
}
