// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.diagnostic.Diagnostic;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reports what is wrong with one kernel's modules. The modules of a kernel differ in their strategy
 * and limb shape only, so most mistakes are in all of them: each is reported for the first.
 */
final class Findings {

  private record Key(Diagnostic diagnostic, Site site, List<String> arguments) {}

  private final Diagnostics diagnostics;
  private final Set<Key> reported = new HashSet<>();

  Findings(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Reports unless the same was reported for another resource. */
  void report(Diagnostic diagnostic, Site site, String resource, Object... arguments) {
    List<String> texts = new ArrayList<>();
    List<Object> all = new ArrayList<>(List.of(resource));
    for (Object argument : arguments) {
      texts.add(String.valueOf(argument));
      all.add(argument);
    }
    if (reported.add(new Key(diagnostic, site, texts))) {
      diagnostics.report(diagnostic, site, all.toArray());
    }
  }
}
