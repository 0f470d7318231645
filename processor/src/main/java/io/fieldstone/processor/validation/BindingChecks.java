// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import static io.fieldstone.processor.diagnostic.Diagnostic.BINDING_ABSENT;
import static javax.tools.Diagnostic.Kind.ERROR;

import io.fieldstone.annotations.Access;
import io.fieldstone.processor.diagnostic.BindingMessages;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.ModuleMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.spirv.ResourceKind;
import io.fieldstone.processor.spirv.ShaderResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds vector parameters against the module's descriptors. */
final class BindingChecks {

  /** What every Vulkan device offers. */
  private static final int PORTABLE_SETS = 4;

  private record Finding(Site site, Message message) {}

  private final Inspection inspection;
  private final List<Finding> findings = new ArrayList<>();
  private final ElementLayoutChecks layouts;

  private BindingChecks(Inspection inspection) {
    this.inspection = inspection;
    this.layouts = new ElementLayoutChecks(inspection, this::report);
  }

  static void check(Inspection inspection) {
    BindingChecks checks = new BindingChecks(inspection);
    inspection.kernel().buffers().forEach(checks::checkVector);
    checks.checkUndeclared();
    checks.report();
  }

  /** Wrong numbers make everything wrong that is checked of a binding: then they are the cause. */
  private void report() {
    boolean isWrong = findings.stream().anyMatch(f -> f.message().diagnostic().kind() == ERROR);
    Optional<Finding> cause =
        isWrong
            ? BindingNumbers.cause(inspection).map(c -> new Finding(c.site(), c.message()))
            : Optional.empty();
    cause
        .map(List::of)
        .orElseGet(this::causes)
        .forEach(finding -> inspection.report(finding.site(), finding.message()));
  }

  /**
   * Where a parameter has no buffer, the buffers of the others may be those of their neighbours.
   */
  private List<Finding> causes() {
    List<Finding> absent =
        findings.stream().filter(f -> f.message().diagnostic() == BINDING_ABSENT).toList();
    return absent.isEmpty() ? findings : absent;
  }

  private void report(Site site, Message message) {
    findings.add(new Finding(site, message));
  }

  private List<ShaderResource> resources() {
    return inspection.entryPoint().resources();
  }

  private static boolean isAt(ShaderResource resource, VectorParameter vector) {
    return resource.set() == vector.set() && resource.binding() == vector.binding();
  }

  private void checkVector(VectorParameter vector) {
    // a shader may declare several views of one buffer
    List<ShaderResource> views = resources().stream().filter(r -> isAt(r, vector)).toList();
    if (views.isEmpty()) {
      reportAbsent(vector);
      return;
    }
    for (ShaderResource view : views) {
      if (view.kind() != ResourceKind.STORAGE_BUFFER) {
        report(
            vector.site(),
            BindingMessages.bindingKind(
                vector.name(), vector.set(), vector.binding(), view.kind().describe()));
        return;
      }
    }
    if (vector.set() >= PORTABLE_SETS) {
      report(vector.site(), ModuleMessages.setsMany(vector.name(), vector.set()));
    }
    views.forEach(view -> layouts.check(vector, view));
    checkAccess(vector, views);
  }

  private void reportAbsent(VectorParameter vector) {
    String found =
        resources().isEmpty()
            ? "no bindings"
            : resources().stream().map(BindingChecks::describe).collect(Collectors.joining(", "));
    String suggestion =
        resources().stream()
            .filter(r -> r.name().equals(vector.name()))
            .findFirst()
            .map(r -> " Did you mean " + describe(r) + "?")
            .orElse("");
    report(
        vector.site(),
        BindingMessages.bindingAbsent(
            vector.name(), vector.set(), vector.binding(), found, suggestion));
  }

  static String describe(ShaderResource resource) {
    String set = resource.set() == 0 ? "" : " of set " + Integer.toUnsignedString(resource.set());
    return "binding "
        + Integer.toUnsignedString(resource.binding())
        + set
        + " ('"
        + resource.name()
        + "')";
  }

  private void checkAccess(VectorParameter vector, List<ShaderResource> views) {
    if (views.stream().noneMatch(v -> v.usage().mentioned())) {
      report(
          vector.site(),
          BindingMessages.bindingUnused(vector.name(), inspection.entryPoint().name()));
      return;
    }
    boolean nonWritable = views.stream().allMatch(ShaderResource::nonWritable);
    boolean nonReadable = views.stream().allMatch(ShaderResource::nonReadable);
    boolean reads = !nonReadable && views.stream().anyMatch(v -> v.usage().reads());
    boolean writes = !nonWritable && views.stream().anyMatch(v -> v.usage().writes());
    if (vector.access() == Access.IN) {
      checkInput(vector, nonReadable, nonWritable, writes);
    } else if (vector.access() == Access.OUT) {
      checkOutput(vector, nonWritable, reads);
    } else if (nonWritable || (reads && !writes)) {
      report(vector.site(), BindingMessages.inOutReadOnly(vector.name()));
    } else if (nonReadable || (writes && !reads)) {
      report(vector.site(), BindingMessages.inOutWriteOnly(vector.name()));
    }
  }

  private void checkInput(
      VectorParameter vector, boolean nonReadable, boolean nonWritable, boolean writes) {
    if (nonReadable) {
      report(vector.site(), BindingMessages.inputWriteOnly(vector.name()));
    } else if (writes) {
      report(vector.site(), BindingMessages.inputWritten(vector.name()));
    } else if (!nonWritable) {
      report(vector.site(), BindingMessages.inputNotReadonly(vector.name()));
    }
  }

  private void checkOutput(VectorParameter vector, boolean nonWritable, boolean reads) {
    if (nonWritable) {
      report(vector.site(), BindingMessages.outputReadOnly(vector.name()));
    } else if (reads) {
      report(vector.site(), BindingMessages.outputRead(vector.name()));
    }
  }

  private void checkUndeclared() {
    for (ShaderResource resource : resources()) {
      boolean declared =
          inspection.kernel().buffers().stream().anyMatch(vector -> isAt(resource, vector));
      if (!declared && resource.usage().mentioned()) {
        report(
            inspection.kernel().spirv().site(),
            BindingMessages.bindingUndeclared(
                resource.name(),
                Integer.toUnsignedString(resource.set()),
                Integer.toUnsignedString(resource.binding())));
      }
    }
  }
}
