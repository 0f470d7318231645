// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.ModuleMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.Target;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.spirv.EntryPoint;
import io.fieldstone.processor.spirv.MalformedSpirvException;
import io.fieldstone.processor.spirv.SpirvConstant.SpecializedValues;
import io.fieldstone.processor.spirv.SpirvModule;
import io.fieldstone.processor.spirv.SpirvVersion;
import io.fieldstone.processor.validation.Modules.Found;
import io.fieldstone.processor.validation.Modules.Lookup;
import io.fieldstone.processor.validation.Modules.Malformed;
import io.fieldstone.processor.validation.Modules.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Holds a kernel's declaration against one of its modules after the other. */
final class ModuleValidator {

  private final KernelMethod kernel;
  private final TypeArguments arguments;
  private final Modules modules;
  private final KernelFacts.Builder facts;
  private final Findings findings;
  private final Map<String, byte[]> checked = new LinkedHashMap<>();

  ModuleValidator(
      KernelMethod kernel,
      TypeArguments arguments,
      Modules modules,
      KernelFacts.Builder facts,
      Findings findings) {
    this.kernel = kernel;
    this.arguments = arguments;
    this.modules = modules;
    this.facts = facts;
    this.findings = findings;
  }

  /** Checks the module {@code resource}; adds the features that it needs to {@code features}. */
  void validate(String resource, Target target, Set<String> features) {
    findings.next();
    Site site = kernel.spirv().site();
    Lookup lookup = modules.find(resource);
    if (lookup instanceof Malformed malformed) {
      MalformedSpirvException problem = malformed.problem();
      findings.report(
          site, resource, said(problem.reason(), resource, String.valueOf(problem.getMessage())));
    } else if (lookup instanceof Unreadable unreadable) {
      findings.report(
          site, resource, ModuleMessages.resourceUnreadable(resource, unreadable.reason()));
    } else if (lookup instanceof Found found) {
      SpirvModule module = found.module();
      if (module.version().compareTo(SpirvVersion.VULKAN_1_2) > 0) {
        findings.report(
            site,
            origin(resource),
            ModuleMessages.spirvVersion(module.version(), SpirvVersion.VULKAN_1_2));
      }
      Optional<EntryPoint> entryPoint = entryPoint(origin(resource), module);
      if (entryPoint.isPresent()) {
        check(
            new Inspection(
                kernel,
                origin(resource),
                module,
                entryPoint.get(),
                target,
                arguments,
                modules,
                fixed(),
                findings),
            features);
      }
      checked.put(resource, found.bytes());
    }
  }

  /** Asks for a second opinion on what was checked. The modules are alike: one error is enough. */
  void ask(SpirvTools tools) {
    for (Map.Entry<String, byte[]> module : checked.entrySet()) {
      Optional<Message> problem = tools.validate(module.getKey(), module.getValue());
      if (problem.isPresent()) {
        findings.report(kernel.spirv().site(), origin(module.getKey()), problem.get());
        return;
      }
    }
  }

  private String origin(String resource) {
    return kernel.source() instanceof KernelSource.Glsl glsl
        ? "GLSL '" + glsl.given().value() + "'"
        : "SPIR-V '" + resource + "'";
  }

  private static Message said(
      MalformedSpirvException.Reason reason, String resource, String detail) {
    return switch (reason) {
      case NOT_SPIRV -> ModuleMessages.spirvNotSpirv(resource, detail);
      case WRONG_BYTE_ORDER -> ModuleMessages.spirvByteOrder(resource, detail);
      case TRUNCATED -> ModuleMessages.spirvTruncated(resource, detail);
      case INVALID -> ModuleMessages.spirvInvalid(resource, detail);
    };
  }

  private Optional<EntryPoint> entryPoint(String origin, SpirvModule module) {
    String name = kernel.entryPoint().value();
    Optional<EntryPoint> compute = module.computeEntryPoint(name);
    if (compute.isPresent()) {
      return compute;
    }
    Site site = kernel.entryPoint().site();
    for (EntryPoint other : module.entryPoints()) {
      if (other.name().equals(name)) {
        findings.report(site, origin, ModuleMessages.entryPointNotCompute(name, other.modelName()));
        return Optional.empty();
      }
    }
    List<String> names = module.entryPoints().stream().map(EntryPoint::name).toList();
    String found = names.isEmpty() ? "none" : "'" + String.join("', '", names) + "'";
    findings.report(
        site,
        origin,
        ModuleMessages.entryPointMissing(name, found, Suggestion.nearest(name, names)));
    return Optional.empty();
  }

  private SpecializedValues fixed() {
    return id ->
        kernel.specializations().stream()
            .filter(s -> s.id().value() == id)
            .map(s -> SpecializationLiteral.integerBits(s.value().value()))
            .filter(OptionalLong::isPresent)
            .findFirst()
            .orElse(OptionalLong.empty());
  }

  private void check(Inspection inspection, Set<String> features) {
    BindingChecks.check(inspection);
    FormChecks.check(inspection);
    PushConstantChecks.check(inspection);
    SpecializationChecks.check(inspection, facts);
    FieldConstantChecks.check(inspection);
    WorkgroupChecks.check(inspection, facts);
    Capabilities.check(inspection, features);
  }
}
