// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.StrategyMessages;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Strategies;
import io.fieldstone.processor.model.Target;
import io.fieldstone.processor.validation.KernelFacts.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks which of a kernel's strategies have modules, and what these are for. */
final class StrategyModules {

  private final KernelMethod kernel;
  private final List<Strategy> strategies;
  private final Map<String, Set<Target>> found;
  private final Diagnostics diagnostics;
  private final String template;

  StrategyModules(
      KernelMethod kernel,
      List<Strategy> strategies,
      Map<String, Set<Target>> found,
      Diagnostics diagnostics) {
    this.kernel = kernel;
    this.strategies = strategies;
    this.found = found;
    this.diagnostics = diagnostics;
    this.template = kernel.spirv().value();
  }

  void check() {
    kernel.strategies().names().forEach(this::checkExists);
    Located<String> first = kernel.strategies().names().get(0);
    if (checkDefault(first)) {
      checkPortable(first);
      kernel.strategies().names().forEach(name -> checkDegrees(name, first.value()));
    }
  }

  private void checkExists(Located<String> name) {
    if (!found.containsKey(name.value())) {
      diagnostics.report(
          name.site(),
          StrategyMessages.strategyWithoutModule(
              name.value(), Strategies.in(template, name.value())));
    }
  }

  /** What the declaration itself requires is its author's word. */
  private void checkPortable(Located<String> name) {
    Strategy first = strategies.get(0);
    if (!first.features().isEmpty()) {
      diagnostics.report(
          name.site(),
          StrategyMessages.strategyDefaultDemanding(
              name.value(), String.join(", ", first.features())));
    }
  }

  /** Without a portable module a device that lacks a feature could not run the kernel at all. */
  private boolean checkDefault(Located<String> name) {
    if (!strategies.get(0).name().equals(name.value())) {
      return false;
    }
    Set<Target> portable = Objects.requireNonNull(found.get(name.value()));
    boolean isThere = true;
    for (Map.Entry<String, Set<Target>> other : found.entrySet()) {
      List<Target> missing =
          other.getValue().stream().filter(target -> !portable.contains(target)).toList();
      if (!missing.isEmpty()) {
        isThere = false;
        diagnostics.report(
            name.site(),
            StrategyMessages.strategyDefaultMissing(
                Strategies.in(template, name.value()),
                KernelValidator.describe(missing),
                other.getKey()));
      }
    }
    return isThere;
  }

  /** A strategy is chosen for a limb shape, and then has to have all degrees of that shape. */
  private void checkDegrees(Located<String> name, String first) {
    Set<Target> own = found.getOrDefault(name.value(), Set.of());
    Set<Optional<LimbShape>> shapes =
        own.stream().map(Target::shape).collect(Collectors.toUnmodifiableSet());
    List<Target> missing =
        Objects.requireNonNull(found.get(first)).stream()
            .filter(target -> shapes.contains(target.shape()) && !own.contains(target))
            .toList();
    if (!missing.isEmpty()) {
      diagnostics.report(
          name.site(),
          StrategyMessages.strategyDegreeMissing(
              Strategies.in(template, name.value()), KernelValidator.describe(missing), first));
    }
  }
}
