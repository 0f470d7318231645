// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

/**
 * A diagnostic with its text filled. The classes named for what goes wrong make them, such as
 * {@link BindingMessages}: what a text needs are parameters of a method, which the Java compiler
 * checks.
 *
 * <pre>{@code
 * diagnostics.report(site, FieldMessages.fieldGeneric("Fp"));
 * }</pre>
 *
 * @param diagnostic what it is
 * @param text what it says
 */
public record Message(Diagnostic diagnostic, String text) {

  /** Stands for a module that whoever reports the message names: {@link #in}. */
  static final String MODULE = "\0";

  /** Returns {@code value} as it stands in a message. */
  static String shown(Object value) {
    return String.valueOf(Shown.of(value));
  }

  /** Returns the message for a module that is known to its author as {@code origin}. */
  public Message in(String origin) {
    return new Message(diagnostic, text.replace(MODULE, shown(origin)));
  }
}
