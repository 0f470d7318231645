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

class SpecializationConstantsTest {

  private static final int DECORATE = 4 << 16 | 71;
  private static final int SPEC_ID = 1;

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
    return SpirvResource.read(kernel, LimbShape.of(1, 32), "");
  }

  @Test
  void aCompilersModuleDeclaresWhatItsShaderDoes() {
    byte[] form = resource(TestKernels.form("form", Form.OF_CALL, Form.OF_CALL));
    assertTrue(SpecializationConstants.declares(form, SpecializationIds.MONTGOMERY_FORM));
    assertFalse(SpecializationConstants.declares(form, SpecializationIds.RESIDENT));
    byte[] residence = resource(TestKernels.RESIDENCE);
    assertTrue(SpecializationConstants.declares(residence, SpecializationIds.RESIDENT));
    assertFalse(SpecializationConstants.declares(residence, SpecializationIds.MONTGOMERY_FORM));
  }

  @Test
  void aConstantMayBeTheLastInstruction() {
    byte[] module = module(DECORATE, 7, SPEC_ID, 91, DECORATE, 8, SPEC_ID, 92);
    for (int id = 90; id < 95; id++) {
      assertEquals(id == 91 || id == 92, SpecializationConstants.declares(module, id), "id " + id);
    }
  }

  @Test
  void whatIsNoDecorationWithThatIdIsNotTakenForOne() {
    assertFalse(SpecializationConstants.declares(module(), 92));
    // another decoration, of one operand too
    assertFalse(SpecializationConstants.declares(module(DECORATE, 7, 33, 92), 92));
    // OpMemberDecorate
    assertFalse(SpecializationConstants.declares(module(4 << 16 | 72, 7, SPEC_ID, 92), 92));
    // operands of another instruction, here OpString, that look like one
    assertFalse(
        SpecializationConstants.declares(module(6 << 16 | 7, 1, DECORATE, 7, SPEC_ID, 92), 92));
  }

  @Test
  void aMalformedModuleEndsTheScan() {
    assertFalse(SpecializationConstants.declares(module(0, DECORATE, 7, SPEC_ID, 92), 92));
    assertFalse(SpecializationConstants.declares(module(DECORATE, 7, SPEC_ID), 92));
    assertFalse(SpecializationConstants.declares(module(DECORATE), 92));
  }
}
