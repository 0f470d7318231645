// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import java.math.BigInteger;

/**
 * What is said of tables of constants; the method that makes a message has the name of its {@link
 * Diagnostic}.
 */
public final class TableMessages {

  private TableMessages() {}

  public static Message constantsAbsent(int binding) {
    return CONSTANTS_ABSENT.says(
        "The constants of binding "
            + shown(binding)
            + " are none; give them by 'values' or 'resource'.");
  }

  public static Message constantsAmbiguous(int binding) {
    return CONSTANTS_AMBIGUOUS.says(
        "The constants of binding "
            + shown(binding)
            + " are given by 'values' and by 'resource'; remove one of them.");
  }

  public static Message constantMalformed(int binding, String place, String text) {
    return CONSTANT_MALFORMED.says(
        "'"
            + shown(text)
            + "' in "
            + shown(place)
            + ", of the constants of binding "
            + shown(binding)
            + ", is no number; write it in decimal, or in hexadecimal with 0x.");
  }

  public static Message constantTooLarge(
      int binding, String place, String text, String field, BigInteger modulus) {
    return CONSTANT_TOO_LARGE.says(
        "'"
            + shown(text)
            + "' in "
            + shown(place)
            + ", of the constants of binding "
            + shown(binding)
            + ", is not below the modulus of '"
            + shown(field)
            + "', 0x"
            + shown(modulus.toString(16))
            + "; reduce it.");
  }

  public static Message constantsUnreduced(int binding) {
    return CONSTANTS_UNREDUCED.says(
        "The constants of binding "
            + shown(binding)
            + " are declared Form.UNREDUCED, but they are below the modulus; write Form.CANONICAL or"
            + " remove 'form'.");
  }

  public static Message constantsWithoutField(int binding) {
    return CONSTANTS_WITHOUT_FIELD.says(
        "The constants of binding "
            + shown(binding)
            + " are elements of a field, but all vectors of the interface are of integers; remove them.");
  }

  public static Message constantsOfExpression(int binding, CharSequence method) {
    return CONSTANTS_OF_EXPRESSION.says(
        "The constants of binding "
            + shown(binding)
            + " cannot be read by the expression of kernel method '"
            + shown(method)
            + "'; write the numbers in the expression, or give the kernel as GLSL.");
  }

  public static Message constantsMissing(int binding, String resource, String suggestion) {
    return CONSTANTS_MISSING.says(
        "The constants of binding "
            + shown(binding)
            + " are in the resource '"
            + shown(resource)
            + "', which is not there; correct the name, from the root of the class path."
            + shown(suggestion));
  }

  public static Message constantsUnreadable(int binding, String resource, String reason) {
    return CONSTANTS_UNREADABLE.says(
        "The constants of binding "
            + shown(binding)
            + " in the resource '"
            + shown(resource)
            + "' cannot be read: "
            + shown(reason)
            + ".");
  }
}
