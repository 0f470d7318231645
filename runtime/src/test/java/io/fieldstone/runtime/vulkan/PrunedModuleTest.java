// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static io.fieldstone.runtime.vulkan.SpirvWords.module;
import static io.fieldstone.runtime.vulkan.SpirvWords.op;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What specialization constants leave of a module. That what is left computes the same and is valid
 * is held by every test on a CPU device, where each pipeline is made of such a module, under
 * Vulkan's validation layer.
 */
class PrunedModuleTest {

  private static final int WORD = 1;
  private static final int NOTHING = 2;
  private static final int SIGNATURE = 3;
  private static final int CONSTANT = 4;
  private static final int TWO = 5;
  private static final int IS_TWO = 6;
  private static final int BOOLEAN = 7;
  private static final int MAIN = 10;
  private static final int FIRST = 11;
  private static final int ARM = 12;
  private static final int OTHER_ARM = 13;
  private static final int MERGE = 14;
  private static final int X = 15;
  private static final int Y = 16;
  private static final int Z = 17;
  private static final int CALLED = 20;
  private static final int OF_CALLED = 21;
  private static final int OTHER_CALLED = 22;
  private static final int OF_OTHER_CALLED = 23;

  /** The id of the specialization constant. */
  private static final int SPEC_ID = 9;

  private static final int TYPE_VOID = 19;
  private static final int TYPE_BOOL = 20;
  private static final int TYPE_FUNCTION = 33;
  private static final int UNKNOWN = 0x7fff;

  /** Names, a constant with an id and 2 as its default, and whether it is 2. */
  private static int[] declarations(int... named) {
    return Stream.of(
            new int[][] {op(Spirv.ENTRY_POINT, 5, MAIN, 0)},
            Arrays.stream(named).mapToObj(id -> op(Spirv.NAME, id, 0)).toArray(int[][]::new),
            new int[][] {
              op(Spirv.DECORATE, CONSTANT, Spirv.SPEC_ID, SPEC_ID),
              op(TYPE_VOID, NOTHING),
              op(TYPE_BOOL, BOOLEAN),
              op(Spirv.TYPE_INT, WORD, 32, 0),
              op(TYPE_FUNCTION, SIGNATURE, WORD),
              op(Spirv.SPEC_CONSTANT, WORD, CONSTANT, 2),
              op(Spirv.CONSTANT, WORD, TWO, 2),
              op(Spirv.SPEC_CONSTANT_OP, BOOLEAN, IS_TWO, Spirv.I_EQUAL, CONSTANT, TWO)
            })
        .flatMap(Arrays::stream)
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  private static int[] function(int id, int label) {
    return Stream.of(
            op(Spirv.FUNCTION, WORD, id, 0, SIGNATURE),
            op(Spirv.LABEL, label),
            op(Spirv.RETURN_VALUE, TWO),
            op(Spirv.FUNCTION_END))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  /** A main function that calls one of two, as {@code decision} decides. */
  private static byte[] decided(int... decision) {
    return module(
        declarations(MAIN, CALLED, OTHER_CALLED, X, Y),
        op(Spirv.FUNCTION, WORD, MAIN, 0, SIGNATURE),
        op(Spirv.LABEL, FIRST),
        op(Spirv.SELECTION_MERGE, MERGE, 0),
        decision,
        op(Spirv.LABEL, ARM),
        op(Spirv.FUNCTION_CALL, WORD, X, CALLED),
        op(Spirv.BRANCH, MERGE),
        op(Spirv.LABEL, OTHER_ARM),
        op(Spirv.FUNCTION_CALL, WORD, Y, OTHER_CALLED),
        op(Spirv.BRANCH, MERGE),
        op(Spirv.LABEL, MERGE),
        op(Spirv.PHI, WORD, Z, X, ARM, Y, OTHER_ARM),
        op(Spirv.RETURN_VALUE, Z),
        op(Spirv.FUNCTION_END),
        function(CALLED, OF_CALLED),
        function(OTHER_CALLED, OF_OTHER_CALLED));
  }

  private static byte[] withTheFirstArm(int... decision) {
    return module(
        declarations(MAIN, CALLED, X),
        op(Spirv.FUNCTION, WORD, MAIN, 0, SIGNATURE),
        op(Spirv.LABEL, FIRST),
        op(Spirv.SELECTION_MERGE, MERGE, 0),
        decision,
        op(Spirv.LABEL, ARM),
        op(Spirv.FUNCTION_CALL, WORD, X, CALLED),
        op(Spirv.BRANCH, MERGE),
        op(Spirv.LABEL, OTHER_ARM),
        op(Spirv.UNREACHABLE),
        op(Spirv.LABEL, MERGE),
        op(Spirv.PHI, WORD, Z, X, ARM),
        op(Spirv.RETURN_VALUE, Z),
        op(Spirv.FUNCTION_END),
        function(CALLED, OF_CALLED));
  }

  private static byte[] withTheOtherArm(int... decision) {
    return module(
        declarations(MAIN, OTHER_CALLED, Y),
        op(Spirv.FUNCTION, WORD, MAIN, 0, SIGNATURE),
        op(Spirv.LABEL, FIRST),
        op(Spirv.SELECTION_MERGE, MERGE, 0),
        decision,
        op(Spirv.LABEL, ARM),
        op(Spirv.UNREACHABLE),
        op(Spirv.LABEL, OTHER_ARM),
        op(Spirv.FUNCTION_CALL, WORD, Y, OTHER_CALLED),
        op(Spirv.BRANCH, MERGE),
        op(Spirv.LABEL, MERGE),
        op(Spirv.PHI, WORD, Z, Y, OTHER_ARM),
        op(Spirv.RETURN_VALUE, Z),
        op(Spirv.FUNCTION_END),
        function(OTHER_CALLED, OF_OTHER_CALLED));
  }

  @Test
  void anArmThatIsRuledOutGoesWithWhatItAloneCalls() {
    int[] branch = op(Spirv.BRANCH_CONDITIONAL, IS_TWO, ARM, OTHER_ARM);
    assertArrayEquals(
        withTheFirstArm(branch), PrunedModule.of(decided(branch), Map.of()), "its default");
    assertArrayEquals(
        withTheFirstArm(branch), PrunedModule.of(decided(branch), Map.of(SPEC_ID, 2)));
    assertArrayEquals(
        withTheOtherArm(branch), PrunedModule.of(decided(branch), Map.of(SPEC_ID, 3)));
  }

  @Test
  void aSwitchTakesTheCaseOfTheConstantOrTheDefault() {
    int[] choice = op(Spirv.SWITCH, CONSTANT, OTHER_ARM, 7, ARM, -1, ARM);
    for (int value : new int[] {7, -1}) {
      assertArrayEquals(
          withTheFirstArm(choice), PrunedModule.of(decided(choice), Map.of(SPEC_ID, value)));
    }
    assertArrayEquals(
        withTheOtherArm(choice), PrunedModule.of(decided(choice), Map.of(SPEC_ID, 8)));
  }

  @Test
  void whatConstantsDoNotDecideStays() {
    byte[] module = decided(op(Spirv.BRANCH_CONDITIONAL, 99, ARM, OTHER_ARM));
    assertArrayEquals(module, PrunedModule.of(module, Map.of(SPEC_ID, 2)));
  }

  /** A loop whose way back is ruled out would be none, and a module has to say that it is one. */
  @Test
  void aLoopThatIsLeftAtOnceStays() {
    byte[] module =
        module(
            declarations(),
            op(Spirv.FUNCTION, WORD, MAIN, 0, SIGNATURE),
            op(Spirv.LABEL, FIRST),
            op(Spirv.BRANCH, ARM),
            op(Spirv.LABEL, ARM),
            op(Spirv.LOOP_MERGE, MERGE, OTHER_ARM, 0),
            op(Spirv.BRANCH_CONDITIONAL, IS_TWO, MERGE, OTHER_ARM),
            op(Spirv.LABEL, OTHER_ARM),
            op(Spirv.BRANCH, ARM),
            op(Spirv.LABEL, MERGE),
            op(Spirv.RETURN_VALUE, TWO),
            op(Spirv.FUNCTION_END));
    assertSame(module, PrunedModule.of(module, Map.of()));
  }

  /** All that a loop goes on by has to lead to its way back. */
  @Test
  void whatALoopGoesOnByStays() {
    byte[] module =
        module(
            declarations(),
            op(Spirv.FUNCTION, WORD, MAIN, 0, SIGNATURE),
            op(Spirv.LABEL, FIRST),
            op(Spirv.BRANCH, X),
            op(Spirv.LABEL, X),
            op(Spirv.LOOP_MERGE, MERGE, Y, 0),
            op(Spirv.BRANCH, Y),
            op(Spirv.LABEL, Y),
            op(Spirv.SELECTION_MERGE, Z, 0),
            op(Spirv.BRANCH_CONDITIONAL, IS_TWO, ARM, OTHER_ARM),
            op(Spirv.LABEL, ARM),
            op(Spirv.BRANCH, Z),
            op(Spirv.LABEL, OTHER_ARM),
            op(Spirv.BRANCH, Z),
            op(Spirv.LABEL, Z),
            op(Spirv.BRANCH_CONDITIONAL, 99, X, MERGE),
            op(Spirv.LABEL, MERGE),
            op(Spirv.RETURN_VALUE, TWO),
            op(Spirv.FUNCTION_END));
    assertArrayEquals(module, PrunedModule.of(module, Map.of()));
    assertArrayEquals(module, PrunedModule.of(module, Map.of(SPEC_ID, 1)));
  }

  @Test
  void aBlockWithoutALabelIsLeftToTheDriver() {
    byte[] module =
        module(
            declarations(),
            op(Spirv.FUNCTION, WORD, MAIN, 0, SIGNATURE),
            op(UNKNOWN, FIRST),
            op(Spirv.UNDEF, WORD, X),
            op(Spirv.RETURN_VALUE, X),
            op(Spirv.FUNCTION_END));
    assertSame(module, PrunedModule.of(module, Map.of()));
  }

  @Test
  void whatIsNotKnownHereIsLeftToTheDriver() {
    byte[] module =
        module(
            declarations(),
            op(Spirv.FUNCTION, WORD, MAIN, 0, SIGNATURE),
            op(Spirv.LABEL, FIRST),
            op(Spirv.SELECTION_MERGE, MERGE, 0),
            op(Spirv.BRANCH_CONDITIONAL, IS_TWO, MERGE, ARM),
            op(Spirv.LABEL, ARM),
            op(UNKNOWN, WORD, X),
            op(Spirv.BRANCH, MERGE),
            op(Spirv.LABEL, MERGE),
            op(Spirv.RETURN_VALUE, TWO),
            op(Spirv.FUNCTION_END));
    assertSame(module, PrunedModule.of(module, Map.of()));
    assertArrayEquals(module, PrunedModule.of(module, Map.of(SPEC_ID, 1)));
  }

  @Test
  void whatIsNoModuleIsLeftToTheDriver() {
    byte[] module = decided(op(Spirv.BRANCH_CONDITIONAL, IS_TWO, ARM, OTHER_ARM));
    for (int length = 0; length < module.length; length++) {
      byte[] cut = Arrays.copyOf(module, length);
      if (length % Integer.BYTES != 0 || length <= Spirv.HEADER_WORDS * Integer.BYTES) {
        assertSame(cut, PrunedModule.of(cut, Map.of()));
      } else {
        assertTrue(PrunedModule.of(cut, Map.of()).length <= length);
      }
    }
    for (int word = 0; word < module.length; word += Integer.BYTES) {
      for (int bits : new int[] {0, -1, 1 << 16, 0x7fff_ffff}) {
        byte[] broken = module.clone();
        ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putInt(word, bits);
        assertTrue(PrunedModule.of(broken, Map.of()).length <= module.length);
      }
    }
  }

  /** Of an inverse, which the same module has, nothing is left in a negative. */
  @Test
  void aShippedModuleHasOneOperation() throws IOException {
    byte[] module;
    try (InputStream in =
        getClass().getResourceAsStream("/fieldstone/extension/unary_portable_1x64x4.spv")) {
      module = requireNonNull(in).readAllBytes();
    }
    int negative = PrunedModule.of(module, Map.of(0, 0)).length;
    int inverse = PrunedModule.of(module, Map.of(0, 3)).length;
    assertTrue(negative < module.length / 2, negative + " bytes of " + module.length);
    assertTrue(negative < inverse, negative + " bytes, " + inverse + " of the inverse");
    assertEquals(0, negative % Integer.BYTES);
  }
}
