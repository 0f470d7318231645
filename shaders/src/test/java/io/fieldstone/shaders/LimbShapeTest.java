// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static io.fieldstone.shaders.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimbShapeTest {

  @ParameterizedTest
  @CsvSource({"1x32, 1", "1x64, 2", "4x64, 8", "6x64, 12", "8x64, 16"})
  void aShapeKnowsItsWords(String name, int words) {
    assertEquals(words, LimbShape.parse(name).words());
  }

  @Test
  void aShapeReadsBackAsItIsWritten() {
    assertEquals("6x64", LimbShape.parse("6x64").toString());
  }

  @Test
  void aShapeTellsShadersItsWords() {
    assertEquals(Map.of("FIELDSTONE_WORDS", "12"), LimbShape.parse("6x64").macros());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6", "6x", "x64", "0x64", "9x64", "2x32", "6x63", "6X64", " 6x64"})
  void anUnknownShapeFailsByName(String name) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> LimbShape.parse(name));
    assertSays(name, thrown);
  }
}
