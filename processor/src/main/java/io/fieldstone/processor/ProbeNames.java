// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import io.fieldstone.processor.declaration.DeclaredName;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.StrategyMessages;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.model.Located;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/** Checks that the kernels which are to decide between strategies are there. */
final class ProbeNames {

  private ProbeNames() {}

  /** Reports probes of {@code added} that neither {@code types} nor a library declare. */
  static void check(
      List<TypeElement> added, List<TypeElement> types, NameIndex index, Diagnostics diagnostics) {
    List<String> known =
        Stream.concat(
                types.stream()
                    .flatMap(type -> DeclaredName.ofKernels(type).stream())
                    .map(name -> name.name().value()),
                index.probes().stream())
            .toList();
    for (TypeElement type : added) {
      for (Located<String> probe : DeclaredName.ofProbes(type)) {
        if (!known.contains(probe.value()) && !index.hasKernel(probe.value())) {
          diagnostics.report(
              probe.site(),
              StrategyMessages.strategyProbeUnknown(
                  probe.value(), Suggestion.nearest(probe.value(), known)));
        }
      }
    }
  }
}
