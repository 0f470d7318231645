// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.polynomial;

import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The polynomials that a text can name: lists of coefficients, lowest first, without leading zeros.
 *
 * @param field the field of the coefficients
 * @param variable the name of the variable
 * @param names elements of the field by their names
 */
record CoefficientRing(
    FieldArithmetic field, String variable, Map<String, List<BigInteger>> names) {

  /** Returns what a name stands for, which is known. */
  List<List<BigInteger>> named(String name) {
    return name.equals(variable)
        ? List.of(field.zero(), field.one())
        : List.of(Objects.requireNonNull(names.get(name)));
  }

  List<List<BigInteger>> constant(BigInteger value) {
    return trimmed(List.of(field.of(value)));
  }

  List<List<BigInteger>> add(List<List<BigInteger>> a, List<List<BigInteger>> b) {
    List<List<BigInteger>> sum = new ArrayList<>();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      sum.add(field.add(at(a, i), at(b, i)));
    }
    return trimmed(sum);
  }

  List<List<BigInteger>> negate(List<List<BigInteger>> a) {
    return a.stream().map(field::negate).toList();
  }

  List<List<BigInteger>> multiply(List<List<BigInteger>> a, List<List<BigInteger>> b) {
    List<List<BigInteger>> product =
        new ArrayList<>(Collections.nCopies(a.size() + b.size(), field.zero()));
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < b.size(); j++) {
        product.set(i + j, field.add(product.get(i + j), field.multiply(a.get(i), b.get(j))));
      }
    }
    return trimmed(product);
  }

  private List<BigInteger> at(List<List<BigInteger>> a, int i) {
    return i < a.size() ? a.get(i) : field.zero();
  }

  private static List<List<BigInteger>> trimmed(List<List<BigInteger>> a) {
    int size = a.size();
    while (size > 0 && FieldArithmetic.isZero(a.get(size - 1))) {
      size--;
    }
    return List.copyOf(a.subList(0, size));
  }
}
