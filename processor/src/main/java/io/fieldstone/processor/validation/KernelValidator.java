// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.ExtensionField;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ModuleMessages;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.model.ConcreteType;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Strategies;
import io.fieldstone.processor.model.Target;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.resource.ResourceFinder;
import io.fieldstone.processor.validation.KernelFacts.Strategy;
import io.fieldstone.processor.validation.Modules.Missing;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
  public CheckedKernel validate(KernelMethod kernel, TypeArguments arguments) {
    KernelFacts.Builder facts = new KernelFacts.Builder();
    facts.features.addAll(kernel.requires().value());
    String template = kernel.spirv().value();
    if (arguments.isEmpty() && (kernel.isPerShape() || kernel.isPerDegree())) {
      diagnostics.report(kernel.spirv().site(), ModuleMessages.resourceWithoutShape(template));
    } else if (ResourceFinder.isName(example(kernel))) {
      int errorsBefore = diagnostics.errors();
      Validation validation = new Validation(kernel, arguments, facts);
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
    return Target.of(LimbShape.ALL.get(0))
        .in(
            kernel.strategies().isEmpty()
                ? template
                : Strategies.in(template, kernel.strategies().names().get(0).value()));
  }

  /** The validation of one kernel. */
  private final class Validation {

    private final KernelMethod kernel;
    private final TypeArguments arguments;
    private final KernelFacts.Builder facts;
    private final ModuleValidator validator;

    Validation(KernelMethod kernel, TypeArguments arguments, KernelFacts.Builder facts) {
      this.kernel = kernel;
      this.arguments = arguments;
      this.facts = facts;
      this.validator =
          new ModuleValidator(kernel, arguments, modules, facts, new Findings(diagnostics));
    }

    void validate() {
      String template = kernel.spirv().value();
      boolean found =
          kernel.strategies().isEmpty()
              ? validate(template, facts.features, facts.targets)
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
      PushOverlap.check(
          kernel,
          kernel.isPerShape()
              ? KernelFacts.Builder.shapes(facts.targets)
              : arguments.shape().stream().toList(),
          diagnostics);
      checkConcrete(template);
    }

    /** Checks that there is a module for the field or curve that is named. */
    private void checkConcrete(String template) {
      Optional<ConcreteType> named = arguments.concrete();
      if (named.isEmpty() || arguments.shape().isEmpty() || arguments.degree().isEmpty()) {
        return;
      }
      Target wanted =
          new Target(
              arguments.shape().filter(shape -> kernel.isPerShape()), arguments.degree().get());
      if (!facts.targets.contains(wanted)) {
        diagnostics.report(
            kernel.spirv().site(),
            ModuleMessages.resourceMissingForField(
                template,
                describe(facts.targets),
                named.get().name(),
                new Target(arguments.shape(), wanted.degree())));
      }
    }

    /** Checks the modules of {@code template}, adding what they are for; returns if there are. */
    private boolean validate(String template, Set<String> features, Set<Target> targets) {
      for (int degree : degrees()) {
        if (!kernel.isPerShape()) {
          String resource = new Target(Optional.empty(), degree).in(template);
          if (exists(resource)) {
            targets.add(new Target(Optional.empty(), degree));
            validator.validate(resource, new Target(arguments.shape(), degree), features);
          }
          continue;
        }
        for (LimbShape shape : LimbShape.ALL) {
          Target target = new Target(Optional.of(shape), degree);
          if (exists(target.in(template))) {
            targets.add(target);
            validator.validate(target.in(template), target, features);
          }
        }
      }
      return !targets.isEmpty();
    }

    /** Returns the degrees that there may be modules of. */
    private List<Integer> degrees() {
      return kernel.isPerDegree()
          ? IntStream.rangeClosed(1, ExtensionField.MAX_DEGREE).boxed().toList()
          : List.of(arguments.degree().orElse(1));
    }

    private boolean exists(String resource) {
      return !(modules.find(resource) instanceof Missing);
    }

    private boolean validateStrategies(String template) {
      Map<String, Set<Target>> found = new LinkedHashMap<>();
      for (Located<String> name : kernel.strategies().names()) {
        Set<String> features = new TreeSet<>();
        Set<Target> targets = new LinkedHashSet<>();
        if (validate(Strategies.in(template, name.value()), features, targets)) {
          features.removeAll(kernel.requires().value());
          found.put(name.value(), targets);
          facts.targets.addAll(targets);
          facts.strategies.add(
              new Strategy(
                  name.value(),
                  KernelFacts.Builder.shapes(targets),
                  Collections.unmodifiableSet(features)));
        }
      }
      if (!found.isEmpty()) {
        new StrategyModules(kernel, facts.strategies, found, diagnostics).check();
      }
      return !found.isEmpty();
    }
  }

  static String describe(Collection<Target> targets) {
    return targets.stream().map(Target::toString).collect(Collectors.joining(", "));
  }
}
