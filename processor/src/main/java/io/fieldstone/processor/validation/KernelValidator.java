// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ModuleMessages;
import io.fieldstone.processor.diagnostic.StrategyMessages;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.model.KernelInterface.ConcreteField;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Strategies;
import io.fieldstone.processor.resource.ResourceFinder;
import io.fieldstone.processor.validation.KernelFacts.Strategy;
import io.fieldstone.processor.validation.Modules.Missing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds a kernel's declaration against every module that it names. */
public final class KernelValidator {

  private final Modules modules;
  private final Diagnostics diagnostics;

  private final SpirvTools tools;

  /** Reads {@code modules}, asks {@code tools} too, and reports to {@code diagnostics}. */
  public KernelValidator(Modules modules, SpirvTools tools, Diagnostics diagnostics) {
    this.tools = tools;
    this.modules = modules;
    this.diagnostics = diagnostics;
  }

  /** Checks {@code kernel}; what is wrong with a module leaves its facts out. */
  public CheckedKernel validate(KernelMethod kernel, Optional<ConcreteField> field) {
    KernelFacts.Builder facts = new KernelFacts.Builder();
    facts.features.addAll(kernel.requires().value());
    String template = kernel.spirv().value();
    if (ResourceFinder.isName(example(kernel))) {
      int errorsBefore = diagnostics.errors();
      Validation validation = new Validation(kernel, field, facts);
      validation.validate();
      if (diagnostics.errors() == errorsBefore) {
        validation.validator.ask(tools);
      }
    } else {
      diagnostics.report(kernel.spirv().site(), ModuleMessages.resourceNameMalformed(template));
    }
    return new CheckedKernel(kernel, facts.build());
  }

  /** Returns the name of a module that the kernel may have. */
  private static String example(KernelMethod kernel) {
    String template = kernel.spirv().value();
    return LimbShape.ALL
        .get(0)
        .in(
            kernel.strategies().isEmpty()
                ? template
                : Strategies.in(template, kernel.strategies().names().get(0).value()));
  }

  /** The validation of one kernel. */
  private final class Validation {

    private final KernelMethod kernel;
    private final Optional<ConcreteField> field;
    private final KernelFacts.Builder facts;
    private final ModuleValidator validator;

    Validation(KernelMethod kernel, Optional<ConcreteField> field, KernelFacts.Builder facts) {
      this.kernel = kernel;
      this.field = field;
      this.facts = facts;
      this.validator = new ModuleValidator(kernel, modules, facts, new Findings(diagnostics));
    }

    void validate() {
      String template = kernel.spirv().value();
      boolean found =
          kernel.strategies().isEmpty()
              ? validate(template, facts.features, facts.shapes)
              : validateStrategies(template);
      if (!found) {
        String suggestion = Suggestion.nearest(example(kernel), modules.siblings(example(kernel)));
        diagnostics.report(
            kernel.spirv().site(),
            kernel.isPerShape()
                ? ModuleMessages.resourceMissingForShapes(template, suggestion)
                : ModuleMessages.resourceMissing(template, suggestion));
        return;
      }
      Optional<LimbShape> wanted = field.flatMap(ConcreteField::shape);
      PushOverlap.check(
          kernel, kernel.isPerShape() ? facts.shapes : wanted.stream().toList(), diagnostics);
      if (kernel.isPerShape() && wanted.isPresent() && !facts.shapes.contains(wanted.get())) {
        diagnostics.report(
            kernel.spirv().site(),
            ModuleMessages.resourceMissingForField(
                template,
                describe(facts.shapes),
                field.map(ConcreteField::name).orElseThrow(),
                wanted.get()));
      }
    }

    /** Checks the modules of {@code template}, adding what they are for; returns if there are. */
    private boolean validate(String template, Set<String> features, Collection<LimbShape> shapes) {
      if (!kernel.isPerShape()) {
        boolean exists = exists(template);
        if (exists) {
          validator.validate(template, field.flatMap(ConcreteField::shape), features);
        }
        return exists;
      }
      for (LimbShape shape : LimbShape.ALL) {
        if (exists(shape.in(template))) {
          shapes.add(shape);
          validator.validate(shape.in(template), Optional.of(shape), features);
        }
      }
      return !shapes.isEmpty();
    }

    private boolean exists(String resource) {
      return !(modules.find(resource) instanceof Missing);
    }

    private boolean validateStrategies(String template) {
      for (Located<String> name : kernel.strategies().names()) {
        Set<String> features = new TreeSet<>();
        List<LimbShape> shapes = new ArrayList<>();
        if (validate(Strategies.in(template, name.value()), features, shapes)) {
          features.removeAll(kernel.requires().value());
          facts.strategies.add(
              new Strategy(
                  name.value(), List.copyOf(shapes), Collections.unmodifiableSet(features)));
        }
      }
      if (!facts.strategies.isEmpty()) {
        LimbShape.ALL.stream()
            .filter(shape -> facts.strategies.stream().anyMatch(s -> s.shapes().contains(shape)))
            .forEach(facts.shapes::add);
        kernel.strategies().names().forEach(name -> checkExists(template, name));
        Located<String> first = kernel.strategies().names().get(0);
        if (checkDefault(template, first)) {
          checkPortable(first);
        }
      }
      return !facts.strategies.isEmpty();
    }

    private void checkExists(String template, Located<String> name) {
      if (facts.strategies.stream().noneMatch(s -> s.name().equals(name.value()))) {
        diagnostics.report(
            name.site(),
            StrategyMessages.strategyWithoutModule(
                name.value(), Strategies.in(template, name.value())));
      }
    }

    /** What the declaration itself requires is its author's word. */
    private void checkPortable(Located<String> name) {
      Strategy first = facts.strategies.get(0);
      if (!first.features().isEmpty()) {
        diagnostics.report(
            name.site(),
            StrategyMessages.strategyDefaultDemanding(
                name.value(), String.join(", ", first.features())));
      }
    }

    /** Without a portable module a device that lacks a feature could not run the kernel at all. */
    private boolean checkDefault(String template, Located<String> name) {
      Strategy first = facts.strategies.get(0);
      if (!first.name().equals(name.value())) {
        return false;
      }
      boolean isThere = true;
      for (Strategy other : facts.strategies) {
        List<LimbShape> missing =
            other.shapes().stream().filter(shape -> !first.shapes().contains(shape)).toList();
        if (!missing.isEmpty()) {
          isThere = false;
          diagnostics.report(
              name.site(),
              StrategyMessages.strategyDefaultMissing(
                  Strategies.in(template, name.value()), describe(missing), other.name()));
        }
      }
      return isThere;
    }
  }

  private static String describe(List<LimbShape> shapes) {
    return shapes.stream().map(LimbShape::toString).collect(Collectors.joining(", "));
  }
}
