// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.runtime.TestKernels;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModuleDecorationsTest {

  private static final int DECORATE = 4 << 16 | 71;
  private static final int SPEC_ID = 1;
  private static final int BUILT_IN = 11;

  /**
   * Returns a module of some instructions, whose header declares no constants, whatever it says.
   */
  private static byte[] module(int... instructions) {
    ByteBuffer bytes =
        ByteBuffer.allocate((5 + instructions.length) * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    IntStream.of(0x07230203, DECORATE, 7, SPEC_ID, 92).forEach(bytes::putInt);
    IntStream.of(instructions).forEach(bytes::putInt);
    return bytes.array();
  }

  private static byte[] resource(KernelDescriptor kernel) {
    return SpirvResource.read(kernel, LimbShape.of(1, 32), 1, "");
  }

  @Test
  void aCompilersModuleDeclaresWhatItsShaderDoes() {
    byte[] form = resource(TestKernels.form("form", Form.OF_CALL, Form.OF_CALL));
    assertTrue(ModuleDecorations.declaresConstant(form, SpecializationIds.MONTGOMERY_FORM));
    assertFalse(ModuleDecorations.declaresConstant(form, SpecializationIds.RESIDENT));
    byte[] residence = resource(TestKernels.RESIDENCE);
    assertTrue(ModuleDecorations.declaresConstant(residence, SpecializationIds.RESIDENT));
    assertFalse(ModuleDecorations.declaresConstant(residence, SpecializationIds.MONTGOMERY_FORM));
  }

  @Test
  void aModuleThatStridesKnowsItsWorkgroups() {
    assertTrue(ModuleDecorations.knowsWorkgroups(resource(TestKernels.RESIDENCE)));
    assertFalse(ModuleDecorations.knowsWorkgroups(resource(TestKernels.STRAIGHT)));
    assertTrue(ModuleDecorations.knowsWorkgroups(module(DECORATE, 7, BUILT_IN, 24)));
    assertFalse(ModuleDecorations.knowsWorkgroups(module(DECORATE, 7, BUILT_IN, 28)));
    assertFalse(ModuleDecorations.knowsWorkgroups(module(DECORATE, 7, SPEC_ID, 24)));
  }

  @Test
  void aConstantMayBeTheLastInstruction() {
    byte[] module = module(DECORATE, 7, SPEC_ID, 91, DECORATE, 8, SPEC_ID, 92);
    for (int id = 90; id < 95; id++) {
      assertEquals(
          id == 91 || id == 92, ModuleDecorations.declaresConstant(module, id), "id " + id);
    }
  }

  @Test
  void whatIsNoDecorationWithThatIdIsNotTakenForOne() {
    assertFalse(ModuleDecorations.declaresConstant(module(), 92));
    // another decoration, of one operand too
    assertFalse(ModuleDecorations.declaresConstant(module(DECORATE, 7, 33, 92), 92));
    // OpMemberDecorate
    assertFalse(ModuleDecorations.declaresConstant(module(4 << 16 | 72, 7, SPEC_ID, 92), 92));
    // operands of another instruction, here OpString, that look like one
    assertFalse(
        ModuleDecorations.declaresConstant(module(6 << 16 | 7, 1, DECORATE, 7, SPEC_ID, 92), 92));
  }

  @Test
  void aMalformedModuleEndsTheScan() {
    assertFalse(ModuleDecorations.declaresConstant(module(0, DECORATE, 7, SPEC_ID, 92), 92));
    assertFalse(ModuleDecorations.declaresConstant(module(DECORATE, 7, SPEC_ID), 92));
    assertFalse(ModuleDecorations.declaresConstant(module(DECORATE), 92));
  }
}
