// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.spirv.SpirvType.Scalar;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The value of a specialization constant.
 *
 * @param type the constant's type
 * @param java the value as a Java literal
 */
record SpecializationLiteral(Scalar type, String java) {

  private static final Pattern INTEGER = Pattern.compile("-?(0[xX][0-9a-fA-F]{1,16}|[0-9]{1,20})");
  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?");

  /** Returns whether constants of {@code type} can be set at all. */
  static boolean isSettable(Scalar type) {
    return type.kind() == ScalarKind.BOOL || type.bits() == 32 || type.bits() == 64;
  }

  /** Returns the value that {@code text} is for a constant of {@code type}. */
  static Optional<SpecializationLiteral> parse(Scalar type, String text) {
    return switch (type.kind()) {
      case BOOL ->
          text.equals("true") || text.equals("false")
              ? Optional.of(new SpecializationLiteral(type, text))
              : Optional.empty();
      case FLOAT -> floating(type, text);
      case INT, UINT -> integer(type, text);
    };
  }

  /** Returns {@code text} as an integer of at most 64 bits. */
  static OptionalLong integerBits(String text) {
    return INTEGER.matcher(text).matches()
        ? OptionalLong.of(decode(text).longValue())
        : OptionalLong.empty();
  }

  private static BigInteger decode(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    BigInteger value =
        digits.startsWith("0x") || digits.startsWith("0X")
            ? new BigInteger(digits.substring(2), 16)
            : new BigInteger(digits);
    return negative ? value.negate() : value;
  }

  private static Optional<SpecializationLiteral> integer(Scalar type, String text) {
    if (!INTEGER.matcher(text).matches()) {
      return Optional.empty();
    }
    BigInteger value = decode(text);
    boolean fits =
        type.kind() == ScalarKind.INT
            ? value.bitLength() < type.bits()
            : value.signum() >= 0 && value.bitLength() <= type.bits();
    if (!fits) {
      return Optional.empty();
    }
    String literal = value.bitLength() < type.bits() ? value.toString() : "0x" + value.toString(16);
    return Optional.of(
        new SpecializationLiteral(type, type.bits() == Long.SIZE ? literal + "L" : literal));
  }

  private static Optional<SpecializationLiteral> floating(Scalar type, String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return Optional.empty();
    }
    boolean isDouble = type.bits() == Double.SIZE;
    double value = isDouble ? Double.parseDouble(text) : Float.parseFloat(text);
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    String literal = isDouble ? Double.toString(value) : Float.toString((float) value) + "f";
    return Optional.of(new SpecializationLiteral(type, literal));
  }
}
