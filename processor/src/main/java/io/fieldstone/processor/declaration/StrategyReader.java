// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.StrategyMessages;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.KernelSource.Formula;
import io.fieldstone.processor.model.KernelSource.Spirv;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Strategies;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;

/** Reads the strategies of a kernel. */
final class StrategyReader {

  /** A name is part of a macro's, so that it has no dashes. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");

  private final Diagnostics diagnostics;

  StrategyReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Strategies read(ExecutableElement method, AnnotationView annotation, KernelSource source) {
    Strategies strategies =
        new Strategies(
            annotation.strings("strategies"),
            annotation.writtenString("strategyProbe").filter(probe -> !probe.value().isEmpty()),
            annotation.array("strategies").site());
    checkNames(strategies.names());
    checkPlace(method, strategies, source);
    strategies.probe().ifPresent(probe -> checkProbe(probe, strategies));
    return strategies;
  }

  private void checkNames(List<Located<String>> names) {
    Set<String> taken = new HashSet<>();
    for (Located<String> name : names) {
      if (!NAME.matcher(name.value()).matches()) {
        diagnostics.report(name.site(), StrategyMessages.strategyNameMalformed(name.value()));
      } else if (!taken.add(name.value())) {
        diagnostics.report(name.site(), StrategyMessages.strategyNameDuplicate(name.value()));
      }
    }
  }

  private void checkPlace(ExecutableElement method, Strategies strategies, KernelSource source) {
    Located<String> given = source.given();
    boolean hasPlace = given.value().contains(Strategies.PLACEHOLDER);
    if (source instanceof Spirv && hasPlace && strategies.isEmpty()) {
      diagnostics.report(given.site(), StrategyMessages.strategyNamesAbsent(given.value()));
    } else if (source instanceof Spirv && !hasPlace && !strategies.isEmpty()) {
      diagnostics.report(strategies.site(), StrategyMessages.strategyPlaceAbsent(given.value()));
    } else if (source instanceof Formula && !strategies.isEmpty()) {
      diagnostics.report(
          strategies.site(), StrategyMessages.strategyOfExpression(method.getSimpleName()));
    }
  }

  private void checkProbe(Located<String> probe, Strategies strategies) {
    if (strategies.isEmpty()) {
      diagnostics.report(probe.site(), StrategyMessages.strategyProbeAlone(probe.value()));
    } else if (!KernelMethodReader.NAME.matcher(probe.value()).matches()) {
      diagnostics.report(probe.site(), StrategyMessages.strategyProbeMalformed(probe.value()));
    }
  }
}
