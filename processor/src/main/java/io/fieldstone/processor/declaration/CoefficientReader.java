// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.arithmetic.CurveArithmetic.Point;
import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import io.fieldstone.processor.diagnostic.CurveMessages;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Located;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Reads elements of a field that are given by their coefficients over the prime field. */
final class CoefficientReader {

  private static final Pattern INTEGER = Pattern.compile("-?(0[xX][0-9a-fA-F]+|[0-9]+)");

  /** Longer numbers are wider than any modulus, whatever their leading zeros. */
  private static final int MAX_DIGITS = 1000;

  private final FieldArithmetic field;
  private final BiConsumer<Site, Message> reports;

  CoefficientReader(FieldArithmetic field, Diagnostics diagnostics) {
    this(field, diagnostics::report);
  }

  private CoefficientReader(FieldArithmetic field, BiConsumer<Site, Message> reports) {
    this.field = field;
    this.reports = reports;
  }

  /** Reads what is reported elsewhere. */
  static CoefficientReader silently(FieldArithmetic field) {
    return new CoefficientReader(field, (site, message) -> {});
  }

  /** Returns an element: all of its coefficients, or one that is of the prime field. */
  Optional<List<BigInteger>> element(AnnotationView annotation, String member) {
    int degree = field.degree();
    int given = annotation.array(member).value().size();
    if (given != 1 && given != degree) {
      reports.accept(
          annotation.array(member).site(),
          CurveMessages.coefficientCount(
              member,
              given,
              degree == 1
                  ? "one element of a prime field"
                  : "an element of degree " + degree + ": 1 number or " + degree));
      return Optional.empty();
    }
    return coefficients(annotation, member).map(field::embed);
  }

  /** Returns a point: all coefficients of x, then those of y. */
  Optional<Point> point(AnnotationView annotation, String member) {
    int degree = field.degree();
    int given = annotation.array(member).value().size();
    if (given != 2 * degree) {
      reports.accept(
          annotation.array(member).site(),
          CurveMessages.coefficientCount(
              member,
              given,
              degree == 1 ? "x and y" : "x and y of degree " + degree + ": " + 2 * degree));
      return Optional.empty();
    }
    return coefficients(annotation, member)
        .map(
            c ->
                new Point(
                    List.copyOf(c.subList(0, degree)), List.copyOf(c.subList(degree, 2 * degree))));
  }

  private Optional<List<BigInteger>> coefficients(AnnotationView annotation, String member) {
    List<Located<String>> texts = annotation.strings(member);
    List<BigInteger> coefficients = new ArrayList<>();
    texts.forEach(text -> coefficient(member, text).ifPresent(coefficients::add));
    return coefficients.size() == annotation.array(member).value().size()
        ? Optional.of(coefficients)
        : Optional.empty();
  }

  private Optional<BigInteger> coefficient(String member, Located<String> declared) {
    String text = declared.value();
    if (!INTEGER.matcher(text).matches()) {
      reports.accept(declared.site(), CurveMessages.coefficientMalformed(member, text));
      return Optional.empty();
    }
    BigInteger p = field.characteristic();
    Optional<BigInteger> value =
        Optional.of(text).filter(t -> t.length() <= MAX_DIGITS).map(CoefficientReader::parse);
    if (value.isEmpty() || value.get().abs().compareTo(p) >= 0) {
      reports.accept(declared.site(), CurveMessages.coefficientTooLarge(member, text, p));
      return Optional.empty();
    }
    return Optional.of(value.get().mod(p));
  }

  private static BigInteger parse(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    BigInteger magnitude =
        digits.startsWith("0x") || digits.startsWith("0X")
            ? new BigInteger(digits.substring(2), 16)
            : new BigInteger(digits);
    return negative ? magnitude.negate() : magnitude;
  }
}
