// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import static io.fieldstone.kernels.check.OperandChecks.requireForm;
import static io.fieldstone.kernels.check.OperandChecks.requireLength;
import static io.fieldstone.kernels.check.OperandChecks.requireReduced;
import static io.fieldstone.kernels.check.OperandChecks.requireRows;

import io.fieldstone.kernels.check.ElementChecks;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.kernels.transform.Order;
import io.fieldstone.kernels.transform.Transform;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Low-degree extensions: the values of polynomials of n coefficients at the N = n 2^k points g w^i
 * of a coset, with w of order N.
 *
 * <pre>{@code
 * try (var domain = Domain.of(gpu, GoldilocksField.INSTANCE, 1 << 20);
 *     var extension = LowDegreeExtension.of(domain, 4, field.generator())) {
 *   extension.ofCoefficients(a, out);                      // out has 2^22 elements
 *   extension.ofValues(trace, PointOrder.NATURAL, out);    // from the values at the domain's points
 * }
 * }</pre>
 *
 * <p><b>Order.</b> The values are in bit-reversed order: that at g w^i is where the log2(N) bits of
 * i in the opposite order say. So nothing is moved for the sake of an order; {@link
 * PolynomialOperations#fold} and {@link VanishingPolynomial#inversesOn} take them so.
 *
 * <p><b>How.</b> In that order, row r of n values is a coset of the domain itself, of the generator
 * g w^j, with the k bits of r reversed for j. So coefficients are multiplied with the powers of
 * each of these generators, and all rows are transformed at once, with the domain's n points:
 * log2(n) layers and not log2(N), and nothing of the zeros above the coefficients is read or
 * written.
 *
 * <p><b>Rows.</b> Vectors of m n elements are m polynomials, one after the other, whose values
 * follow each other in {@code out}.
 *
 * <p><b>Forms.</b> Canonical vectors give canonical values, Montgomery ones Montgomery ones.
 *
 * <p><b>Device vectors.</b> A call returns once it is submitted, allocates nothing on the Java heap
 * if it has as many rows as the one before, and can be recorded. Outputs share no elements with
 * coefficients, and may with values.
 *
 * <p><b>Errors</b>, before anything is written: lengths and forms that do not fit, vectors of other
 * fields and backends, what the device cannot bind at once, closed.
 *
 * <p><b>Ownership.</b> It is the caller's and owns tables of 2n elements and, once it extended
 * values, memory for their coefficients; {@link #close} frees both. It does not own the domain,
 * which has to stay open.
 *
 * <p>Thread-safe: calls of one object take turns.
 *
 * @param <F> the field's type tag
 */
public final class LowDegreeExtension<F> implements AutoCloseable {

  private static final int WORKGROUP = 64;

  private final Domain<F> domain;
  private final int blowup;
  private final BigInteger shift;
  private final BigInteger root;
  private final CosetKernels<F> kernels;
  private final WorkMemory<F> memory;
  private final ExtensionTables<F> tables;

  /** Of as many rows as the last call had. */
  private @Nullable Transforms<F> transforms;

  private record Transforms<F>(
      int rows, Transform<F> forward, Transform<F> fromNatural, Transform<F> fromReversed) {

    static <F> Transforms<F> of(Domain<F> domain, int rows, int blowup) {
      return new Transforms<>(
          rows,
          domain.forward(Order.NATURAL_TO_REVERSED).rows(rows * blowup),
          domain.inverse(Order.NATURAL).rows(rows),
          domain.inverse(Order.REVERSED_TO_NATURAL).rows(rows));
    }
  }

  private LowDegreeExtension(Domain<F> domain, int blowup, BigInteger shift, BigInteger root) {
    this.domain = domain;
    this.blowup = blowup;
    this.shift = shift;
    this.root = root;
    this.transforms = Transforms.of(domain, 1, blowup);
    this.kernels = CosetKernelsDispatch.of(domain.backend(), domain.field());
    this.memory = new WorkMemory<>(domain.backend(), domain.field(), 1);
    this.tables = new ExtensionTables<>(domain, shift, root, name());
  }

  private String name() {
    return "the low-degree extension of " + domain;
  }

  /**
   * {@return the extension to a coset, with the field's own root of order N; to be closed by the
   * caller}
   *
   * @param <F> the field's type tag
   * @param domain of n points: where values are extended from, and whose transforms are used
   * @param blowup N / n, a power of two
   * @param shift g, from 1 to p - 1; 1 extends to the larger domain itself
   * @throws LengthMismatchException if {@code blowup} is no power of two, or more elements come of
   *     one polynomial than a dispatch can count
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if the field has no root of order
   *     N
   * @throws ElementRangeException if {@code shift} is out of range, or the domain has another root
   *     than the field's own: say then which root of order N
   * @throws RecordingException if a program is being recorded
   * @throws ClosedException if the domain was closed
   */
  public static <F> LowDegreeExtension<F> of(Domain<F> domain, int blowup, BigInteger shift) {
    return of(
        domain,
        blowup,
        shift,
        domain.field().rootOfUnity(ExtensionArguments.logOf(domain, blowup)));
  }

  /**
   * {@return the same with a root of order N of the caller's choice}
   *
   * @param <F> the field's type tag
   * @param domain of n points
   * @param blowup N / n, a power of two
   * @param shift g, from 1 to p - 1
   * @param root w, whose power by N / n is the domain's root
   * @throws ElementRangeException if {@code shift} is out of range, or {@code root} is another one
   * @throws LengthMismatchException if {@code blowup} is no power of two, or more elements come of
   *     one polynomial than a dispatch can count
   * @throws RecordingException if a program is being recorded
   * @throws ClosedException if the domain was closed
   */
  public static <F> LowDegreeExtension<F> of(
      Domain<F> domain, int blowup, BigInteger shift, BigInteger root) {
    ExtensionArguments.logOf(domain, blowup);
    ElementChecks.requireGenerator(shift, domain.field());
    ExtensionArguments.requireRoot(domain, blowup, root);
    if (domain.backend().isRecording()) {
      throw new RecordingException(
          "a low-degree extension is made, which uploads a table, while a program is recorded; make"
              + " it before");
    }
    return new LowDegreeExtension<>(domain, blowup, shift, root);
  }

  private int logSize() {
    return Long.numberOfTrailingZeros(domain.size());
  }

  /** {@return the domain of n points} */
  public Domain<F> domain() {
    return domain;
  }

  /** {@return N / n} */
  public int blowup() {
    return blowup;
  }

  /** {@return g, the generator of the coset} */
  public BigInteger shift() {
    return shift;
  }

  /** {@return w, the root of order N} */
  public BigInteger root() {
    return root;
  }

  /** {@return N, the number of values of a polynomial} */
  public long size() {
    return domain.size() * blowup;
  }

  /**
   * out = the values of polynomials.
   *
   * @param a n coefficients of each polynomial
   * @param out N values of each, in bit-reversed order
   */
  public synchronized void ofCoefficients(DeviceVector<F> a, DeviceVector<F> out) {
    Transforms<F> of = begin("a", a, out);
    extend(of, a, out);
  }

  /**
   * out = the values on the coset of polynomials that are given by their values at the points of
   * the domain.
   *
   * @param values n values of each polynomial
   * @param order their order; bit-reversed ones take no memory and no pass for it
   * @param out N values of each, in bit-reversed order
   */
  public synchronized void ofValues(DeviceVector<F> values, PointOrder order, DeviceVector<F> out) {
    Objects.requireNonNull(order, "order");
    Transforms<F> of = begin("values", values, out);
    try {
      DeviceVector<F> coefficients = memory.vector(0, values.size(), values.form());
      (order == PointOrder.NATURAL ? of.fromNatural() : of.fromReversed())
          .apply(values, coefficients);
      extend(of, coefficients, out);
    } finally {
      memory.endCall();
    }
  }

  private Transforms<F> begin(String name, DeviceVector<F> in, DeviceVector<F> out) {
    requireOpen();
    requireRows(name, in, domain.size());
    requireReduced(name, in);
    requireLength("out", out, in.size() * blowup);
    requireForm("out", out, in);
    domain.backend().requireOperand(name, in);
    domain.backend().requireOperand("out", out);
    if (out.size() > Integer.MAX_VALUE) {
      throw new LengthMismatchException(
          "out has "
              + out.size()
              + " elements, more than a dispatch can count, 2^31 - 1; extend fewer at a time");
    }
    long rows = in.size() / domain.size();
    Transforms<F> of = transforms;
    if (of == null || of.rows() != rows) {
      of = Transforms.of(domain, Math.toIntExact(rows), blowup);
      transforms = of;
    }
    return of;
  }

  private void extend(Transforms<F> of, DeviceVector<F> coefficients, DeviceVector<F> out) {
    kernels.extendRows(
        coefficients,
        tables.shifts(),
        tables.steps(),
        logSize(),
        Integer.numberOfTrailingZeros(blowup),
        tables.isShifted() ? 1 : 0,
        out,
        CallWorkgroups.of(coefficients.size(), WORKGROUP));
    of.forward().apply(out);
  }

  private void requireOpen() {
    if (memory.isClosed()) {
      throw new ClosedException(name() + " was closed");
    }
  }

  /**
   * {@return the values of polynomials in host memory, to be closed by the caller} All of them are
   * on the device meanwhile.
   *
   * @param a n coefficients of each polynomial
   */
  public HostVector<F> ofCoefficients(HostVector<F> a) {
    requireRows("a", a, domain.size());
    domain.backend().requireNotRecording("ofCoefficients(a)");
    return HostCalls.unary(domain.backend(), a, a.size() * blowup, this::ofCoefficients);
  }

  /**
   * {@return the values of polynomials, in an array like theirs}
   *
   * @param a n coefficients of each polynomial
   */
  public HeapVector<F> ofCoefficients(HeapVector<F> a) {
    try (HostVector<F> copy = domain.backend().hostVector(a);
        HostVector<F> values = ofCoefficients(copy)) {
      return a.copyOf(values);
    }
  }

  /** Frees what it owns; calls that were submitted go on. Idempotent. */
  @Override
  public synchronized void close() {
    memory.close();
    tables.close();
  }
}
