// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.google.auto.common.MoreTypes;
import io.fieldstone.annotations.ExtensionField;
import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import io.fieldstone.processor.polynomial.Polynomial;
import io.fieldstone.processor.polynomial.PolynomialException;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A declared field with those below it. Reports nothing: what is wrong with a field is reported
 * where it is declared.
 *
 * @param arithmetic the field's arithmetic
 * @param roots the elements of the field that its polynomial and those below it name
 */
record FieldTower(FieldArithmetic arithmetic, Map<String, List<BigInteger>> roots) {

  /** Returns the field that {@code type} declares, if it and those below it are sound. */
  static Optional<FieldTower> of(TypeElement type) {
    return of(type, new HashSet<>());
  }

  private static Optional<FieldTower> of(TypeElement type, Set<String> above) {
    if (!above.add(ElementText.name(type))) {
      return Optional.empty();
    }
    return TypeTag.of(type)
        .flatMap(
            tag ->
                switch (tag) {
                  case PRIME_FIELD ->
                      FieldReader.modulus(type)
                          .map(p -> new FieldTower(FieldArithmetic.ofPrime(p), Map.of()));
                  case EXTENSION_FIELD -> extension(type, above);
                  case CURVE -> Optional.empty();
                });
  }

  private static Optional<FieldTower> extension(TypeElement type, Set<String> above) {
    Optional<AnnotationView> annotation = AnnotationView.find(type, ExtensionField.class);
    Optional<String> text = annotation.flatMap(a -> a.string("polynomial")).map(t -> t.value());
    Optional<FieldTower> base =
        annotation
            .flatMap(a -> a.type("base"))
            .flatMap(t -> element(t.value()))
            .flatMap(t -> of(t, above));
    if (text.isEmpty() || base.isEmpty()) {
      return Optional.empty();
    }
    try {
      Polynomial polynomial = Polynomial.parse(text.get(), base.get().arithmetic, base.get().roots);
      return polynomial.isMonic()
              && base.get().admits(polynomial.degree())
              && base.get().arithmetic.isIrreducible(polynomial.lower())
          ? Optional.of(base.get().extended(polynomial))
          : Optional.empty();
    } catch (PolynomialException e) {
      return Optional.empty();
    }
  }

  /** Returns whether an extension by a polynomial of a degree is neither trivial nor too large. */
  boolean admits(int degree) {
    return degree >= 2 && degree * arithmetic.degree() <= ExtensionField.MAX_DEGREE;
  }

  /** Returns this field extended by a root of an irreducible polynomial. */
  FieldTower extended(Polynomial polynomial) {
    FieldArithmetic extended = arithmetic.extend(polynomial.lower());
    Map<String, List<BigInteger>> all = new LinkedHashMap<>();
    roots.forEach((name, root) -> all.put(name, extended.embed(root)));
    all.put(polynomial.variable(), extended.root());
    return new FieldTower(extended, all);
  }

  /** Returns the declaration of a type that is a class or an interface. */
  static Optional<TypeElement> element(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED
        ? Optional.of(MoreTypes.asTypeElement(type))
        : Optional.empty();
  }
}
