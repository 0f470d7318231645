// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.processor.diagnostic.SpecializationMessages;
import io.fieldstone.processor.model.KernelMethod.Specialization;
import io.fieldstone.processor.spirv.SpirvConstant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds declared specialization constants against the module's. */
final class SpecializationChecks {

  private final Inspection inspection;
  private final KernelFacts.Builder facts;

  private SpecializationChecks(Inspection inspection, KernelFacts.Builder facts) {
    this.inspection = inspection;
    this.facts = facts;
  }

  static void check(Inspection inspection, KernelFacts.Builder facts) {
    SpecializationChecks checks = new SpecializationChecks(inspection, facts);
    inspection.kernel().specializations().forEach(checks::checkDeclared);
  }

  private void checkDeclared(Specialization declared) {
    int id = declared.id().value();
    Optional<SpirvConstant> constant =
        inspection.module().specializationConstants().stream()
            .filter(c -> c.specId().orElse(-1) == id)
            .findFirst();
    if (constant.isEmpty()) {
      inspection.report(
          declared.id().site(), SpecializationMessages.specializedIdUnknown(id, ownConstants()));
      return;
    }
    String type = constant.get().type().describe();
    Optional<SpirvConstant> another =
        inspection.module().specializationConstants().stream()
            .filter(c -> c.specId().orElse(-1) == id)
            .filter(c -> !c.type().equals(constant.get().type()))
            .findFirst();
    if (another.isPresent()) {
      inspection.report(
          declared.id().site(),
          SpecializationMessages.specializedTypesInOne(id, type, another.get().type().describe()));
      return;
    }
    if (!SpecializationLiteral.isSettable(constant.get().type())) {
      inspection.report(declared.id().site(), SpecializationMessages.specializedType(id, type));
      return;
    }
    Optional<SpecializationLiteral> literal =
        SpecializationLiteral.parse(constant.get().type(), declared.value().value());
    if (literal.isEmpty()) {
      inspection.report(
          declared.value().site(),
          SpecializationMessages.specializedValue(declared.value().value(), id, type));
      return;
    }
    SpecializationLiteral other = facts.specializations.putIfAbsent(id, literal.get());
    if (other != null && !other.type().equals(literal.get().type())) {
      inspection.report(
          declared.id().site(),
          SpecializationMessages.specializedTypeVaries(id, type, other.type().describe()));
    }
  }

  private String ownConstants() {
    List<SpirvConstant> own =
        inspection.module().specializationConstants().stream()
            .filter(
                c ->
                    Integer.compareUnsigned(c.specId().orElse(-1), SpecializationIds.FIRST_RESERVED)
                        < 0)
            .toList();
    return own.isEmpty()
        ? ", and none of its own"
        : own.stream()
            .map(c -> c.specId().orElse(-1) + " ('" + c.name() + "')")
            .collect(Collectors.joining(", ", " but ", ""));
  }
}
