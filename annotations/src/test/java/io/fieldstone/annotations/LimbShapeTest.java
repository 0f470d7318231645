// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimbShapeTest {

  @ParameterizedTest
  @CsvSource({"1x32, 4, 1", "1x64, 8, 2", "4x64, 32, 8", "6x64, 48, 12", "16x64, 128, 32"})
  void aShapeKnowsItsBytesAndItsWords(String name, int bytes, int words) {
    assertEquals(bytes, LimbShape.parse(name).bytes());
    assertEquals(words, LimbShape.parse(name).words());
  }

  @Test
  void everyShapeReadsBackAsItIsWritten() {
    assertEquals(17, LimbShape.ALL.size());
    LimbShape.ALL.forEach(shape -> assertEquals(shape, LimbShape.parse(shape.toString())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "x", "6", "x64", "6x", "6X64", "6x64x", " 6x64", "6.0x64", "0x64", "06x64", "-1x64",
        "17x64", "2x32", "6x63", "6x128"
      })
  void whatIsNoShapeIsRefusedByName(String name) {
    var e = assertThrows(IllegalArgumentException.class, () -> LimbShape.parse(name));
    assertTrue(e.toString().contains(name), e::toString);
    assertTrue(e.toString().endsWith(": there are 1x32 and 1x64 to 16x64"), e::toString);
  }

  @ParameterizedTest
  @CsvSource({"3, 1x32", "4294967295, 1x32", "4294967297, 1x64", "18446744069414584321, 1x64"})
  void aFieldHasTheNarrowestShapeThatHoldsItsModulus(String modulus, String shape) {
    assertEquals(shape, LimbShape.ofModulus(new BigInteger(modulus)).toString());
  }

  @Test
  void aTemplateHasAPlaceForTheShape() {
    assertEquals("add_6x64.spv", LimbShape.of(6, 64).in("add_{shape}.spv"));
    assertTrue(LimbShape.isTemplate("add_{shape}.spv"));
    assertFalse(LimbShape.isTemplate("add.spv"));
  }
}
