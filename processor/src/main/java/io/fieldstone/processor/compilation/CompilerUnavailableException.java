// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

/** There is no shader compiler, or it cannot be loaded; the message says why. */
final class CompilerUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  CompilerUnavailableException(String reason) {
    super(reason);
  }
}
