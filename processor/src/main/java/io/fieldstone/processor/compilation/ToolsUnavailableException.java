// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

/** A native tool is missing or cannot be loaded; the message says why. */
final class ToolsUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  ToolsUnavailableException(String reason) {
    super(reason);
  }
}
