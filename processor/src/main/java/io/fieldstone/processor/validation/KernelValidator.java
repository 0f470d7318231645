// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Diagnostic;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.model.KernelInterface.ConcreteField;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.resource.ResourceFinder;
import io.fieldstone.processor.spirv.EntryPoint;
import io.fieldstone.processor.spirv.MalformedSpirvException;
import io.fieldstone.processor.spirv.SpirvConstant.SpecializedValues;
import io.fieldstone.processor.spirv.SpirvModule;
import io.fieldstone.processor.spirv.SpirvVersion;
import io.fieldstone.processor.validation.Modules.Found;
import io.fieldstone.processor.validation.Modules.Lookup;
import io.fieldstone.processor.validation.Modules.Malformed;
import io.fieldstone.processor.validation.Modules.Missing;
import io.fieldstone.processor.validation.Modules.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Holds a kernel's declaration against every module that it names. */
public final class KernelValidator {

  private final Modules modules;
  private final Diagnostics diagnostics;

  /** Reads {@code modules} and reports to {@code diagnostics}. */
  public KernelValidator(Modules modules, Diagnostics diagnostics) {
    this.modules = modules;
    this.diagnostics = diagnostics;
  }

  /** Checks {@code kernel}; what is wrong with a module leaves its facts out. */
  public CheckedKernel validate(KernelMethod kernel, Optional<ConcreteField> field) {
    KernelFacts.Builder facts = new KernelFacts.Builder();
    facts.features.addAll(kernel.requires().value());
    String template = kernel.spirv().value();
    if (!ResourceFinder.isName(LimbShape.ALL.get(0).in(template))) {
      diagnostics.report(RESOURCE_NAME_MALFORMED, kernel.spirv().site(), template);
      return new CheckedKernel(kernel, facts.build());
    }
    Findings findings = new Findings(diagnostics);
    if (kernel.isPerShape()) {
      validateShapes(kernel, field, facts, findings);
    } else if (modules.find(template) instanceof Missing) {
      reportMissing(RESOURCE_MISSING, kernel, template);
    } else {
      Optional<LimbShape> shape = field.flatMap(ConcreteField::shape);
      validate(kernel, template, shape, facts, findings);
      PushOverlap.check(kernel, shape.stream().toList(), diagnostics);
    }
    return new CheckedKernel(kernel, facts.build());
  }

  private void validateShapes(
      KernelMethod kernel,
      Optional<ConcreteField> field,
      KernelFacts.Builder facts,
      Findings findings) {
    String template = kernel.spirv().value();
    for (LimbShape shape : LimbShape.ALL) {
      if (!(modules.find(shape.in(template)) instanceof Missing)) {
        facts.shapes.add(shape);
        validate(kernel, shape.in(template), Optional.of(shape), facts, findings);
      }
    }
    if (facts.shapes.isEmpty()) {
      reportMissing(RESOURCE_MISSING_FOR_SHAPES, kernel, LimbShape.ALL.get(0).in(template));
      return;
    }
    PushOverlap.check(kernel, facts.shapes, diagnostics);
    Optional<LimbShape> wanted = field.flatMap(ConcreteField::shape);
    if (wanted.isPresent() && !facts.shapes.contains(wanted.get())) {
      diagnostics.report(
          RESOURCE_MISSING_FOR_FIELD,
          kernel.spirv().site(),
          template,
          facts.shapes.stream().map(LimbShape::toString).collect(Collectors.joining(", ")),
          field.map(ConcreteField::name).orElseThrow(),
          wanted.get());
    }
  }

  private void reportMissing(Diagnostic diagnostic, KernelMethod kernel, String name) {
    diagnostics.report(
        diagnostic,
        kernel.spirv().site(),
        kernel.spirv().value(),
        Suggestion.nearest(name, modules.siblings(name)));
  }

  private void validate(
      KernelMethod kernel,
      String resource,
      Optional<LimbShape> shape,
      KernelFacts.Builder facts,
      Findings findings) {
    Site site = kernel.spirv().site();
    Lookup lookup = modules.find(resource);
    if (lookup instanceof Malformed malformed) {
      MalformedSpirvException problem = malformed.problem();
      findings.report(
          diagnosticOf(problem.reason()), site, resource, String.valueOf(problem.getMessage()));
    } else if (lookup instanceof Unreadable unreadable) {
      findings.report(RESOURCE_UNREADABLE, site, resource, unreadable.reason());
    } else if (lookup instanceof Found found) {
      SpirvModule module = found.module();
      if (module.version().compareTo(SpirvVersion.VULKAN_1_2) > 0) {
        findings.report(SPIRV_VERSION, site, resource, module.version(), SpirvVersion.VULKAN_1_2);
      }
      Optional<EntryPoint> entryPoint = entryPoint(kernel, resource, module, findings);
      if (entryPoint.isPresent()) {
        check(
            new Inspection(
                kernel, resource, module, entryPoint.get(), shape, fixed(kernel), findings),
            facts);
      }
    }
  }

  private static Diagnostic diagnosticOf(MalformedSpirvException.Reason reason) {
    return switch (reason) {
      case NOT_SPIRV -> SPIRV_NOT_SPIRV;
      case WRONG_BYTE_ORDER -> SPIRV_BYTE_ORDER;
      case TRUNCATED -> SPIRV_TRUNCATED;
      case INVALID -> SPIRV_INVALID;
    };
  }

  private static Optional<EntryPoint> entryPoint(
      KernelMethod kernel, String resource, SpirvModule module, Findings findings) {
    String name = kernel.entryPoint().value();
    Optional<EntryPoint> compute = module.computeEntryPoint(name);
    if (compute.isPresent()) {
      return compute;
    }
    Site site = kernel.entryPoint().site();
    for (EntryPoint other : module.entryPoints()) {
      if (other.name().equals(name)) {
        findings.report(ENTRY_POINT_NOT_COMPUTE, site, resource, name, other.modelName());
        return Optional.empty();
      }
    }
    List<String> names = module.entryPoints().stream().map(EntryPoint::name).toList();
    String found = names.isEmpty() ? "none" : "'" + String.join("', '", names) + "'";
    findings.report(
        ENTRY_POINT_MISSING, site, resource, name, found, Suggestion.nearest(name, names));
    return Optional.empty();
  }

  private static SpecializedValues fixed(KernelMethod kernel) {
    return id ->
        kernel.specializations().stream()
            .filter(s -> s.id().value() == id)
            .map(s -> SpecializationLiteral.integerBits(s.value().value()))
            .filter(OptionalLong::isPresent)
            .findFirst()
            .orElse(OptionalLong.empty());
  }

  private static void check(Inspection inspection, KernelFacts.Builder facts) {
    BindingChecks.check(inspection);
    PushConstantChecks.check(inspection);
    SpecializationChecks.check(inspection, facts);
    FieldConstantChecks.check(inspection);
    WorkgroupChecks.check(inspection, facts);
    Capabilities.check(inspection, facts);
  }
}
