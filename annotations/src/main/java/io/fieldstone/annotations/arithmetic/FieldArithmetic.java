// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The arithmetic of a finite field of odd characteristic: the integers modulo a prime, or the
 * polynomials over such a field modulo an irreducible one, to any height.
 *
 * <p>An element is the list of its coefficients over the prime field, each reduced, lowest first:
 * of a tower, those of c0, then those of c1, and so on.
 *
 * <pre>{@code
 * FieldArithmetic fp = FieldArithmetic.ofPrime(p);
 * FieldArithmetic fp2 = fp.extend(List.of(fp.one(), fp.zero()));    // u^2 + 1
 * fp2.multiply(fp2.root(), fp2.root());                             // -1
 * }</pre>
 *
 * <p>Schoolbook products and the definitions of everything else. Immutable and thread-safe.
 */
public final class FieldArithmetic {

  private static final BigInteger TWO = BigInteger.TWO;

  private final BigInteger characteristic;

  /** The polynomials over the base; empty for a prime field. */
  private final Optional<PolynomialArithmetic> polynomials;

  /** The monic polynomial that elements are taken modulo. */
  private final List<List<BigInteger>> modulus;

  private final int degree;

  private FieldArithmetic(
      BigInteger characteristic,
      Optional<PolynomialArithmetic> polynomials,
      List<List<BigInteger>> modulus,
      int degree) {
    this.characteristic = characteristic;
    this.polynomials = polynomials;
    this.modulus = modulus;
    this.degree = degree;
  }

  /**
   * {@return the integers modulo an odd prime, which is not checked}
   *
   * @param p the modulus, a prime
   */
  public static FieldArithmetic ofPrime(BigInteger p) {
    return new FieldArithmetic(p, Optional.empty(), List.of(), 1);
  }

  /**
   * {@return this field extended by a root of x^d + ... + c1 x + c0, whose irreducibility is not
   * checked}
   *
   * @param coefficients c0, c1, ... of this field, all but the leading one
   */
  public FieldArithmetic extend(List<List<BigInteger>> coefficients) {
    return new FieldArithmetic(
        characteristic,
        Optional.of(new PolynomialArithmetic(this)),
        monic(coefficients),
        degree * coefficients.size());
  }

  /**
   * {@return whether x^d + ... + c1 x + c0 is irreducible over this field; see {@link #extend}}
   *
   * @param coefficients the coefficients of the polynomial but the first, that of the constant
   *     first
   */
  public boolean isIrreducible(List<List<BigInteger>> coefficients) {
    return new PolynomialArithmetic(this).isIrreducible(monic(coefficients));
  }

  private List<List<BigInteger>> monic(List<List<BigInteger>> coefficients) {
    List<List<BigInteger>> all = new ArrayList<>(coefficients);
    all.add(one());
    return List.copyOf(all);
  }

  /** {@return the prime p} */
  public BigInteger characteristic() {
    return characteristic;
  }

  /** {@return the degree over the prime field: how many coefficients an element has} */
  public int degree() {
    return degree;
  }

  /** {@return the number of elements, p^degree} */
  public BigInteger order() {
    return characteristic.pow(degree);
  }

  /** {@return zero} */
  public List<BigInteger> zero() {
    return of(BigInteger.ZERO);
  }

  /** {@return one} */
  public List<BigInteger> one() {
    return of(BigInteger.ONE);
  }

  /**
   * {@return an integer, of any size and sign, as an element}
   *
   * @param integer an integer
   */
  public List<BigInteger> of(BigInteger integer) {
    List<BigInteger> element = new ArrayList<>(Collections.nCopies(degree, BigInteger.ZERO));
    element.set(0, integer.mod(characteristic));
    return List.copyOf(element);
  }

  /**
   * {@return an element of the field below this one, one coefficient or more, as one of this}
   *
   * @param element an element, as its coefficients
   */
  public List<BigInteger> embed(List<BigInteger> element) {
    List<BigInteger> embedded = new ArrayList<>(element);
    embedded.addAll(Collections.nCopies(degree - element.size(), BigInteger.ZERO));
    return List.copyOf(embedded);
  }

  /** {@return the root of the polynomial by which an extension extends its base} */
  public List<BigInteger> root() {
    List<BigInteger> element = new ArrayList<>(Collections.nCopies(degree, BigInteger.ZERO));
    element.set(base().degree, BigInteger.ONE);
    return List.copyOf(element);
  }

  /** Returns whether this is a prime field. */
  boolean isPrime() {
    return polynomials.isEmpty();
  }

  /** Returns the field that an extension extends. */
  FieldArithmetic base() {
    return polynomials.orElseThrow().field();
  }

  /** Returns n of the base, if an extension's polynomial over the base is x^d - n. */
  Optional<List<BigInteger>> powerOfRoot() {
    return modulus.subList(1, modulus.size() - 1).stream().allMatch(FieldArithmetic::isZero)
        ? Optional.of(base().negate(modulus.get(0)))
        : Optional.empty();
  }

  /**
   * {@return whether all coefficients are zero}
   *
   * @param a an element, as its coefficients
   */
  public static boolean isZero(List<BigInteger> a) {
    return a.stream().allMatch(c -> c.signum() == 0);
  }

  /**
   * {@return a + b}
   *
   * @param a an element, as its coefficients
   * @param b another element, as its coefficients
   */
  public List<BigInteger> add(List<BigInteger> a, List<BigInteger> b) {
    return IntStream.range(0, degree)
        .mapToObj(i -> a.get(i).add(b.get(i)).mod(characteristic))
        .toList();
  }

  /**
   * {@return a - b}
   *
   * @param a an element, as its coefficients
   * @param b another element, as its coefficients
   */
  public List<BigInteger> subtract(List<BigInteger> a, List<BigInteger> b) {
    return IntStream.range(0, degree)
        .mapToObj(i -> a.get(i).subtract(b.get(i)).mod(characteristic))
        .toList();
  }

  /**
   * {@return -a}
   *
   * @param a an element, as its coefficients
   */
  public List<BigInteger> negate(List<BigInteger> a) {
    return subtract(zero(), a);
  }

  /**
   * {@return a * b}
   *
   * @param a an element, as its coefficients
   * @param b another element, as its coefficients
   */
  public List<BigInteger> multiply(List<BigInteger> a, List<BigInteger> b) {
    if (polynomials.isEmpty()) {
      return List.of(a.get(0).multiply(b.get(0)).mod(characteristic));
    }
    PolynomialArithmetic over = polynomials.get();
    return joined(over.remainder(over.multiply(split(a), split(b)), modulus));
  }

  /**
   * {@return a^2}
   *
   * @param a an element, as its coefficients
   */
  public List<BigInteger> square(List<BigInteger> a) {
    return multiply(a, a);
  }

  /**
   * {@return a^-1, and zero for zero}
   *
   * @param a an element, as its coefficients
   */
  public List<BigInteger> inverse(List<BigInteger> a) {
    if (isZero(a)) {
      return zero();
    }
    return polynomials.isEmpty()
        ? List.of(a.get(0).modInverse(characteristic))
        : joined(polynomials.get().inverse(split(a), modulus));
  }

  /**
   * {@return a^e for e from 0 on; 0^0 is 1}
   *
   * @param a an element, as its coefficients
   * @param e the exponent, not negative
   */
  public List<BigInteger> power(List<BigInteger> a, BigInteger e) {
    List<BigInteger> result = one();
    for (int bit = e.bitLength() - 1; bit >= 0; bit--) {
      result = square(result);
      if (e.testBit(bit)) {
        result = multiply(result, a);
      }
    }
    return result;
  }

  /**
   * {@return whether a is zero or the square of an element, by Euler's criterion}
   *
   * @param a an element, as its coefficients
   */
  public boolean isSquare(List<BigInteger> a) {
    return isZero(a) || power(a, order().shiftRight(1)).equals(one());
  }

  /**
   * {@return one of the square roots of a, if it has any: Tonelli and Shanks, over any field}
   *
   * @param a an element, as its coefficients
   */
  public Optional<List<BigInteger>> squareRoot(List<BigInteger> a) {
    if (isZero(a)) {
      return Optional.of(a);
    }
    if (!isSquare(a)) {
      return Optional.empty();
    }
    BigInteger units = order().subtract(BigInteger.ONE);
    int twos = units.getLowestSetBit();
    BigInteger odd = units.shiftRight(twos);
    List<BigInteger> root = power(a, odd.add(BigInteger.ONE).shiftRight(1));
    List<BigInteger> rest = power(a, odd); // root^2 = a * rest, and rest has an order of 2^k
    List<BigInteger> generator = power(nonSquare(), odd);
    while (!rest.equals(one())) {
      int k = 0;
      for (List<BigInteger> s = rest; !s.equals(one()); s = square(s)) {
        k++;
      }
      List<BigInteger> factor = power(generator, TWO.pow(twos - k - 1));
      root = multiply(root, factor);
      generator = square(factor);
      rest = multiply(rest, generator);
      twos = k;
    }
    return Optional.of(root);
  }

  /** Half of all elements are none; each half of a tower's coefficients is tried in turn. */
  private List<BigInteger> nonSquare() {
    for (BigInteger n = TWO; ; n = n.add(BigInteger.ONE)) {
      List<BigInteger> candidate = digits(n);
      if (!isSquare(candidate)) {
        return candidate;
      }
    }
  }

  /** Returns the n-th element that has ones and twos mixed over all coefficients. */
  private List<BigInteger> digits(BigInteger n) {
    BigInteger[] element = new BigInteger[degree];
    Arrays.fill(element, BigInteger.ZERO);
    for (int bit = 0; bit < n.bitLength(); bit++) {
      int at = bit % degree;
      BigInteger digit = n.testBit(bit) ? BigInteger.ONE : BigInteger.ZERO;
      element[at] = element[at].add(digit.shiftLeft(bit / degree)).mod(characteristic);
    }
    return List.of(element);
  }

  private List<List<BigInteger>> split(List<BigInteger> a) {
    int step = base().degree;
    return IntStream.range(0, degree / step)
        .mapToObj(i -> a.subList(i * step, (i + 1) * step))
        .toList();
  }

  private List<BigInteger> joined(List<List<BigInteger>> polynomial) {
    List<BigInteger> element = new ArrayList<>();
    polynomial.forEach(element::addAll);
    element.addAll(Collections.nCopies(degree - element.size(), BigInteger.ZERO));
    return List.copyOf(element);
  }
}
