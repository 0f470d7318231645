// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scalar that an operation takes beside its vectors.
 *
 * <pre>{@code
 * BigInteger scalar = Scalar.ELEMENT.parse("vector-scale", "0x2a", Bls12381FrField.INSTANCE);
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
   * Returns the scalar that a text stands for, 0 if there is to be none.
   *
   * @param operation what takes it, for messages
   * @param text decimal, or hexadecimal after 0x; null if none was given
   * @throws BadInputException if it is missing, superfluous, no number or out of range
   */
  public BigInteger parse(String operation, @Nullable String text, Field<?> field) {
    if (this == NONE) {
      if (text != null) {
        throw new BadInputException(operation + " takes no scalar; leave --scalar out");
      }
      return BigInteger.ZERO;
    }
    if (text == null) {
      throw new BadInputException(operation + " takes a scalar; give --scalar VALUE");
    }
    BigInteger value = number(text);
    if (this == ELEMENT && (value.signum() < 0 || value.compareTo(field.modulus()) >= 0)) {
      throw new BadInputException(
          "--scalar " + text + " is not in [0, p) of " + field + "; reduce it modulo p");
    }
    if (this == INTEGER && (value.signum() < 0 || value.bitLength() > Integer.SIZE)) {
      throw new BadInputException(
          "--scalar " + text + " of " + operation + " is not an integer from 0 to 2^32 - 1");
    }
    return value;
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
