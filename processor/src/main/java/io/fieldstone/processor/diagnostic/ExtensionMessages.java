// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import java.math.BigInteger;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is said of extension fields; the method that makes a message has the name of its {@link
 * Diagnostic}.
 */
public final class ExtensionMessages {

  private ExtensionMessages() {}

  public static Message tagNotAField(String type, String member, String expected) {
    return TAG_NOT_A_FIELD.says(
        "'"
            + shown(type)
            + "' as '"
            + shown(member)
            + "' is not annotated with "
            + shown(expected)
            + "; name the type tag of a field.");
  }

  public static Message extensionOfItself(String type, String base) {
    return EXTENSION_OF_ITSELF.says(
        "Field '"
            + shown(type)
            + "' extends itself through '"
            + shown(base)
            + "'; let the lowest field be a @PrimeField.");
  }

  public static Message polynomialMalformed(String text, int column, String problem) {
    return POLYNOMIAL_MALFORMED.says(
        "Polynomial '"
            + shown(text)
            + "' is wrong at column "
            + column
            + ": "
            + shown(problem)
            + "; write one such as 'x^4 - 11'.");
  }

  public static Message polynomialNames(String text, Set<String> candidates, Set<String> known) {
    return POLYNOMIAL_NAMES.says(
        "Polynomial '"
            + shown(text)
            + "' "
            + (candidates.isEmpty()
                ? "names no variable"
                : "has several names that could be its variable, " + listed(candidates))
            + ", but it is in one variable"
            + (known.isEmpty() ? "" : ", beside the roots of its base, " + listed(known))
            + "; write one such as 'x^4 - 11'.");
  }

  private static String listed(Set<String> names) {
    return names.stream().map(name -> "'" + shown(name) + "'").collect(Collectors.joining(" and "));
  }

  public static Message polynomialConstantTooLarge(String constant, BigInteger p) {
    return POLYNOMIAL_CONSTANT_TOO_LARGE.says(
        "Integer "
            + shown(constant)
            + " of the polynomial is not below the modulus, 0x"
            + p.toString(16)
            + "; reduce it, or check the base.");
  }

  public static Message polynomialNotMonic(String text, String variable) {
    return POLYNOMIAL_NOT_MONIC.says(
        "Polynomial '"
            + shown(text)
            + "' is not monic: its highest power of "
            + shown(variable)
            + " has another coefficient than 1; divide by that.");
  }

  public static Message polynomialDegree(int degree, int baseDegree, int most) {
    return POLYNOMIAL_DEGREE.says(
        "The polynomial has degree "
            + degree
            + (baseDegree == 1 ? "" : " over a base of degree " + baseDegree)
            + ", but it is at least 2, and the degree over the prime field at most "
            + most
            + ".");
  }

  public static Message polynomialReducible(String text) {
    return POLYNOMIAL_REDUCIBLE.says(
        "Polynomial '"
            + shown(text)
            + "' is reducible over the base, so that its residues are no field; choose an irreducible one.");
  }
}
