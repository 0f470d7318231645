// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Big-endian coordinates.
 *
 * @param field the coordinates' field
 * @param coefficientBytes the bytes of one coefficient
 * @param highestFirst whether the coefficients of an extension go from the highest to c0
 */
record Coordinates(FiniteField<?> field, int coefficientBytes, boolean highestFirst) {

  /** Returns the bytes of a coordinate. */
  int bytes() {
    return coefficientBytes * field.components();
  }

  private List<BigInteger> ordered(List<BigInteger> coefficients) {
    List<BigInteger> ordered = new ArrayList<>(coefficients);
    if (highestFirst) {
      Collections.reverse(ordered);
    }
    return ordered;
  }

  void put(FieldElement<?> coordinate, byte[] bytes, int at) {
    int end = at;
    for (BigInteger coefficient : ordered(coordinate.coefficients())) {
      end += coefficientBytes;
      byte[] digits = coefficient.toByteArray(); // perhaps with a zero for the sign in front
      int length = Math.min(digits.length, coefficientBytes);
      System.arraycopy(digits, digits.length - length, bytes, end - length, length);
    }
  }

  /** Returns the coefficients of a coordinate, which are below p. */
  List<BigInteger> get(byte[] bytes, int at, String name, String place) {
    List<BigInteger> coefficients = new ArrayList<>();
    for (int i = 0; i < field.components(); i++) {
      int from = at + i * coefficientBytes;
      BigInteger c = new BigInteger(1, Arrays.copyOfRange(bytes, from, from + coefficientBytes));
      if (c.compareTo(field.arithmetic().characteristic()) >= 0) {
        throw new InvalidPointException(
            place
                + name
                + " is not below the modulus of "
                + field.primeField().name()
                + ": 0x"
                + c.toString(16));
      }
      coefficients.add(c);
    }
    return ordered(coefficients);
  }

  /** Returns whether {@code y} is the larger one of y and -y, by the highest that is not zero. */
  static boolean isLarger(FieldElement<?> y) {
    List<BigInteger> c = y.coefficients();
    List<BigInteger> negative = y.negate().coefficients();
    for (int i = c.size() - 1; i >= 0; i--) {
      int order = c.get(i).compareTo(negative.get(i));
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }
}
