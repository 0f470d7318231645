// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The arithmetic of polynomials over a finite field. A polynomial is the list of its coefficients,
 * lowest first; results have no leading zeros, so that zero is the empty list.
 *
 * @param field the field of the coefficients
 */
record PolynomialArithmetic(FieldArithmetic field) {

  private List<List<BigInteger>> trimmed(List<List<BigInteger>> a) {
    int size = a.size();
    while (size > 0 && FieldArithmetic.isZero(a.get(size - 1))) {
      size--;
    }
    return List.copyOf(a.subList(0, size));
  }

  private List<BigInteger> coefficient(List<List<BigInteger>> a, int i) {
    return i < a.size() ? a.get(i) : field.zero();
  }

  List<List<BigInteger>> subtract(List<List<BigInteger>> a, List<List<BigInteger>> b) {
    List<List<BigInteger>> difference = new ArrayList<>();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      difference.add(field.subtract(coefficient(a, i), coefficient(b, i)));
    }
    return trimmed(difference);
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

  /** Returns a modulo m, whose leading coefficient may be any. */
  List<List<BigInteger>> remainder(List<List<BigInteger>> a, List<List<BigInteger>> m) {
    return divide(a, m).get(1);
  }

  /** Returns quotient and remainder. */
  private List<List<List<BigInteger>>> divide(
      List<List<BigInteger>> a, List<List<BigInteger>> divisor) {
    List<List<BigInteger>> d = trimmed(divisor);
    List<BigInteger> lead = d.get(d.size() - 1);
    List<BigInteger> inverse = lead.equals(field.one()) ? lead : field.inverse(lead);
    List<List<BigInteger>> rest = new ArrayList<>(a);
    List<List<BigInteger>> quotient =
        new ArrayList<>(Collections.nCopies(Math.max(0, a.size() - d.size() + 1), field.zero()));
    for (int at = a.size() - d.size(); at >= 0; at--) {
      List<BigInteger> factor = field.multiply(rest.get(at + d.size() - 1), inverse);
      quotient.set(at, factor);
      if (!FieldArithmetic.isZero(factor)) {
        for (int i = 0; i < d.size(); i++) {
          rest.set(at + i, field.subtract(rest.get(at + i), field.multiply(factor, d.get(i))));
        }
      }
    }
    return List.of(trimmed(quotient), trimmed(rest));
  }

  /** Returns the inverse of a, which is not zero, modulo an irreducible polynomial: Euclid. */
  List<List<BigInteger>> inverse(List<List<BigInteger>> a, List<List<BigInteger>> modulus) {
    List<List<BigInteger>> r0 = trimmed(modulus);
    List<List<BigInteger>> r1 = trimmed(a);
    List<List<BigInteger>> t0 = List.of();
    List<List<BigInteger>> t1 = List.of(field.one());
    while (!r1.isEmpty()) { // r = t * a modulo the modulus, for both
      List<List<List<BigInteger>>> division = divide(r0, r1);
      List<List<BigInteger>> t2 = subtract(t0, multiply(division.get(0), t1));
      r0 = r1;
      r1 = division.get(1);
      t0 = t1;
      t1 = t2;
    }
    return remainder(multiply(t0, List.of(field.inverse(r0.get(0)))), modulus);
  }

  private List<List<BigInteger>> greatestCommonDivisor(
      List<List<BigInteger>> a, List<List<BigInteger>> b) {
    List<List<BigInteger>> r0 = trimmed(a);
    List<List<BigInteger>> r1 = trimmed(b);
    while (!r1.isEmpty()) {
      List<List<BigInteger>> r2 = remainder(r0, r1);
      r0 = r1;
      r1 = r2;
    }
    return r0;
  }

  private List<List<BigInteger>> power(
      List<List<BigInteger>> a, BigInteger e, List<List<BigInteger>> modulus) {
    List<List<BigInteger>> result = List.of(field.one());
    for (int bit = e.bitLength() - 1; bit >= 0; bit--) {
      result = remainder(multiply(result, result), modulus);
      if (e.testBit(bit)) {
        result = remainder(multiply(result, a), modulus);
      }
    }
    return result;
  }

  /** Returns a(b) modulo a polynomial, by Horner's rule. */
  private List<List<BigInteger>> compose(
      List<List<BigInteger>> a, List<List<BigInteger>> b, List<List<BigInteger>> modulus) {
    List<List<BigInteger>> result = List.of();
    for (int i = a.size() - 1; i >= 0; i--) {
      List<List<BigInteger>> product = remainder(multiply(result, b), modulus);
      result = subtract(product, List.of(field.negate(a.get(i))));
    }
    return result;
  }

  /**
   * Returns whether a monic polynomial f of degree d is irreducible, by Rabin's test: it divides
   * x^(q^d) - x, and has no common factor with x^(q^(d/l)) - x for any prime l that divides d.
   *
   * <p>Coefficients are their own q-th powers, so that of h(x) the q-th power is h(x^q).
   */
  boolean isIrreducible(List<List<BigInteger>> f) {
    int d = f.size() - 1;
    if (d < 1) {
      return false;
    }
    List<List<BigInteger>> x = remainder(List.of(field.zero(), field.one()), f);
    List<List<BigInteger>> frobenius = power(x, field.order(), f);
    List<List<BigInteger>> h = frobenius;
    for (int k = 1; k < d; k++) { // h is x^(q^k)
      boolean needed = d % k == 0 && BigInteger.valueOf(d / k).isProbablePrime(30);
      if (needed && greatestCommonDivisor(f, subtract(h, x)).size() != 1) {
        return false;
      }
      h = compose(h, frobenius, f);
    }
    return h.equals(x);
  }
}
