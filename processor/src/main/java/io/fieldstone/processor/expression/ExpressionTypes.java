// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.arithmetic.NonResidues;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ExpressionMessages;
import io.fieldstone.processor.model.ConcreteType;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.model.VectorElements.Kind;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Checks that an expression is over one field, which there is arithmetic of. */
final class ExpressionTypes {

  private final KernelMethod kernel;
  private final TypeArguments arguments;
  private final Diagnostics diagnostics;

  ExpressionTypes(KernelMethod kernel, TypeArguments arguments, Diagnostics diagnostics) {
    this.kernel = kernel;
    this.arguments = arguments;
    this.diagnostics = diagnostics;
  }

  void check() {
    int errorsBefore = diagnostics.errors();
    kernel.vectors().forEach(this::checkElements);
    if (kernel.grid().value() != Grid.ELEMENTS) {
      diagnostics.report(
          kernel.grid().site(),
          ExpressionMessages.expressionGrid(kernel.javaName(), kernel.grid().value()));
    }
    Optional<ConcreteType> extension = extension();
    if (diagnostics.errors() == errorsBefore
        && extension.isPresent()
        && ExtensionLibrary.of(extension.get()).isEmpty()) {
      diagnostics.report(
          kernel.source().given().site(),
          ExpressionMessages.expressionExtension(kernel.javaName(), extension.get().name()));
    }
  }

  private void checkElements(VectorParameter vector) {
    VectorParameter first = kernel.vectors().get(0);
    if (vector.elements().kind() != Kind.ARGUMENT) {
      diagnostics.report(
          vector.site(),
          ExpressionMessages.expressionElements(
              vector.name(), kernel.javaName(), vector.elements().type().toString()));
    } else if (first.elements().kind() == Kind.ARGUMENT
        && first.elements().argument() != vector.elements().argument()) {
      diagnostics.report(
          vector.site(),
          ExpressionMessages.expressionTypes(
              vector.name(),
              vector.elements().type().toString(),
              first.name(),
              first.elements().type().toString()));
    } else if (vector.equals(first) && vector.elements().argument() != 0) {
      diagnostics.report(
          vector.site(),
          ExpressionMessages.expressionTypes(
              vector.name(),
              vector.elements().type().toString(),
              "other kernels of the interface",
              arguments.list().get(0).type().toString()));
    }
  }

  /** Returns the extension field that the expression is over, if it is. */
  Optional<ConcreteType> extension() {
    return arguments.concrete().filter(type -> type.degree().orElse(1) > 1);
  }

  /** The arithmetic of extensions that the field library has. */
  record ExtensionLibrary(int degree, NonResidues numbers) {

    private static final int QUADRATIC = 2;
    private static final int QUARTIC = 4;

    /** Multiples are made of doublings and sums: of a large one there would be many. */
    private static final int MOST_BITS = 16;

    static Optional<ExtensionLibrary> of(ConcreteType field) {
      int degree = field.degree().orElse(1);
      return field
          .nonResidues()
          .filter(numbers -> numbers.fit(MOST_BITS))
          .filter(numbers -> degree == QUADRATIC || degree == QUARTIC)
          .map(numbers -> new ExtensionLibrary(degree, numbers));
    }

    private String name() {
      return numbers.isTower() ? "2x2" : Integer.toString(degree);
    }

    /** Returns the type of elements in GLSL. */
    String type() {
      return "FieldExt" + name();
    }

    /** Returns a function of the library. */
    String function(String name) {
      return "field_ext" + name() + "_" + name;
    }

    /** Returns the lines that tell the library the numbers, before it is included. */
    List<String> definitions() {
      return numbers.isTower()
          ? List.of(
              definition("2", "", numbers.n()),
              definition("2X2", "_0", numbers.k()),
              definition("2X2", "_1", numbers.m()))
          : List.of(definition(name(), "", numbers.n()));
    }

    /** Returns the library's file. */
    String file() {
      return "fieldstone/glsl/field/ext" + name() + ".glsl";
    }

    private static String definition(String name, String suffix, BigInteger number) {
      return "#define FIELD_EXT" + name + "_NON_RESIDUE" + suffix + " (" + number + ")";
    }

    /** Returns the element that a factor of the prime field is. */
    String embedded(String factor) {
      String zero = "field_factor_zero()";
      String pair = "FieldExt2(" + factor + ", " + zero + ")";
      if (numbers.isTower()) {
        return type() + "(" + pair + ", field_ext2_zero())";
      }
      return degree == QUADRATIC
          ? pair
          : type() + "(FieldFactor[4](" + factor + ", " + zero + ", " + zero + ", " + zero + "))";
    }
  }
}
