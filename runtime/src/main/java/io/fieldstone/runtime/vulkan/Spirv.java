// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What is read of SPIR-V: numbers as its specification has them. */
final class Spirv {

  static final int MAGIC = 0x0723_0203;
  static final int HEADER_WORDS = 5;

  /** A decoration. */
  static final int SPEC_ID = 1;

  static final int UNDEF = 1;
  static final int NAME = 5;
  static final int MEMBER_NAME = 6;
  static final int LINE = 8;
  static final int EXT_INST = 12;
  static final int ENTRY_POINT = 15;
  static final int TYPE_BOOL = 20;
  static final int TYPE_INT = 21;
  static final int TYPE_FLOAT = 22;
  static final int TYPE_VECTOR = 23;
  static final int TYPE_MATRIX = 24;
  static final int TYPE_ARRAY = 28;
  static final int TYPE_STRUCT = 30;
  static final int TYPE_POINTER = 32;
  static final int CONSTANT_TRUE = 41;
  static final int CONSTANT_FALSE = 42;
  static final int CONSTANT = 43;
  static final int CONSTANT_COMPOSITE = 44;
  static final int SPEC_CONSTANT_TRUE = 48;
  static final int SPEC_CONSTANT_FALSE = 49;
  static final int SPEC_CONSTANT = 50;
  static final int SPEC_CONSTANT_COMPOSITE = 51;
  static final int SPEC_CONSTANT_OP = 52;
  static final int FUNCTION = 54;
  static final int FUNCTION_PARAMETER = 55;
  static final int FUNCTION_END = 56;
  static final int FUNCTION_CALL = 57;
  static final int VARIABLE = 59;
  static final int LOAD = 61;
  static final int STORE = 62;
  static final int COPY_MEMORY = 63;
  static final int ACCESS_CHAIN = 65;
  static final int ARRAY_LENGTH = 68;
  static final int DECORATE = 71;
  static final int MEMBER_DECORATE = 72;
  static final int VECTOR_EXTRACT_DYNAMIC = 77;
  static final int COMPOSITE_EXTRACT = 81;
  static final int COPY_OBJECT = 83;
  static final int CONVERT_F_TO_U = 109;
  static final int BITCAST = 124;
  static final int S_NEGATE = 126;
  static final int I_ADD = 128;
  static final int I_SUB = 130;
  static final int I_MUL = 132;
  static final int U_DIV = 134;
  static final int U_MOD = 137;
  static final int S_MUL_EXTENDED = 152;
  static final int ANY = 154;
  static final int LOGICAL_EQUAL = 164;
  static final int LOGICAL_NOT_EQUAL = 165;
  static final int LOGICAL_OR = 166;
  static final int LOGICAL_AND = 167;
  static final int LOGICAL_NOT = 168;
  static final int I_EQUAL = 170;
  static final int I_NOT_EQUAL = 171;
  static final int U_GREATER_THAN = 172;
  static final int S_GREATER_THAN = 173;
  static final int U_GREATER_THAN_EQUAL = 174;
  static final int S_GREATER_THAN_EQUAL = 175;
  static final int U_LESS_THAN = 176;
  static final int S_LESS_THAN = 177;
  static final int U_LESS_THAN_EQUAL = 178;
  static final int S_LESS_THAN_EQUAL = 179;
  static final int F_UNORD_GREATER_THAN_EQUAL = 191;
  static final int SHIFT_RIGHT_LOGICAL = 194;
  static final int SHIFT_LEFT_LOGICAL = 196;
  static final int BITWISE_AND = 199;
  static final int BIT_COUNT = 205;
  static final int CONTROL_BARRIER = 224;
  static final int MEMORY_BARRIER = 225;
  static final int ATOMIC_LOAD = 227;
  static final int ATOMIC_STORE = 228;
  static final int ATOMIC_XOR = 242;
  static final int PHI = 245;
  static final int LOOP_MERGE = 246;
  static final int SELECTION_MERGE = 247;
  static final int LABEL = 248;
  static final int BRANCH = 249;
  static final int BRANCH_CONDITIONAL = 250;
  static final int SWITCH = 251;
  static final int RETURN = 253;
  static final int RETURN_VALUE = 254;
  static final int UNREACHABLE = 255;
  static final int NO_LINE = 317;
  static final int GROUP_ELECT = 333;
  static final int GROUP_QUAD_SWAP = 366;
  static final int COPY_LOGICAL = 400;

  private static final int HALF = 16;
  private static final int LOW_HALF = 0xffff;

  private Spirv() {}

  /**
   * Returns a module's words.
   *
   * @throws UnknownSpirvException if it has no whole number of them
   */
  static int[] words(byte[] spirv) {
    if (spirv.length % Integer.BYTES != 0) {
      throw new UnknownSpirvException();
    }
    int[] words = new int[spirv.length / Integer.BYTES];
    ByteBuffer.wrap(spirv).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    return words;
  }

  /** Returns the operation of an instruction by its first word. */
  static int opcode(int word) {
    return word & LOW_HALF;
  }

  /** Returns how many words an instruction has by its first one. */
  static int length(int word) {
    return word >>> HALF;
  }

  /** Returns the first word of an instruction of so many words. */
  static int first(int opcode, int length) {
    return length << HALF | opcode;
  }

  /** Returns whether an instruction ends a block. */
  static boolean endsBlock(int opcode) {
    return opcode >= BRANCH && opcode <= UNREACHABLE;
  }

  /** Returns whether an instruction of a block is known to have a type and a result. */
  static boolean hasResult(int opcode) {
    return opcode == EXT_INST
        || opcode == UNDEF
        || opcode == FUNCTION_PARAMETER
        || opcode == FUNCTION_CALL
        || opcode == VARIABLE
        || opcode == LOAD
        || opcode == PHI
        || isIn(opcode, ACCESS_CHAIN, ARRAY_LENGTH)
        || isIn(opcode, VECTOR_EXTRACT_DYNAMIC, COPY_OBJECT)
        || isIn(opcode, CONVERT_F_TO_U, BITCAST)
        || isIn(opcode, S_NEGATE, S_MUL_EXTENDED)
        || isIn(opcode, ANY, F_UNORD_GREATER_THAN_EQUAL)
        || isIn(opcode, SHIFT_RIGHT_LOGICAL, BIT_COUNT)
        || (isIn(opcode, ATOMIC_LOAD, ATOMIC_XOR) && opcode != ATOMIC_STORE)
        || isIn(opcode, GROUP_ELECT, GROUP_QUAD_SWAP)
        || opcode == COPY_LOGICAL;
  }

  /** Returns whether an instruction of a block is known to have no result. */
  static boolean hasNoResult(int opcode) {
    return opcode == STORE
        || opcode == COPY_MEMORY
        || opcode == LINE
        || opcode == NO_LINE
        || opcode == ATOMIC_STORE
        || opcode == CONTROL_BARRIER
        || opcode == MEMORY_BARRIER
        || opcode == LOOP_MERGE
        || opcode == SELECTION_MERGE
        || endsBlock(opcode);
  }

  private static boolean isIn(int opcode, int first, int last) {
    return opcode >= first && opcode <= last;
  }
}
