// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({"64,64", "1000,1000", "1024,1K", "65536,64K", "1048576,1M", "1536,1.50K"})
  void elementsAreCountedInPowersOfTwo(long elements, String text) {
    assertEquals(text, Quantity.elements(elements));
  }

  @ParameterizedTest
  @CsvSource({"1000,1K", "24800000,24.8M", "63400000000,63.4G", "999,999", "0.5,0.500", "0,0"})
  void ratesAreCountedInThousands(double value, String text) {
    assertEquals(text, Quantity.of(value));
  }

  @ParameterizedTest
  @CsvSource({"1.8,1.8", "1,1", "0.1,0.1", "0.0784,0.078", "128.4,128", "0,0", "32000000,32M"})
  void chartsAreBrief(double value, String text) {
    assertEquals(text, Quantity.brief(value));
  }
}
