// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import io.fieldstone.processor.declaration.DeclaredName;
import io.fieldstone.processor.declaration.ProbeRequest;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.StrategyMessages;
import io.fieldstone.processor.diagnostic.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Checks that the kernels which are to decide between strategies are there, and can: those of this
 * module, and those of libraries, whose classes keep what they declare.
 */
final class ProbeChecks {

  private final List<TypeElement> types;
  private final NameIndex index;
  private final Elements elements;
  private final Diagnostics diagnostics;

  /** Looks for probes in {@code types}, and in the libraries of {@code index}. */
  ProbeChecks(
      List<TypeElement> types, NameIndex index, Elements elements, Diagnostics diagnostics) {
    this.types = types;
    this.index = index;
    this.elements = elements;
    this.diagnostics = diagnostics;
  }

  /** Reports probes of {@code added} that nobody declares, or that cannot decide. */
  void check(List<TypeElement> added) {
    for (TypeElement type : added) {
      ProbeRequest.of(type).forEach(request -> check(request, type));
    }
  }

  private void check(ProbeRequest request, TypeElement asking) {
    String name = request.probe().value();
    Optional<TypeElement> here =
        types.stream().filter(type -> kernels(type).anyMatch(name::equals)).findFirst();
    if (here.isEmpty() && index.kernelType(name).isEmpty()) {
      List<String> known =
          Stream.concat(types.stream().flatMap(ProbeChecks::kernels), index.probes().stream())
              .toList();
      diagnostics.report(
          request.probe().site(),
          StrategyMessages.strategyProbeUnknown(name, Suggestion.nearest(name, known)));
      return;
    }
    here.or(() -> index.kernelType(name).map(elements::getTypeElement))
        .filter(type -> !type.equals(asking)) // there, the interface is checked as a whole
        .flatMap(request::problem)
        .ifPresent(problem -> diagnostics.report(request.probe().site(), problem));
  }

  private static Stream<String> kernels(TypeElement type) {
    return DeclaredName.ofKernels(type).stream().map(name -> name.name().value());
  }
}
