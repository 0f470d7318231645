// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.Curve;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.arithmetic.CurveArithmetic;
import io.fieldstone.annotations.arithmetic.CurveArithmetic.Point;
import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import io.fieldstone.processor.diagnostic.CurveMessages;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.CurveDeclaration;
import io.fieldstone.processor.model.Documentation;
import io.fieldstone.processor.model.Located;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Reads {@code @Curve} declarations. */
public final class CurveReader {

  private final Elements elements;
  private final Diagnostics diagnostics;

  /** Reports to {@code diagnostics}. */
  public CurveReader(Elements elements, Diagnostics diagnostics) {
    this.elements = elements;
    this.diagnostics = diagnostics;
  }

  /** Returns the curve that {@code type} declares, if the declaration is sound. */
  public Optional<CurveDeclaration> read(TypeElement type) {
    int errorsBefore = diagnostics.errors();
    Optional<AnnotationView> annotation = AnnotationView.find(type, Curve.class);
    Optional<Located<String>> name = annotation.flatMap(a -> TagChecks.name(type, a));
    Optional<Located<TypeMirror>> field = annotation.flatMap(a -> a.type("field"));
    Optional<Located<TypeMirror>> scalars = annotation.flatMap(a -> a.type("scalars"));
    if (annotation.isEmpty() || name.isEmpty() || field.isEmpty() || scalars.isEmpty()) {
      return Optional.empty();
    }
    TagChecks checks = new TagChecks(TypeTag.CURVE, diagnostics);
    checks.checkType(type, annotation.get().site());
    checks.checkName(name.get());
    FieldReferences references = new FieldReferences(diagnostics);
    Optional<TypeElement> coordinates = references.anyField("field", field.get());
    Optional<TypeElement> multipliers = references.primeField("scalars", scalars.get());
    Optional<FieldArithmetic> arithmetic =
        coordinates.flatMap(FieldTower::of).map(FieldTower::arithmetic);
    Optional<BigInteger> order = multipliers.flatMap(FieldReader::modulus);
    if (arithmetic.isEmpty() || order.isEmpty()) {
      return Optional.empty();
    }
    CoefficientReader numbers = new CoefficientReader(arithmetic.get(), diagnostics);
    Optional<List<BigInteger>> a = numbers.element(annotation.get(), "a");
    Optional<List<BigInteger>> b = numbers.element(annotation.get(), "b");
    Optional<Point> generator = numbers.point(annotation.get(), "generator");
    if (a.isEmpty() || b.isEmpty() || generator.isEmpty()) {
      return Optional.empty();
    }
    CurveArithmetic curve = new CurveArithmetic(arithmetic.get(), a.get(), b.get());
    checkCurve(type, curve, annotation.get());
    if (diagnostics.errors() == errorsBefore) {
      checkGenerator(type, curve, generator.get(), annotation.get());
    }
    if (diagnostics.errors() == errorsBefore) {
      checkOrder(multipliers.get(), curve, generator.get(), order.get(), scalars.get().site());
    }
    if (diagnostics.errors() > errorsBefore) {
      return Optional.empty();
    }
    LimbShape shape = LimbShape.ofModulus(arithmetic.get().characteristic());
    return Optional.of(
        new CurveDeclaration(
            type,
            Documentation.parse(elements.getDocComment(type)),
            name.get().value(),
            coordinates.get(),
            multipliers.get(),
            a.get(),
            b.get(),
            generator.get().x(),
            generator.get().y(),
            2 * arithmetic.get().degree() * shape.bytes()));
  }

  private void checkCurve(TypeElement type, CurveArithmetic curve, AnnotationView annotation) {
    if (curve.isSingular()) {
      diagnostics.report(annotation.site(), CurveMessages.curveSingular(ElementText.name(type)));
    } else if (FieldArithmetic.isZero(curve.b())) {
      diagnostics.report(
          annotation.array("b").site(), CurveMessages.curveThroughOrigin(ElementText.name(type)));
    }
  }

  private void checkGenerator(
      TypeElement type, CurveArithmetic curve, Point generator, AnnotationView annotation) {
    if (!curve.contains(generator)) {
      diagnostics.report(
          annotation.array("generator").site(),
          CurveMessages.generatorOffCurve(ElementText.name(type)));
    }
  }

  /** The order is a prime, as the modulus of a field, so that no smaller multiple is infinity. */
  private void checkOrder(
      TypeElement scalars, CurveArithmetic curve, Point generator, BigInteger order, Site site) {
    if (!curve.multiply(order, generator).isInfinity()) {
      diagnostics.report(site, CurveMessages.generatorOrder(ElementText.name(scalars), order));
    }
  }
}
