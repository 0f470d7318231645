// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.Site;
import java.util.HashSet;
import java.util.Set;

/**
 * Reports what is wrong with one kernel's modules. The modules of a kernel differ in their strategy
 * and limb shape only, so most mistakes are in all of them: each is reported for the first.
 */
final class Findings {

  private record Key(Site site, Message message) {}

  private final Diagnostics diagnostics;
  private final Set<Key> reported = new HashSet<>();

  Findings(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * Reports a message of the module {@code origin}, unless another one was reported for the same.
   */
  void report(Site site, String origin, Message message) {
    if (reported.add(new Key(site, message))) {
      diagnostics.report(site, message.in(origin));
    }
  }
}
