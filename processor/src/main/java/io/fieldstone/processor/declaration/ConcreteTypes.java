// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.Curve;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import io.fieldstone.annotations.arithmetic.NonResidues;
import io.fieldstone.processor.model.ConcreteType;
import io.fieldstone.processor.model.RuntimeTypes;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * What kernels need to know of fields and curves that they name. What is wrong with one is reported
 * where it is declared; then there is less to know.
 */
final class ConcreteTypes {

  private ConcreteTypes() {}

  static ConcreteType of(TypeElement type) {
    return switch (TypeTag.of(type).orElseThrow()) {
      case PRIME_FIELD -> primeField(type);
      case EXTENSION_FIELD -> extensionField(type);
      case CURVE -> curve(type);
    };
  }

  private static ConcreteType primeField(TypeElement type) {
    return new ConcreteType(
        type,
        type.getSimpleName().toString(),
        RuntimeTypes.FIELD,
        TypeTag.PRIME_FIELD.generatedName(type),
        FieldReader.shape(type),
        FieldReader.modulus(type),
        Optional.of(1),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ConcreteType extensionField(TypeElement type) {
    Optional<FieldArithmetic> field = FieldTower.of(type).map(FieldTower::arithmetic);
    return new ConcreteType(
        type,
        type.getSimpleName().toString(),
        RuntimeTypes.EXTENSION_FIELD,
        TypeTag.EXTENSION_FIELD.generatedName(type),
        shape(field),
        field.map(FieldArithmetic::characteristic),
        field.map(FieldArithmetic::degree),
        field.flatMap(NonResidues::of),
        Optional.empty(),
        Optional.empty());
  }

  private static ConcreteType curve(TypeElement type) {
    Optional<AnnotationView> annotation = AnnotationView.find(type, Curve.class);
    Optional<FieldArithmetic> field =
        annotation
            .flatMap(a -> a.type("field"))
            .flatMap(f -> FieldTower.element(f.value()))
            .flatMap(FieldTower::of)
            .map(FieldTower::arithmetic);
    return new ConcreteType(
        type,
        type.getSimpleName().toString(),
        RuntimeTypes.CURVE,
        TypeTag.CURVE.generatedName(type),
        shape(field),
        field.map(FieldArithmetic::characteristic),
        field.map(FieldArithmetic::degree),
        field.flatMap(NonResidues::of),
        field.flatMap(f -> coefficient(annotation.orElseThrow(), "a", f)),
        field.flatMap(f -> coefficient(annotation.orElseThrow(), "b", f)));
  }

  private static Optional<LimbShape> shape(Optional<FieldArithmetic> field) {
    return field.map(f -> LimbShape.ofModulus(f.characteristic()));
  }

  private static Optional<BigInteger> coefficient(
      AnnotationView curve, String member, FieldArithmetic field) {
    return CoefficientReader.silently(field)
        .element(curve, member)
        .flatMap(element -> ofPrimeField(element, field));
  }

  private static Optional<BigInteger> ofPrimeField(
      List<BigInteger> element, FieldArithmetic field) {
    BigInteger p = field.characteristic();
    BigInteger c0 = element.get(0);
    return FieldArithmetic.isZero(element.subList(1, element.size()))
        ? Optional.of(c0.shiftLeft(1).compareTo(p) > 0 ? c0.subtract(p) : c0)
        : Optional.empty();
  }
}
