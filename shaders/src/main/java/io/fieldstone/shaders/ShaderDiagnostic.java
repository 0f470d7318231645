// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.io.Serializable;

/**
 * One error that a compiler found.
 *
 * <p>Immutable.
 *
 * @param file the {@linkplain ShaderSource#name() name} of the file, which may be an included one
 * @param line the line in it, from 1; 0 if the error is not on a line
 * @param message what is wrong
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // components cannot be described a second time, as fields
public record ShaderDiagnostic(String file, int line, String message) implements Serializable {

  /** {@code file:line: message}, or {@code file: message} without a line. */
  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
  }
}
