// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.annotations.arithmetic.NonResidues;
import io.fieldstone.processor.diagnostic.SpecializationMessages;
import io.fieldstone.processor.model.ConcreteType;
import io.fieldstone.processor.model.TypeArgument;
import io.fieldstone.processor.model.TypeArgument.Kind;
import io.fieldstone.processor.spirv.SpirvConstant;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;

/** The small integers that the runtime sets from the extension field or the curve. */
enum TypeConstant {
  /** n of x^d - n. */
  NON_RESIDUE(SpecializationIds.NON_RESIDUE, "n of an extension by x^d - n"),
  /** a of the curve. */
  CURVE_A(SpecializationIds.CURVE_A, "a of a curve"),
  /** b of the curve. */
  CURVE_B(SpecializationIds.CURVE_B, "b of a curve"),
  /** k of a tower. */
  TOWER_K(SpecializationIds.TOWER_K, "k of a tower by y^2 - k - m x"),
  /** m of a tower. */
  TOWER_M(SpecializationIds.TOWER_M, "m of a tower by y^2 - k - m x");

  private final int id;
  private final String meaning;

  TypeConstant(int id, String meaning) {
    this.id = id;
    this.meaning = meaning;
  }

  private Optional<BigInteger> value(ConcreteType type) {
    return switch (this) {
      case NON_RESIDUE -> type.nonResidues().map(NonResidues::n);
      case TOWER_K -> type.nonResidues().map(NonResidues::k);
      case TOWER_M -> type.nonResidues().map(NonResidues::m);
      case CURVE_A -> type.curveA();
      case CURVE_B -> type.curveB();
    };
  }

  /** Returns the one that has {@code id}. */
  static Optional<TypeConstant> of(int id) {
    return Stream.of(values()).filter(constant -> constant.id == id).findFirst();
  }

  void check(SpirvConstant constant, Inspection inspection) {
    if (!constant.type().isInteger(Integer.SIZE) || constant.type().kind() != ScalarKind.INT) {
      inspection.report(
          SpecializationMessages.fieldConstantType(id, constant.type().describe(), "int"));
      return;
    }
    Optional<TypeArgument> argument = inspection.arguments().arithmetic();
    problem(argument)
        .or(() -> argument.flatMap(type -> missing(type, inspection)))
        .ifPresent(
            problem ->
                inspection.report(
                    SpecializationMessages.typeConstantUnknown(id, meaning, problem)));
  }

  /** A module of degree 1 may declare the non-residue that others of the same source use. */
  private Optional<String> problem(Optional<TypeArgument> argument) {
    if (argument.isEmpty()) {
      return Optional.of("all vectors are of integers");
    }
    if (isOfCurve() && argument.get().kind() != Kind.CURVE) {
      return Optional.of("'" + argument.get().type() + "' is a field");
    }
    return argument
        .get()
        .concrete()
        .filter(type -> isOfCurve() ? isKnown(type) : type.degree().orElse(1) > 1)
        .filter(type -> value(type).filter(v -> v.bitLength() < Integer.SIZE).isEmpty())
        .map(type -> "that of '" + type.name() + "' is no integer of 32 bits");
  }

  /** The arithmetic of x^d - n is wrong in a tower, whose numbers tell a module which one it is. */
  private Optional<String> missing(TypeArgument argument, Inspection inspection) {
    return argument
        .concrete()
        .filter(type -> !isOfCurve())
        .filter(type -> type.nonResidues().filter(NonResidues::isTower).isPresent())
        .filter(type -> !declares(inspection, TOWER_K) || !declares(inspection, TOWER_M))
        .map(
            type ->
                "'"
                    + type.name()
                    + "' is a tower and takes constants "
                    + TOWER_K.id
                    + " and "
                    + TOWER_M.id
                    + " beside it");
  }

  private boolean isOfCurve() {
    return this == CURVE_A || this == CURVE_B;
  }

  private static boolean declares(Inspection inspection, TypeConstant constant) {
    return inspection.module().specializationConstants().stream()
        .anyMatch(c -> c.specId().orElse(-1) == constant.id);
  }

  private static boolean isKnown(ConcreteType type) {
    return type.degree().isPresent();
  }
}
