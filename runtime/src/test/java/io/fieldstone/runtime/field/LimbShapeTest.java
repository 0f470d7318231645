// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimbShapeTest {

  @ParameterizedTest
  @CsvSource({"6x64, 48, 12", "4x64, 32, 8", "1x64, 8, 2", "1x32, 4, 1", "3x32, 12, 3"})
  void aShapeKnowsItsBytesAndItsWords(String text, int bytes, int words) {
    LimbShape shape = LimbShape.parse(text);
    assertEquals(bytes, shape.bytes());
    assertEquals(words, shape.words());
  }

  @Property
  void whatAShapePrintsParsesToTheSameShape(
      @ForAll @IntRange(min = 1, max = 1000) int limbs, @ForAll boolean wide) {
    LimbShape shape = LimbShape.of(limbs, wide ? 64 : 32);
    assertEquals(shape, LimbShape.parse(shape.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "6", "x64", "6x", "6X64", "6x64x", " 6x64", "sixx64", "6.0x64"})
  void textThatIsNoShapeIsRefusedAndQuoted(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> LimbShape.parse(text));
    assertEquals("not a limb shape: \"" + text + "\"", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x64", "-1x64", "6x48", "6x0", "6x16", "6x128"})
  void limbsAreAtLeastOneAndOf32Or64Bits(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> LimbShape.parse(text));
    assertEquals("no such limb shape: " + text, e.getMessage());
  }
}
