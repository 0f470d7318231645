// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.files.BadInputException;

/** Checks numbers given as options. */
final class Counts {

  private Counts() {}

  /**
   * Checks that a number is in {@code 1 .. max}.
   *
   * @throws BadInputException if it is not
   */
  static void require(String option, long value, long max) {
    if (value < 1 || value > max) {
      throw new BadInputException(
          option
              + " is "
              + value
              + "; it must be "
              + (max == Long.MAX_VALUE ? "1 or more" : "1 to " + max));
    }
  }
}
