// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.PrimeField;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.FieldMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Documentation;
import io.fieldstone.processor.model.FieldDeclaration;
import io.fieldstone.processor.model.Located;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads {@code @PrimeField} declarations. */
public final class FieldReader {

  private static final Pattern MODULUS = Pattern.compile("0[xX][0-9a-fA-F]+|[0-9]+");
  private static final BigInteger SMALLEST = BigInteger.valueOf(3);

  /** Longer numbers are wider than any shape, whatever their leading zeros. */
  private static final int MAX_DIGITS = 1000;

  /** A composite modulus passes with probability below 2^-100. */
  private static final int CERTAINTY = 100;

  private final Elements elements;
  private final Diagnostics diagnostics;

  /** Reports to {@code diagnostics}. */
  public FieldReader(Elements elements, Diagnostics diagnostics) {
    this.elements = elements;
    this.diagnostics = diagnostics;
  }

  /** Returns the field that {@code type} declares, if the declaration is sound. */
  public Optional<FieldDeclaration> read(TypeElement type) {
    int errorsBefore = diagnostics.errors();
    Optional<AnnotationView> annotation = AnnotationView.find(type, PrimeField.class);
    Optional<Located<String>> name = annotation.flatMap(a -> a.string("name"));
    Optional<Located<String>> modulus = annotation.flatMap(a -> a.string("modulus"));
    if (annotation.isEmpty() || name.isEmpty() || modulus.isEmpty()) {
      return Optional.empty();
    }
    TagChecks checks = new TagChecks(TypeTag.PRIME_FIELD, diagnostics);
    checks.checkType(type, annotation.get().site());
    checks.checkName(name.get());
    Optional<BigInteger> prime = checkModulus(modulus.get());
    Optional<BigInteger> generator =
        prime.flatMap(p -> new GeneratorReader(p, diagnostics).read(annotation.get()));
    if (prime.isEmpty() || generator.isEmpty() || diagnostics.errors() > errorsBefore) {
      return Optional.empty();
    }
    return Optional.of(
        new FieldDeclaration(
            type,
            Documentation.parse(elements.getDocComment(type)),
            name.get().value(),
            prime.get(),
            generator.get()));
  }

  /** Returns the limb shape of the field that {@code type} declares, without any report. */
  public static Optional<LimbShape> shape(TypeElement type) {
    return AnnotationView.find(type, PrimeField.class)
        .flatMap(annotation -> annotation.string("modulus"))
        .flatMap(modulus -> parse(modulus.value()))
        .filter(p -> p.compareTo(SMALLEST) >= 0 && p.bitLength() <= LimbShape.MAX_BITS)
        .map(LimbShape::ofModulus);
  }

  /**
   * Returns the modulus of the field that {@code type} declares, if it is sound; reports nothing.
   */
  static Optional<BigInteger> modulus(TypeElement type) {
    return AnnotationView.find(type, PrimeField.class)
        .flatMap(annotation -> annotation.string("modulus"))
        .flatMap(modulus -> parse(modulus.value()))
        .filter(p -> p.compareTo(SMALLEST) >= 0 && p.bitLength() <= LimbShape.MAX_BITS)
        .filter(p -> p.testBit(0) && p.isProbablePrime(CERTAINTY));
  }

  private Optional<BigInteger> checkModulus(Located<String> declared) {
    String text = declared.value();
    Site site = declared.site();
    if (!MODULUS.matcher(text).matches()) {
      diagnostics.report(site, FieldMessages.modulusMalformed(text));
      return Optional.empty();
    }
    Optional<BigInteger> parsed = parse(text);
    if (parsed.isEmpty() || parsed.get().bitLength() > LimbShape.MAX_BITS) {
      String bits = parsed.map(p -> "" + p.bitLength()).orElse("too many");
      diagnostics.report(site, FieldMessages.modulusTooLarge(bits, LimbShape.MAX_BITS));
      return Optional.empty();
    }
    BigInteger modulus = parsed.get();
    if (modulus.compareTo(SMALLEST) < 0) {
      diagnostics.report(site, FieldMessages.modulusTooSmall(text));
    } else if (!modulus.testBit(0)) {
      diagnostics.report(site, FieldMessages.modulusEven(text));
    } else if (!modulus.isProbablePrime(CERTAINTY)) {
      diagnostics.report(site, FieldMessages.modulusComposite(text));
    } else {
      return Optional.of(modulus);
    }
    return Optional.empty();
  }

  /** Returns the number that {@code text} is, if it is one of no absurd length. */
  static Optional<BigInteger> parse(String text) {
    if (!MODULUS.matcher(text).matches() || text.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    return Optional.of(
        text.startsWith("0x") || text.startsWith("0X")
            ? new BigInteger(text.substring(2), 16)
            : new BigInteger(text));
  }
}
