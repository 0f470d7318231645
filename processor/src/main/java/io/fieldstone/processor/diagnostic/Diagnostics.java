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

  /** Reports {@code diagnostic} at {@code site}; {@code arguments} fill its text. */
  public void report(Diagnostic diagnostic, Site site, Object... arguments) {
    if (diagnostic.kind() == Kind.ERROR) {
      errors++;
    }
    messager.printMessage(
        diagnostic.kind(),
        diagnostic.text(arguments),
        site.element(),
        site.annotation(),
        site.value());
  }

  /** Reports {@code diagnostic}, which has no place in the sources. */
  public void report(Diagnostic diagnostic, Object... arguments) {
    if (diagnostic.kind() == Kind.ERROR) {
      errors++;
    }
    messager.printMessage(diagnostic.kind(), diagnostic.text(arguments));
  }

  /** Returns how many errors there were. */
  public int errors() {
    return errors;
  }
}
