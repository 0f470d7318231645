// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.polynomial;

import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import io.fieldstone.processor.diagnostic.ExtensionMessages;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A polynomial over a field, in one variable.
 *
 * @param field the field of the coefficients
 * @param variable the variable's name
 * @param coefficients the coefficients, lowest first, the last one not zero
 */
public record Polynomial(
    FieldArithmetic field, String variable, List<List<BigInteger>> coefficients) {

  /**
   * Reads a polynomial. Its variable is the one name in it that is not of the field; if all are,
   * and there is but one, that one, which then hides the field's.
   *
   * @param text such as {@code "x^4 - 11"}
   * @param field the field of the coefficients
   * @param names elements of the field by their names
   * @throws PolynomialException if there is anything wrong with it
   */
  public static Polynomial parse(
      String text, FieldArithmetic field, Map<String, List<BigInteger>> names)
      throws PolynomialException {
    PolynomialParser parser = new PolynomialParser(text);
    Set<String> mentioned = parser.names();
    Set<String> unknown = new TreeSet<>(mentioned);
    unknown.removeAll(names.keySet());
    Set<String> candidates = unknown.isEmpty() ? mentioned : unknown;
    if (candidates.size() != 1) {
      throw new PolynomialException(
          ExtensionMessages.polynomialNames(text, candidates, names.keySet()));
    }
    String variable = candidates.iterator().next();
    return new Polynomial(
        field, variable, parser.parse(new CoefficientRing(field, variable, names)));
  }

  /** Returns the degree; of zero -1. */
  public int degree() {
    return coefficients.size() - 1;
  }

  /** Returns whether the leading coefficient is one. */
  public boolean isMonic() {
    return degree() >= 0 && coefficients.get(degree()).equals(field.one());
  }

  /** Returns all coefficients but the leading one, lowest first. */
  public List<List<BigInteger>> lower() {
    return coefficients.subList(0, Math.max(0, degree()));
  }
}
