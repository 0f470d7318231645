// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

/**
 * An argument of a diagnostic that is laid out already: it has lines, and nothing to escape.
 *
 * @param text the lines
 */
public record Verbatim(String text) {

  @Override
  public String toString() {
    return text;
  }
}
