// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import org.junit.jupiter.api.Assertions;

/** Assertions about what a failure says. */
final class Failures {

  private Failures() {}

  static void assertSays(String expected, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Assertions.assertTrue(
        message.contains(expected), () -> "'" + expected + "' is not in: " + message);
  }
}
