// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import static io.fieldstone.kernels.check.OperandChecks.requireCoefficients;
import static io.fieldstone.kernels.check.OperandChecks.requireForm;
import static io.fieldstone.kernels.check.OperandChecks.requireLength;
import static io.fieldstone.kernels.check.OperandChecks.requireScalar;

import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.kernels.Scan;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Polynomials over vectors on the device: element i of a vector of coefficients is that of x^i, and
 * leading ones may be zero.
 *
 * <pre>{@code
 * try (PersistentBackend gpu = PersistentBackend.open();
 *     var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE);
 *     var polynomials = PolynomialOperations.of(fr)) {
 *   BigInteger value = polynomials.evaluate(a, TEN);
 *   polynomials.divideByLinear(a, TEN, b, null);    // (a - value) / (x - 10), a KZG opening
 * }
 * }</pre>
 *
 * <p><b>Scalars</b> such as z are vectors of one element, which a program replays with whatever
 * they hold by then, or {@link BigInteger}s in [0, p), which a program keeps as they were recorded.
 *
 * <p><b>Programs.</b> Whatever writes a vector can be recorded, and returns once it is submitted.
 *
 * <p><b>Forms.</b> The vectors of a call, scalars included, are all canonical or all Montgomery.
 *
 * <p><b>Lengths.</b> A polynomial has one coefficient at least. Vectors that are not worked on
 * element by element are bound at once, and have to lie in one buffer of the device's.
 *
 * <p><b>Aliasing.</b> Outputs share no elements with the operands, and none with each other, unless
 * an operation says otherwise: that is refused, whatever the lengths.
 *
 * <p><b>Errors</b> are those of {@link FieldOperations}, before anything of the operands is
 * written: lengths, forms, another backend, aliasing ({@link
 * io.fieldstone.runtime.error.BindingException}), closed.
 *
 * <p><b>Ownership.</b> It owns what it needs on the device meanwhile, as much as the last call
 * took: 1/31 of the operand, and for barycentric evaluation two vectors as long as that. It does
 * not own the operations of the field, which have to stay open.
 *
 * <p>Thread-safe: operations of one object take turns, since they share that memory.
 *
 * @param <F> the field's type tag
 */
public final class PolynomialOperations<F> implements AutoCloseable {

  private static final int WORKGROUP = 64;
  private static final int COMBINED = 4;

  /** What the first polynomials that are combined are called: calls make no names. */
  private static final List<String> NAMES =
      IntStream.range(0, 256).mapToObj(i -> "polynomial " + i).toList();

  private final PersistentBackend backend;
  private final FieldOperations<F> field;
  private final PolynomialKernels<F> kernels;
  private final PolynomialMemory<F> memory;
  private final Horner<F> horner;

  private PolynomialOperations(FieldOperations<F> field) {
    this.backend = field.backend();
    this.field = field;
    this.kernels = PolynomialKernelsDispatch.of(backend, field.field());
    this.memory = new PolynomialMemory<>(backend, field.field());
    this.horner = new Horner<>(field, kernels, memory);
  }

  /**
   * {@return the operations on polynomials over a field, to be closed by the caller}
   *
   * @param <F> the field's type tag
   * @param field the operations of the field
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if there are no kernels for its
   *     limb shape
   */
  public static <F> PolynomialOperations<F> of(FieldOperations<F> field) {
    return new PolynomialOperations<>(field);
  }

  /** {@return the field of the coefficients} */
  public Field<F> field() {
    return field.field();
  }

  /**
   * {@return the value of a at z} Waits.
   *
   * @param a the coefficients
   * @param z the point
   */
  public synchronized BigInteger evaluate(DeviceVector<F> a, BigInteger z) {
    if (backend.isRecording()) {
      String call = "evaluate(a, z)";
      throw new RecordingException(
          call
              + " returns a value, which is not known while a program is recorded; have the result"
              + " written to a vector, and read that after the run");
    }
    requireCoefficients("a", a.size());
    HostVector<F> result = memory.result(a.form());
    DeviceVector<F> out = result.asDeviceVector();
    horner.evaluate(a, scalar("z", PolynomialMemory.SCALAR, z, a), out);
    out.await();
    return result.get(0);
  }

  /**
   * out[0] = the value of a at z.
   *
   * @param a the coefficients
   * @param z the point, one element
   * @param out one element; may be z
   */
  public void evaluate(DeviceVector<F> a, DeviceVector<F> z, DeviceVector<F> out) {
    requireLength("z", z, 1);
    evaluateAll(a, "z", z, out);
  }

  /**
   * out[i] = the value of a at points[i]: as much work as so many evaluations, but many points to a
   * dispatch where a is short.
   *
   * @param a the coefficients
   * @param points the points, any number
   * @param out the values, as many as points; may be the points
   */
  public void evaluateAll(DeviceVector<F> a, DeviceVector<F> points, DeviceVector<F> out) {
    evaluateAll(a, "points", points, out);
  }

  private synchronized void evaluateAll(
      DeviceVector<F> a, String name, DeviceVector<F> points, DeviceVector<F> out) {
    requireCoefficients("a", a.size());
    requireForm(name, points, a);
    requireLength("out", out, points.size());
    requireForm("out", out, a);
    memory.requireOpen();
    backend.requireOperand("a", a);
    backend.requireOperand(name, points);
    backend.requireOperand("out", out);
    backend.requireApart("a", a, "out", out);
    if (points.size() == 0) {
      return;
    }
    try {
      horner.evaluate(a, points, out);
    } finally {
      memory.endCall();
    }
  }

  /**
   * out[0] = the value at z of the polynomial of degree below n that has the given values at n
   * points x with x^n = s for one s: a domain, or a coset of it, in any order.
   *
   * <p>It is (z^n - s) / (n s) times the sum of values[i] x[i] / (z - x[i]), and the value itself
   * where z is a point: Berrut, Trefethen, "Barycentric Lagrange Interpolation", SIAM Review 46(3),
   * 2004. One inversion of a vector.
   *
   * @param values the values
   * @param points where they are, all different, as many; see {@link #geometric}
   * @param z the point, one element
   * @param out one element; may be one of the values
   */
  public synchronized void evaluateBarycentric(
      DeviceVector<F> values, DeviceVector<F> points, DeviceVector<F> z, DeviceVector<F> out) {
    requireCoefficients("values", values.size());
    requireLength("points", points, values.size());
    requireForm("points", points, values);
    requireScalar("z", z, values);
    requireScalar("out", out, values);
    ElementForm form = values.form();
    memory.requireOpen();
    backend.requireOperand("values", values);
    backend.requireOperand("points", points);
    backend.requireOperand("z", z);
    backend.requireOperand("out", out);
    backend.requireApart("points", points, "out", out);
    backend.requireApart("z", z, "out", out);
    try {
      DeviceVector<F> numerators = memory.vector(PolynomialMemory.FIRST_WORK, values.size(), form);
      DeviceVector<F> denominators =
          memory.vector(PolynomialMemory.SECOND_WORK, values.size(), form);
      DeviceVector<F> sum = memory.vector(PolynomialMemory.SUM, 1, form);
      DeviceVector<F> hit = memory.vector(PolynomialMemory.HIT, 1, form);
      field.sub(z, z, hit);
      kernels.barycentricTerms(values, points, z, numerators, denominators, hit);
      field.inv(denominators, denominators);
      field.innerProduct(numerators, denominators, sum);
      kernels.barycentricValue(sum, hit, points, z, (int) values.size(), out);
    } finally {
      memory.endCall();
    }
  }

  /**
   * out = a + b. Where all are equally long, out may be an operand.
   *
   * @param a the first operand
   * @param b the second operand, of any length
   * @param out as long as the longer one
   */
  public void add(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    if (a.size() == b.size()) {
      field.add(a, b, out);
    } else {
      addAnyLengths(a, b, 0, out);
    }
  }

  /**
   * out = a - b. Where all are equally long, out may be an operand.
   *
   * @param a the first operand
   * @param b the second operand, of any length
   * @param out as long as the longer one
   */
  public void sub(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    if (a.size() == b.size()) {
      field.sub(a, b, out);
    } else {
      addAnyLengths(a, b, 1, out);
    }
  }

  private synchronized void addAnyLengths(
      DeviceVector<F> a, DeviceVector<F> b, int negative, DeviceVector<F> out) {
    memory.requireOpen();
    requireCoefficients("a", a.size());
    requireCoefficients("b", b.size());
    requireLength("out", out, Math.max(a.size(), b.size()));
    kernels.add(
        a,
        b,
        (int) a.size(),
        (int) b.size(),
        negative,
        out,
        CallWorkgroups.of(out.size(), WORKGROUP));
  }

  /**
   * quotient (x - z) + remainder = a. Synthetic division, as a scan: quotient[i] = a[i + 1] + z
   * quotient[i + 1], so that every coefficient is multiplied twice, and no thread waits for
   * another. Either result may have z among its elements.
   *
   * @param a the coefficients
   * @param z the point, one element
   * @param quotient as long as a; its last coefficient is 0
   * @param remainder one element, which is the value of a at z; null if nobody asks
   */
  public synchronized void divideByLinear(
      DeviceVector<F> a,
      DeviceVector<F> z,
      DeviceVector<F> quotient,
      @Nullable DeviceVector<F> remainder) {
    requireCoefficients("a", a.size());
    requireScalar("z", z, a);
    requireLength("quotient", quotient, a.size());
    requireForm("quotient", quotient, a);
    if (remainder != null) {
      requireScalar("remainder", remainder, a);
    }
    memory.requireOpen();
    backend.requireOperand("a", a);
    backend.requireOperand("z", z);
    backend.requireOperand("quotient", quotient);
    backend.requireApart("a", a, "quotient", quotient);
    if (remainder != null) {
      backend.requireOperand("remainder", remainder);
      backend.requireApart("a", a, "remainder", remainder);
      backend.requireApart("quotient", quotient, "remainder", remainder);
    }
    try {
      horner.divide(a, z, quotient, remainder);
    } finally {
      memory.endCall();
    }
  }

  /**
   * quotient (x - z) + remainder = a.
   *
   * @param a the coefficients
   * @param z the point
   * @param quotient as long as a; its last coefficient is 0
   * @param remainder one element, which is the value of a at z; null if nobody asks
   */
  public synchronized void divideByLinear(
      DeviceVector<F> a,
      BigInteger z,
      DeviceVector<F> quotient,
      @Nullable DeviceVector<F> remainder) {
    divideByLinear(a, scalar("z", PolynomialMemory.SCALAR, z, a), quotient, remainder);
  }

  /**
   * out[i] = (u + v) / 2 + beta (u - v) / (2 x), where u and v are the values at x and -x: those of
   * f_even + beta f_odd at x^2, for f = f_even(x^2) + x f_odd(x^2).
   *
   * @param f the values, an even number
   * @param order which elements are pairs
   * @param inverses 1 / x for each pair, half as many as values, in the order of the result; see
   *     {@link #geometric}
   * @param beta the challenge, one element
   * @param out half as many as values, in the order of f
   */
  public synchronized void fold(
      DeviceVector<F> f,
      PointOrder order,
      DeviceVector<F> inverses,
      DeviceVector<F> beta,
      DeviceVector<F> out) {
    requirePairs(f, out);
    requireLength("inverses", inverses, out.size());
    requireForm("inverses", inverses, f);
    requireScalar("beta", beta, f);
    kernels.fold(
        f, inverses, beta, order.constant(), out, CallWorkgroups.of(out.size(), WORKGROUP));
  }

  /**
   * out[i] = u + r (v - u): a multilinear polynomial, given by its values at all points of zeros
   * and ones, with one variable set to r.
   *
   * @param f the values, an even number
   * @param order which variable that is: the one of the highest bit of the index, or of the lowest
   * @param r the value of the variable, one element
   * @param out half as many as values
   */
  public synchronized void foldMultilinear(
      DeviceVector<F> f, PointOrder order, DeviceVector<F> r, DeviceVector<F> out) {
    requirePairs(f, out);
    requireScalar("r", r, f);
    kernels.foldMultilinear(f, r, order.constant(), out, CallWorkgroups.of(out.size(), WORKGROUP));
  }

  private void requirePairs(DeviceVector<F> f, DeviceVector<F> out) {
    memory.requireOpen();
    if (f.size() == 0 || f.size() % 2 != 0) {
      throw new LengthMismatchException(
          "f has " + f.size() + " elements, but an even number, 2 at least, is folded");
    }
    requireLength("out", out, f.size() / 2);
    requireForm("out", out, f);
  }

  /**
   * out[i] = first z^i: powers of z for a first of 1, and the points of a domain, or 1 / x of them,
   * for a root of unity or its inverse. 1.4 products for an element.
   *
   * @param first one element
   * @param z the ratio, one element
   * @param out where they go; may have z among its elements
   */
  public synchronized void geometric(
      DeviceVector<F> first, DeviceVector<F> z, DeviceVector<F> out) {
    requireScalar("first", first, out);
    requireScalar("z", z, out);
    if (out.size() == 0) {
      return;
    }
    memory.requireOpen();
    backend.requireOperand("first", first);
    backend.requireOperand("z", z);
    backend.requireOperand("out", out);
    backend.requireApart("first", first, "out", out);
    try {
      int bits = Long.SIZE - Long.numberOfLeadingZeros(out.size()) + 1;
      DeviceVector<F> powers = memory.vector(PolynomialMemory.POWERS, bits, out.form());
      kernels.powerTable(z, bits, 1, powers, 1);
      kernels.geometric(
          first, powers, out, CallWorkgroups.of(out.size(), WORKGROUP * PolynomialKernels.CHUNK));
    } finally {
      memory.endCall();
    }
  }

  /**
   * out[i] = first z^i.
   *
   * @param first the first element
   * @param z the ratio
   * @param out where they go
   */
  public synchronized void geometric(BigInteger first, BigInteger z, DeviceVector<F> out) {
    geometric(
        scalar("first", PolynomialMemory.SECOND_SCALAR, first, out),
        scalar("z", PolynomialMemory.SCALAR, z, out),
        out);
  }

  /**
   * out[i] = z^i.
   *
   * @param z the base, one element
   * @param out where they go
   */
  public synchronized void powers(DeviceVector<F> z, DeviceVector<F> out) {
    geometric(scalar("first", PolynomialMemory.SECOND_SCALAR, BigInteger.ONE, out), z, out);
  }

  /**
   * out = a[0] + g a[1] + g^2 a[2] + ...: many polynomials, or their openings, as one. Each is read
   * once; out may be any of them, and is apart from the others.
   *
   * @param polynomials one at least, equally long
   * @param g the challenge, one element
   * @param out as long as each of them
   */
  public synchronized void combine(
      List<DeviceVector<F>> polynomials, DeviceVector<F> g, DeviceVector<F> out) {
    memory.requireOpen();
    if (polynomials.isEmpty()) {
      throw new LengthMismatchException("no polynomials are combined; take one at least");
    }
    requireScalar("g", g, out);
    backend.requireOperand("g", g);
    backend.requireOperand("out", out);
    for (int i = 0; i < polynomials.size(); i++) {
      DeviceVector<F> each = polynomials.get(i);
      if (each.size() != out.size() || each.form() != out.form()) {
        requireLength("polynomial " + i, each, out.size());
        requireForm("polynomial " + i, each, out);
      }
      backend.requireOperand(i < NAMES.size() ? NAMES.get(i) : "polynomial " + i, each);
      if (each.overlaps(out) && !each.isSame(out)) {
        backend.requireApart("polynomial " + i, each, "out", out);
      }
    }
    backend.requireApart("g", g, "out", out);
    int first = (polynomials.size() - 1) / COMBINED * COMBINED;
    // groups go from the last one on, and out may be one of those that are still to be read
    DeviceVector<F> sum =
        first == 0 ? out : memory.vector(PolynomialMemory.FIRST_WORK, out.size(), out.form());
    for (int more = 0; first >= 0; first -= COMBINED, more = 1) {
      int terms = Math.min(COMBINED, polynomials.size() - first);
      DeviceVector<F> a = polynomials.get(first);
      kernels.combine(
          a,
          terms > 1 ? polynomials.get(first + 1) : a,
          terms > 2 ? polynomials.get(first + 2) : a,
          terms > 3 ? polynomials.get(first + 3) : a,
          more == 1 ? sum : a,
          g,
          terms,
          more,
          first == 0 ? out : sum);
    }
  }

  /**
   * z[0] = 1, z[i + 1] = z[i] numerators[i] / denominators[i]: the grand product of a permutation
   * argument; a denominator of 0 counts as one whose inverse is 0. z and total may share elements
   * with either operand.
   *
   * @param numerators the factors
   * @param denominators the divisors, as many
   * @param z where the products go, as many
   * @param total one element, the product of all quotients; null if nobody asks
   */
  public synchronized void grandProduct(
      DeviceVector<F> numerators,
      DeviceVector<F> denominators,
      DeviceVector<F> z,
      @Nullable DeviceVector<F> total) {
    requireLength("denominators", denominators, numerators.size());
    requireLength("z", z, numerators.size());
    requireForm("denominators", denominators, numerators);
    requireForm("z", z, numerators);
    memory.requireOpen();
    backend.requireOperand("numerators", numerators);
    backend.requireOperand("denominators", denominators);
    backend.requireOperand("z", z);
    if (total != null) {
      requireScalar("total", total, numerators);
      backend.requireOperand("total", total);
      backend.requireApart("z", z, "total", total);
    }
    try {
      DeviceVector<F> quotients =
          memory.vector(PolynomialMemory.FIRST_WORK, numerators.size(), z.form());
      field.inv(denominators, quotients);
      field.mul(numerators, quotients, quotients);
      if (total == null) {
        field.scans().product(quotients, Scan.EXCLUSIVE, z);
      } else {
        DeviceVector<F> one = scalar("one", PolynomialMemory.SECOND_SCALAR, BigInteger.ONE, z);
        field.scans().product(quotients, Scan.EXCLUSIVE, one, z, total);
      }
    } finally {
      memory.endCall();
    }
  }

  private DeviceVector<F> scalar(String name, int slot, BigInteger value, DeviceVector<F> like) {
    return memory.scalar(name, slot, value, like.form());
  }

  /** Frees what it owns; operations that were submitted go on. Idempotent. */
  @Override
  public synchronized void close() {
    memory.close();
  }
}
