// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scalar that an operation takes beside its vectors.
 *
 * <pre>{@code
 * List<BigInteger> scalar =
 *     Scalar.ELEMENT.parse("vector-scale", "0x2a", Bls12381FrField.INSTANCE); // 42 alone
 * }</pre>
 */
public enum Scalar {
  /** There is none. */
  NONE,
  /** An element of the field, canonical whatever the form of the vectors. */
  ELEMENT,
  /** An integer from 0 to 2^32 - 1. */
  INTEGER;

  private static final String HEX = "0x";
  private static final int HEX_RADIX = 16;

  /** Not the digits of other scripts, which Java takes too. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+");

  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9A-Fa-f]+");

  /**
   * Returns the scalar that a text stands for, 0 if there is to be none: of an extension field, its
   * coefficients over the prime field.
   *
   * @param operation what takes it, for messages
   * @param text decimal, or hexadecimal after 0x, coefficients with commas between; null if none
   *     was given
   * @throws BadInputException if it is missing, superfluous, no number or out of range
   */
  public List<BigInteger> parse(String operation, @Nullable String text, FiniteField<?> field) {
    if (this == NONE) {
      if (text != null) {
        throw new BadInputException(operation + " takes no scalar; leave --scalar out");
      }
      return List.of(BigInteger.ZERO);
    }
    if (text == null) {
      throw new BadInputException(operation + " takes a scalar; give --scalar VALUE");
    }
    if (this == INTEGER) {
      BigInteger value = number(text);
      if (value.signum() < 0 || value.bitLength() > Integer.SIZE) {
        throw new BadInputException(
            "--scalar " + text + " of " + operation + " is not an integer from 0 to 2^32 - 1");
      }
      return List.of(value);
    }
    return element(text, field);
  }

  private static List<BigInteger> element(String text, FiniteField<?> field) {
    List<BigInteger> coefficients =
        field.components() == 1
            ? List.of(number(text))
            : Arrays.stream(text.split(",", -1)).map(Scalar::number).toList();
    if (coefficients.size() != field.components()) {
      throw new BadInputException(
          "--scalar "
              + text
              + " is no element of "
              + field
              + ", which has "
              + field.components()
              + " coefficients; give all of them with commas between");
    }
    BigInteger p = field.primeField().modulus();
    if (coefficients.stream().anyMatch(each -> each.signum() < 0 || each.compareTo(p) >= 0)) {
      throw new BadInputException(
          "--scalar " + text + " is not in [0, p) of " + field + "; reduce it modulo p");
    }
    return coefficients;
  }

  private static BigInteger number(String text) {
    if (HEXADECIMAL.matcher(text).matches()) {
      return new BigInteger(text.substring(HEX.length()), HEX_RADIX);
    }
    if (DECIMAL.matcher(text).matches()) {
      return new BigInteger(text);
    }
    throw new BadInputException(
        "--scalar '" + text + "' is neither a decimal number nor a hexadecimal one after 0x");
  }
}
