// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/** The only way to report anything. */
public final class Diagnostics {

  private final Messager messager;
  private int errors;

  /** Reports to {@code messager}. */
  public Diagnostics(Messager messager) {
    this.messager = messager;
  }

  /** Reports {@code message} at {@code site}. */
  public void report(Site site, Message message) {
    count(message);
    messager.printMessage(
        message.diagnostic().kind(),
        message.text(),
        site.element(),
        site.annotation(),
        site.value());
  }

  /** Reports {@code message}, which has no place in the sources. */
  public void report(Message message) {
    count(message);
    messager.printMessage(message.diagnostic().kind(), message.text());
  }

  private void count(Message message) {
    if (message.diagnostic().kind() == Kind.ERROR) {
      errors++;
    }
  }

  /** Returns how many errors there were. */
  public int errors() {
    return errors;
  }
}
