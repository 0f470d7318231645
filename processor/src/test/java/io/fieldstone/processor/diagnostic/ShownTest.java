// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShownTest {

  private static String text(Object argument) {
    return Message.shown(argument);
  }

  @Test
  void aNameForgesNoLinesAndMovesNoCursor() {
    assertEquals("a\\u000A/xyz/Evil.java:1: error", text("a\n/xyz/Evil.java:1: error"));
    assertEquals("\\u001B[31mred \\u202Eleft", text("\u001b[31mred \u202eleft"));
  }

  @Test
  void whatIsOnlyForeignStays() {
    assertEquals("größe 𝒳 100%s", text("größe 𝒳 100%s"));
  }

  @Test
  void longTextsAreCut() {
    String shown = text("9".repeat(60_000));
    assertTrue(shown.endsWith("999... (60000 characters)"), shown);
    assertTrue(shown.length() < 700, shown);
  }

  @Test
  void whatIsLaidOutStays() {
    assertEquals("a\n  ^", text(new Verbatim("a\n  ^")));
  }
}
