// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.ExtensionField;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ExtensionMessages;
import io.fieldstone.processor.model.Documentation;
import io.fieldstone.processor.model.ExtensionDeclaration;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.polynomial.Polynomial;
import io.fieldstone.processor.polynomial.PolynomialException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Reads {@code @ExtensionField} declarations. */
public final class ExtensionReader {

  private final Elements elements;
  private final Diagnostics diagnostics;

  /** Reports to {@code diagnostics}. */
  public ExtensionReader(Elements elements, Diagnostics diagnostics) {
    this.elements = elements;
    this.diagnostics = diagnostics;
  }

  /** Returns the field that {@code type} declares, if the declaration is sound. */
  public Optional<ExtensionDeclaration> read(TypeElement type) {
    int errorsBefore = diagnostics.errors();
    Optional<AnnotationView> annotation = AnnotationView.find(type, ExtensionField.class);
    Optional<Located<String>> name = annotation.flatMap(a -> TagChecks.name(type, a));
    Optional<Located<String>> text = annotation.flatMap(a -> a.string("polynomial"));
    Optional<Located<TypeMirror>> base = annotation.flatMap(a -> a.type("base"));
    if (annotation.isEmpty() || name.isEmpty() || text.isEmpty() || base.isEmpty()) {
      return Optional.empty();
    }
    TagChecks checks = new TagChecks(TypeTag.EXTENSION_FIELD, diagnostics);
    checks.checkType(type, annotation.get().site());
    checks.checkName(name.get());
    Optional<TypeElement> field =
        new FieldReferences(diagnostics)
            .anyField("base", base.get())
            .filter(f -> ends(type, f, base.get()));
    Optional<FieldTower> tower = field.flatMap(FieldTower::of);
    Optional<Polynomial> polynomial = tower.flatMap(t -> polynomial(text.get(), t));
    if (polynomial.isEmpty() || diagnostics.errors() > errorsBefore) {
      return Optional.empty();
    }
    List<BigInteger> coefficients = new ArrayList<>();
    polynomial.get().lower().forEach(coefficients::addAll);
    return Optional.of(
        new ExtensionDeclaration(
            type,
            Documentation.parse(elements.getDocComment(type)),
            name.get().value(),
            field.get(),
            tower.get().arithmetic().characteristic(),
            coefficients.size(),
            text.get().value(),
            coefficients));
  }

  /** Returns whether the tower below {@code base} has an end, and says so if it has none. */
  private boolean ends(TypeElement type, TypeElement base, Located<TypeMirror> declared) {
    Set<String> above = new HashSet<>(Set.of(ElementText.name(type)));
    Optional<TypeElement> field = Optional.of(base);
    while (field.isPresent()) {
      if (!above.add(ElementText.name(field.get()))) {
        diagnostics.report(
            declared.site(),
            ExtensionMessages.extensionOfItself(ElementText.name(type), ElementText.name(base)));
        return false;
      }
      field =
          AnnotationView.find(field.get(), ExtensionField.class)
              .flatMap(annotation -> annotation.type("base"))
              .flatMap(below -> FieldTower.element(below.value()));
    }
    return true;
  }

  private Optional<Polynomial> polynomial(Located<String> text, FieldTower base) {
    try {
      Polynomial polynomial = Polynomial.parse(text.value(), base.arithmetic(), base.roots());
      if (!base.admits(polynomial.degree())) {
        diagnostics.report(
            text.site(),
            ExtensionMessages.polynomialDegree(
                polynomial.degree(), base.arithmetic().degree(), ExtensionField.MAX_DEGREE));
      } else if (!polynomial.isMonic()) {
        diagnostics.report(
            text.site(), ExtensionMessages.polynomialNotMonic(text.value(), polynomial.variable()));
      } else if (!base.arithmetic().isIrreducible(polynomial.lower())) {
        diagnostics.report(text.site(), ExtensionMessages.polynomialReducible(text.value()));
      } else {
        return Optional.of(polynomial);
      }
    } catch (PolynomialException e) {
      diagnostics.report(text.site(), e.said());
    }
    return Optional.empty();
  }
}
