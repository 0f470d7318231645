// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.StrategyMessages;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Strategies;
import java.util.List;
import java.util.Optional;

/** Checks the kernels whose time decides, as far as they are declared beside those that ask. */
final class StrategyProbes {

  private final List<KernelMethod> kernels;
  private final Diagnostics diagnostics;

  StrategyProbes(List<KernelMethod> kernels, Diagnostics diagnostics) {
    this.kernels = kernels;
    this.diagnostics = diagnostics;
  }

  void check() {
    // with one strategy there is nothing to decide
    kernels.stream().filter(k -> k.strategies().names().size() > 1).forEach(this::check);
  }

  private void check(KernelMethod kernel) {
    Strategies strategies = kernel.strategies();
    String name = strategies.probe().map(Located::value).orElse(kernel.name().value());
    Optional<KernelMethod> probe =
        kernels.stream().filter(k -> k.name().value().equals(name)).findFirst();
    probe
        .flatMap(p -> ProbeKernel.of(p.element()).whatIsWrong(strategies.texts()))
        .ifPresent(
            problem ->
                diagnostics.report(
                    strategies.probe().map(Located::site).orElse(strategies.site()),
                    StrategyMessages.strategyProbeUnfit(name, kernel.name().value(), problem)));
  }
}
