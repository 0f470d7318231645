// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.processor.diagnostic.SpecializationMessages;
import io.fieldstone.processor.spirv.SpirvConstant;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the constants that the runtime sets from the field, the device and the call. */
final class FieldConstantChecks {

  /** A field constant's words, under ids from {@code base} on. */
  private record Group(int base, String name) {

    int words(Optional<LimbShape> shape) {
      if (base == SpecializationIds.NEG_INVERSE) {
        return shape.map(s -> s.limbBits() / Integer.SIZE).orElse(Long.SIZE / Integer.SIZE);
      }
      return shape.map(LimbShape::words).orElse(SpecializationIds.MAX_WORDS);
    }

    boolean covers(int id) {
      int words =
          base == SpecializationIds.NEG_INVERSE
              ? Long.SIZE / Integer.SIZE
              : SpecializationIds.MAX_WORDS;
      return id >= base && id < base + words;
    }
  }

  /** The constants that are {@code bool}; all others are words of the field's. */
  private static final Set<Integer> BOOLS =
      Set.of(
          SpecializationIds.CPU_DEVICE,
          SpecializationIds.MONTGOMERY_FORM,
          SpecializationIds.RESIDENT);

  private static final Group NEG_INVERSE = new Group(SpecializationIds.NEG_INVERSE, "-p^-1");

  private static final List<Group> GROUPS =
      List.of(
          new Group(SpecializationIds.MODULUS, "p"),
          NEG_INVERSE,
          new Group(SpecializationIds.R_SQUARED, "R^2 mod p"),
          new Group(SpecializationIds.R, "R mod p"));

  private final Inspection inspection;

  private FieldConstantChecks(Inspection inspection) {
    this.inspection = inspection;
  }

  static void check(Inspection inspection) {
    FieldConstantChecks checks = new FieldConstantChecks(inspection);
    List<SpirvConstant> constants = inspection.module().specializationConstants();
    constants.forEach(checks::checkReserved);
    Set<Integer> ids =
        constants.stream().map(c -> c.specId().orElse(-1)).collect(Collectors.toSet());
    GROUPS.forEach(group -> checks.checkComplete(group, ids));
  }

  private void checkReserved(SpirvConstant constant) {
    int id = constant.specId().orElse(-1);
    if (BOOLS.contains(id)) {
      if (constant.type().kind() != ScalarKind.BOOL) {
        inspection.report(
            SpecializationMessages.fieldConstantType(id, constant.type().describe(), "bool"));
      }
      return;
    }
    if (TypeConstant.of(id).isPresent()) {
      TypeConstant.of(id).get().check(constant, inspection);
      return;
    }
    Optional<Group> group = GROUPS.stream().filter(g -> g.covers(id)).findFirst();
    if (group.isPresent() && inspection.arguments().isEmpty()) {
      inspection.report(
          SpecializationMessages.typeConstantUnknown(
              id, "a word of " + group.get().name(), "all vectors are of integers"));
    } else if (group.isPresent()) {
      checkWord(constant, id, group.get());
    } else if (Integer.compareUnsigned(id, SpecializationIds.FIRST_RESERVED) >= 0) {
      inspection.report(
          SpecializationMessages.fieldConstantUnknown(
              Integer.toUnsignedString(id), SpecializationIds.FIRST_RESERVED));
    }
  }

  private void checkWord(SpirvConstant constant, int id, Group group) {
    if (!constant.type().isInteger(Integer.SIZE)) {
      inspection.report(
          SpecializationMessages.fieldConstantType(id, constant.type().describe(), "uint"));
    } else if (inspection.shape().isPresent()
        && id - group.base() >= group.words(inspection.shape())) {
      inspection.report(
          SpecializationMessages.fieldConstantBeyondShape(
              id,
              id - group.base(),
              group.name(),
              inspection.shape().get(),
              group.words(inspection.shape())));
    }
  }

  private void checkComplete(Group group, Set<Integer> ids) {
    // arithmetic on 32-bit words needs the low word of -p^-1 only
    if (inspection.shape().isEmpty()
        || group.equals(NEG_INVERSE)
        || ids.stream().noneMatch(group::covers)) {
      return;
    }
    int words = group.words(inspection.shape());
    for (int word = 0; word < words; word++) {
      if (!ids.contains(group.base() + word)) {
        inspection.report(
            SpecializationMessages.fieldConstantMissing(
                group.name(), group.base() + word, word, inspection.shape().get(), words));
        return;
      }
    }
  }
}
