// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.diagnostic.Diagnostic;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.Site;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic.Kind;

/**
 * Reports what is wrong with one kernel's modules. The modules of a kernel differ in their strategy
 * and limb shape only, so most mistakes are in all of them, if not in the same words: each is
 * reported for the first.
 */
final class Findings {

  private record Key(Site site, Diagnostic diagnostic) {}

  private final Diagnostics diagnostics;
  private final Set<Message> notes = new HashSet<>();

  /** Which module was the first one with a mistake. */
  private final Map<Key, Integer> firsts = new HashMap<>();

  private int module;

  Findings(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Begins with another module. */
  void next() {
    module++;
  }

  /** Reports a message of the module {@code origin}, unless an earlier one has that mistake too. */
  void report(Site site, String origin, Message message) {
    boolean isNew =
        message.diagnostic().kind() == Kind.NOTE
            ? notes.add(message)
            : firsts.computeIfAbsent(new Key(site, message.diagnostic()), key -> module) == module;
    if (isNew) {
      diagnostics.report(site, message.in(origin));
    }
  }
}
