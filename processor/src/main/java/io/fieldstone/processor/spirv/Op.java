// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

/** The opcodes that the reader looks at (section 3.49). */
final class Op {

  static final int SOURCE_CONTINUED = 2;
  static final int SOURCE = 3;
  static final int SOURCE_EXTENSION = 4;
  static final int NAME = 5;
  static final int MEMBER_NAME = 6;
  static final int LINE = 8;
  static final int EXTENSION = 10;
  static final int EXT_INST = 12;
  static final int ENTRY_POINT = 15;
  static final int EXECUTION_MODE = 16;
  static final int CAPABILITY = 17;
  static final int TYPE_VOID = 19;
  static final int TYPE_BOOL = 20;
  static final int TYPE_INT = 21;
  static final int TYPE_FLOAT = 22;
  static final int TYPE_VECTOR = 23;
  static final int TYPE_MATRIX = 24;
  static final int TYPE_IMAGE = 25;
  static final int TYPE_SAMPLER = 26;
  static final int TYPE_SAMPLED_IMAGE = 27;
  static final int TYPE_ARRAY = 28;
  static final int TYPE_RUNTIME_ARRAY = 29;
  static final int TYPE_STRUCT = 30;
  static final int TYPE_POINTER = 32;
  static final int TYPE_FUNCTION = 33;
  static final int CONSTANT_TRUE = 41;
  static final int CONSTANT_FALSE = 42;
  static final int CONSTANT = 43;
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
  static final int COPY_MEMORY_SIZED = 64;
  static final int ACCESS_CHAIN = 65;
  static final int IN_BOUNDS_ACCESS_CHAIN = 66;
  static final int PTR_ACCESS_CHAIN = 67;
  static final int ARRAY_LENGTH = 68;
  static final int IN_BOUNDS_PTR_ACCESS_CHAIN = 70;
  static final int DECORATE = 71;
  static final int MEMBER_DECORATE = 72;
  static final int GROUP_DECORATE = 74;
  static final int COMPOSITE_CONSTRUCT = 80;
  static final int COPY_OBJECT = 83;
  static final int CONVERT_FLOAT_TO_UINT = 109;
  static final int SELECT = 169;
  static final int LAST_DERIVATIVE = 215;
  static final int ATOMIC_LOAD = 227;
  static final int ATOMIC_STORE = 228;
  static final int ATOMIC_EXCHANGE = 229;
  static final int ATOMIC_XOR = 242;
  static final int PHI = 245;
  static final int BRANCH_CONDITIONAL = 250;
  static final int SWITCH = 251;
  static final int RETURN_VALUE = 254;
  static final int NO_LINE = 317;
  static final int ATOMIC_FLAG_TEST_AND_SET = 318;
  static final int ATOMIC_FLAG_CLEAR = 319;
  static final int MODULE_PROCESSED = 330;
  static final int EXECUTION_MODE_ID = 331;
  static final int COPY_LOGICAL = 400;
  static final int TYPE_ACCELERATION_STRUCTURE = 5341;
  static final int ATOMIC_FLOAT_MIN = 5614;
  static final int ATOMIC_FLOAT_MAX = 5615;
  static final int ATOMIC_FLOAT_ADD = 6035;

  private Op() {}
}
