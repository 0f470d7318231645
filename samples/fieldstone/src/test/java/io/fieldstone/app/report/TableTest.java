// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void wordsStandLeftAndNumbersRight() {
    Table table = new Table("mode", "ms");
    table.row("sequential", "1.25");
    table.row("pipelined", "12.5");
    assertEquals(
        List.of("mode          ms", "sequential  1.25", "pipelined   12.5"),
        table.toString().lines().toList());
  }

  @Test
  void aRowWithTooFewCellsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Table("a", "b").row("1"));
  }
}
