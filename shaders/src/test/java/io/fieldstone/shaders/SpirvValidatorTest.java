// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static io.fieldstone.shaders.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpirvValidatorTest {

  private final byte[] valid = Resources.bytes("fieldstone/vector/add_1x32.spv");
  private SpirvValidator validator;

  @BeforeEach
  void open() {
    validator = new SpirvValidator();
  }

  @AfterEach
  void close() {
    validator.close();
  }

  @Test
  void aTruncatedModuleIsInvalid() {
    assertInvalid(Arrays.copyOf(valid, valid.length - 4));
  }

  @Test
  void bytesThatAreNoSpirvAreInvalid() {
    assertInvalid(new byte[64]);
    assertInvalid(new byte[0]);
  }

  @Test
  void aModuleIsWholeWords() {
    assertSays("21 bytes", assertInvalid(Arrays.copyOf(valid, 21)));
  }

  @Test
  void theValidatorGoesOnAfterAnInvalidModule() {
    assertInvalid(new byte[64]);
    validator.validate("add", valid);
  }

  @Test
  void aClosedValidatorSaysSo() {
    validator.close();
    var thrown = assertThrows(IllegalStateException.class, () -> validator.validate("add", valid));
    assertSays("closed", thrown);
  }

  private SpirvValidationException assertInvalid(byte[] spirv) {
    var thrown =
        assertThrows(SpirvValidationException.class, () -> validator.validate("broken.spv", spirv));
    assertSays("'broken.spv'", thrown);
    assertSays("Vulkan 1.2: ", thrown);
    return thrown;
  }
}
