// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.BitSet;
import java.util.Set;

/** What the reader knows of instructions in general (section 3.49). */
final class Grammar {

  /** The first opcode of extensions; those come and go, and have results or not. */
  private static final int FIRST_OF_EXTENSIONS = 4160;

  /** Groups, pipes, queues and events, which no shader has. */
  private static final int FIRST_OF_OPENCL = 259;

  private static final int LAST_OF_OPENCL = 304;

  /** The core's opcodes up to version 1.6, as ranges. */
  private static final int[][] CORE = {
    {0, 8},
    {10, 12},
    {14, 17},
    {19, 39},
    {41, 46},
    {48, 52},
    {54, 57},
    {59, 75},
    {77, 84},
    {86, 107},
    {109, 124},
    {126, 152},
    {154, 191},
    {194, 205},
    {207, 215},
    {218, 221},
    {224, 225},
    {227, 242},
    {245, 257},
    {259, 366},
    {400, 403}
  };

  private static final BitSet KNOWN = new BitSet();

  static {
    for (int[] range : CORE) {
      KNOWN.set(range[0], range[1] + 1);
    }
  }

  /** Core instructions without a result. */
  private static final Set<Integer> WITHOUT_RESULT =
      Set.of(
          0, 2, 3, 4, 5, 6, 8, 10, 14, 15, 16, 17, 39, 56, 62, 63, 64, 71, 72, 74, 75, 99, 218, 219,
          220, 221, 224, 225, 228, 246, 247, 249, 250, 251, 252, 253, 254, 255, 256, 257, 317, 319,
          329, 330, 331, 332);

  /** Core instructions whose result has no type: strings, imports, groups, types and labels. */
  private static final Set<Integer> WITHOUT_RESULT_TYPE =
      Set.of(
          7, 11, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 73,
          248, 322, 327);

  private Grammar() {}

  static boolean isKnown(int opcode) {
    return opcode >= FIRST_OF_EXTENSIONS || KNOWN.get(opcode);
  }

  /** Returns which operand is the result: 0, or 1 after its type, or -1 if that is not known. */
  static int resultOperand(int opcode) {
    if (opcode == Op.TYPE_ACCELERATION_STRUCTURE || WITHOUT_RESULT_TYPE.contains(opcode)) {
      return 0;
    }
    boolean unknown =
        opcode >= FIRST_OF_EXTENSIONS || (opcode >= FIRST_OF_OPENCL && opcode <= LAST_OF_OPENCL);
    return unknown || WITHOUT_RESULT.contains(opcode) ? -1 : 1;
  }

  /** Returns the operand from which on all are ids, or -1 where they are not. */
  static int firstIdOperand(int opcode) {
    boolean calculates =
        (opcode >= Op.CONVERT_FLOAT_TO_UINT && opcode <= Op.LAST_DERIVATIVE)
            || opcode == Op.PHI
            || opcode == Op.FUNCTION_CALL
            || opcode == Op.ACCESS_CHAIN
            || opcode == Op.IN_BOUNDS_ACCESS_CHAIN
            || opcode == Op.COMPOSITE_CONSTRUCT
            || opcode == Op.COPY_OBJECT;
    return calculates ? 2 : opcode == Op.RETURN_VALUE ? 0 : -1;
  }
}
