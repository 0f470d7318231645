// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import java.math.BigInteger;

/**
 * What is said of curves; the method that makes a message has the name of its {@link Diagnostic}.
 */
public final class CurveMessages {

  private CurveMessages() {}

  public static Message coefficientMalformed(String member, String text) {
    return COEFFICIENT_MALFORMED.says(
        "'"
            + shown(text)
            + "' of '"
            + shown(member)
            + "' is neither decimal digits nor hexadecimal digits after '0x', with or without a sign; write it as one of them.");
  }

  public static Message coefficientTooLarge(String member, String text, BigInteger p) {
    return COEFFICIENT_TOO_LARGE.says(
        "'"
            + shown(text)
            + "' of '"
            + shown(member)
            + "' is not below the modulus, 0x"
            + p.toString(16)
            + "; check its digits and the field.");
  }

  public static Message coefficientCount(String member, int given, String expected) {
    return COEFFICIENT_COUNT.says(
        "'"
            + shown(member)
            + "' has "
            + given
            + (given == 1 ? " number" : " numbers")
            + ", but it is "
            + shown(expected)
            + ".");
  }

  public static Message curveSingular(String type) {
    return CURVE_SINGULAR.says(
        "Curve '"
            + shown(type)
            + "' is singular: 4 a^3 + 27 b^2 is zero, so that its points are no group; check a and b.");
  }

  public static Message curveThroughOrigin(String type) {
    return CURVE_THROUGH_ORIGIN.says(
        "Curve '"
            + shown(type)
            + "' has b = 0, so that (0, 0) is on it, which stands for the point at infinity in vectors; choose a curve with another b.");
  }

  public static Message generatorOffCurve(String type) {
    return GENERATOR_OFF_CURVE.says(
        "The generator is not on the curve '"
            + shown(type)
            + "': y^2 is not x^3 + a x + b; check its coordinates, a and b.");
  }

  public static Message generatorOrder(String scalars, BigInteger order) {
    return GENERATOR_ORDER.says(
        "The generator's order is not the modulus of '"
            + shown(scalars)
            + "': 0x"
            + order.toString(16)
            + " times it is not the point at infinity; check the scalars, and that the point is of the subgroup.");
  }
}
