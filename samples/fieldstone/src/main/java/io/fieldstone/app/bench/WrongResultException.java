// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

/** What was measured computed something wrong, so that its time means nothing. */
public final class WrongResultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes the exception. */
  public WrongResultException(String message) {
    super(message);
  }
}
