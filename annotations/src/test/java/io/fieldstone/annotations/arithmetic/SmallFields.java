// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Fields so small that everything can be tried. */
final class SmallFields {

  private SmallFields() {}

  /** F3, F7, F9, F25, F27, F49 and F81 as a tower. */
  static Stream<FieldArithmetic> all() {
    FieldArithmetic f3 = prime(3);
    FieldArithmetic f5 = prime(5);
    FieldArithmetic f7 = prime(7);
    FieldArithmetic f9 = f3.extend(polynomial(f3, 1, 0)); // i^2 + 1
    return Stream.of(
        f3,
        f7,
        f9,
        f5.extend(polynomial(f5, -2, 0)),
        f3.extend(polynomial(f3, 1, -1, 0)), // x^3 - x + 1
        f7.extend(polynomial(f7, 1, 0)),
        f9.extend(List.of(f9.negate(f9.add(f9.one(), f9.root())), f9.zero()))); // x^2 - 1 - i
  }

  static FieldArithmetic prime(int p) {
    return FieldArithmetic.ofPrime(BigInteger.valueOf(p));
  }

  static List<List<BigInteger>> polynomial(FieldArithmetic field, int... coefficients) {
    List<List<BigInteger>> polynomial = new ArrayList<>();
    for (int c : coefficients) {
      polynomial.add(field.of(BigInteger.valueOf(c)));
    }
    return polynomial;
  }

  static List<List<BigInteger>> elements(FieldArithmetic field) {
    List<List<BigInteger>> elements = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < field.degree(); i++) {
      List<List<BigInteger>> longer = new ArrayList<>();
      for (List<BigInteger> element : elements) {
        for (int c = 0; c < field.characteristic().intValue(); c++) {
          List<BigInteger> next = new ArrayList<>(element);
          next.add(BigInteger.valueOf(c));
          longer.add(List.copyOf(next));
        }
      }
      elements = longer;
    }
    return elements;
  }
}
