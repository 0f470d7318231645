// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import static io.fieldstone.kernels.check.OperandChecks.requireCoefficients;
import static io.fieldstone.kernels.check.OperandChecks.requireForm;
import static io.fieldstone.kernels.check.OperandChecks.requireLength;
import static io.fieldstone.kernels.check.OperandChecks.requireReduced;

import io.fieldstone.kernels.check.ElementChecks;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The polynomial x^n - g^n, which vanishes at the points of the coset of generator g of a domain of
 * n points, and nowhere else; g = 1 stands for the domain itself.
 *
 * <pre>{@code
 * try (var vanishing = VanishingPolynomial.of(gpu, field, 1 << 20, BigInteger.ONE);
 *     var inverses = vanishing.inversesOn(extension)) {
 *   vanishing.divide(a, quotient, remainder);     // of coefficients
 *   inverses.apply(values, quotientValues);       // of values over a larger coset
 * }
 * }</pre>
 *
 * <p><b>How.</b> Division of coefficients by x^n - s is synthetic division (Knuth, <i>The Art of
 * Computer Programming</i>, volume 2, 4.6.1) of n columns: coefficient k of the quotient is a[k +
 * n] + s quotient[k + n]. Columns of more than {@value #CHUNK} coefficients are cut into chunks,
 * whose sums are divided likewise by x^n - s^{@value #CHUNK}.
 *
 * <p><b>Device vectors.</b> A call returns once it is submitted, allocates nothing on the Java heap
 * and can be recorded. Outputs share no elements with the operands, and none with each other.
 *
 * <p><b>Errors</b>, before anything is written: lengths and forms that do not fit, vectors of other
 * fields and backends, closed.
 *
 * <p><b>Ownership.</b> It is the caller's and owns a few elements, and memory for what columns of
 * more than {@value #CHUNK} coefficients take: 2/31 of the longest dividend. What {@link
 * #inversesOn} gives is apart from it.
 *
 * <p>Thread-safe: calls of one object take turns.
 *
 * @param <F> the field's type tag
 */
public final class VanishingPolynomial<F> implements AutoCloseable {

  /** How many coefficients of a column a thread takes. */
  static final int CHUNK = 32;

  /** Chunks of chunks: 32^7 coefficients and more. */
  private static final int MOST_LEVELS = 7;

  private static final int TOTALS = 0;
  private static final int CARRIES = TOTALS + MOST_LEVELS;
  private static final int REMAINDER = CARRIES + MOST_LEVELS;
  private static final int WORKGROUP = 64;

  private final PersistentBackend backend;
  private final Field<F> field;
  private final int size;
  private final BigInteger generator;
  private final CosetKernels<F> kernels;
  private final WorkMemory<F> memory;

  /** g^n, and its powers by 32, 32^2, ... */
  private final DeviceVector<F> powers;

  private VanishingPolynomial(
      PersistentBackend backend, Field<F> field, int size, BigInteger generator) {
    this.backend = backend;
    this.field = field;
    this.size = size;
    this.generator = generator;
    this.kernels = CosetKernelsDispatch.of(backend, field);
    this.memory = new WorkMemory<>(backend, field, REMAINDER + 1);
    try (HostVector<F> host = backend.hostVector(field, MOST_LEVELS, ElementForm.MONTGOMERY)) {
      BigInteger power = constant();
      for (int level = 0; level < MOST_LEVELS; level++) {
        host.set(level, power);
        power = power.modPow(BigInteger.valueOf(CHUNK), field.modulus());
      }
      this.powers = backend.upload(host);
      powers.setPartOf(name());
    }
  }

  private String name() {
    return "the vanishing polynomial of " + size + " points over " + field;
  }

  /**
   * {@return the polynomial that vanishes on a coset, to be closed by the caller}
   *
   * @param <F> the field's type tag
   * @param backend where it divides
   * @param field the field of the points
   * @param size n, the number of points: its degree
   * @param generator g, from 1 to p - 1; 1 for a domain itself
   * @throws LengthMismatchException if {@code size} is not from 1 to 2^30
   * @throws io.fieldstone.runtime.error.ElementRangeException if {@code generator} is out of range
   * @throws RecordingException if a program is being recorded
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if there are no kernels for the
   *     field's limb shape
   */
  public static <F> VanishingPolynomial<F> of(
      PersistentBackend backend, Field<F> field, long size, BigInteger generator) {
    if (size < 1 || size > 1 << 30) {
      throw new LengthMismatchException(
          "a polynomial vanishes at 1 to 2^30 points of a coset, and not at " + size);
    }
    ElementChecks.requireGenerator(generator, field);
    if (backend.isRecording()) {
      throw new RecordingException(
          "a vanishing polynomial is made, which uploads its powers, while a program is recorded;"
              + " make it before");
    }
    return new VanishingPolynomial<>(backend, field, (int) size, generator);
  }

  /** {@return the backend} */
  public PersistentBackend backend() {
    return backend;
  }

  /** {@return the field} */
  public Field<F> field() {
    return field;
  }

  /** {@return n, the number of points where it vanishes} */
  public long size() {
    return size;
  }

  /** {@return g} */
  public BigInteger generator() {
    return generator;
  }

  /** {@return g^n, so that it is x^n less that} */
  public BigInteger constant() {
    return generator.modPow(BigInteger.valueOf(size), field.modulus());
  }

  /**
   * quotient (x^n - g^n) + remainder = a.
   *
   * @param a the coefficients
   * @param quotient as long as a; its n highest coefficients are 0
   * @param remainder n coefficients; null if nobody asks
   */
  public synchronized void divide(
      DeviceVector<F> a, DeviceVector<F> quotient, @Nullable DeviceVector<F> remainder) {
    requireDividend(a, remainder);
    requireLength("quotient", quotient, a.size());
    requireForm("quotient", quotient, a);
    backend.requireOperand("quotient", quotient);
    backend.requireApart("a", a, "quotient", quotient);
    if (remainder != null) {
      backend.requireApart("quotient", quotient, "remainder", remainder);
    }
    try {
      DeviceVector<F> rest =
          remainder == null ? memory.vector(REMAINDER, size, a.form()) : remainder;
      divide(a, 0, quotient, rest);
    } finally {
      memory.endCall();
    }
  }

  /**
   * remainder = a modulo x^n - g^n: the polynomial of degree below n with a's values at the points.
   *
   * @param a the coefficients
   * @param remainder n coefficients
   */
  public synchronized void remainder(DeviceVector<F> a, DeviceVector<F> remainder) {
    requireDividend(a, remainder);
    try {
      DeviceVector<F> of = a;
      int level = 0;
      for (; rows(of) > CHUNK; level++) {
        of = totals(of, level);
      }
      kernels.binomialTotals(
          of, powers, size, rows(of), rows(of), level, remainder, workgroups(size));
    } finally {
      memory.endCall();
    }
  }

  private void requireDividend(DeviceVector<F> a, @Nullable DeviceVector<F> remainder) {
    if (memory.isClosed()) {
      throw new ClosedException(name() + " was closed");
    }
    requireCoefficients("a", a.size());
    requireReduced("a", a);
    backend.requireOperand("a", a);
    if (remainder != null) {
      backend.requireOperand("remainder", remainder);
      requireLength("remainder", remainder, size);
      requireForm("remainder", remainder, a);
      backend.requireApart("a", a, "remainder", remainder);
    }
  }

  /** Divides by x^n - g^(n 32^level). Nothing but memory is written before the last kernel. */
  private void divide(
      DeviceVector<F> a, int level, DeviceVector<F> quotient, DeviceVector<F> remainder) {
    int rows = rows(a);
    DeviceVector<F> carries = a;
    if (rows > CHUNK) {
      DeviceVector<F> totals = totals(a, level);
      carries = memory.vector(CARRIES + level, totals.size(), a.form());
      divide(totals, level + 1, carries, memory.vector(REMAINDER, size, a.form()));
    }
    kernels.binomialQuotient(
        a,
        powers,
        carries,
        size,
        rows,
        Math.min(rows, CHUNK),
        level,
        carries == a ? 0 : 1,
        quotient,
        remainder,
        workgroups(carries == a ? size : carries.size()));
  }

  private DeviceVector<F> totals(DeviceVector<F> a, int level) {
    int rows = rows(a);
    long chunks = (rows + CHUNK - 1L) / CHUNK;
    DeviceVector<F> totals = memory.vector(TOTALS + level, chunks * size, a.form());
    kernels.binomialTotals(a, powers, size, rows, CHUNK, level, totals, workgroups(totals.size()));
    return totals;
  }

  /** Returns how many coefficients the longest column has. */
  private int rows(DeviceVector<F> a) {
    return Math.toIntExact((a.size() + size - 1) / size);
  }

  private static int workgroups(long threads) {
    return CallWorkgroups.of(threads, WORKGROUP);
  }

  /**
   * {@return its inverses at the points of a low-degree extension, in the order of its values, to
   * be closed by the caller}
   *
   * @param extension to a coset on which this polynomial has no zero
   * @throws io.fieldstone.runtime.error.ElementRangeException if it vanishes at a point
   * @throws LengthMismatchException if the extension has fewer points than this polynomial has
   * @throws RecordingException if a program is being recorded
   */
  public VanishingInverses<F> inversesOn(LowDegreeExtension<F> extension) {
    return VanishingInverses.of(
        this, extension.size(), extension.shift(), extension.root(), PointOrder.BIT_REVERSED);
  }

  /**
   * {@return its inverses at the points h w^i of a coset, to be closed by the caller}
   *
   * @param points how many, 2^k n for some k
   * @param shift h, from 1 to p - 1
   * @param root w, of order {@code points}
   * @param order the order of the values that are divided
   * @throws io.fieldstone.runtime.error.ElementRangeException if it vanishes at a point, {@code
   *     shift} is out of range, or {@code root} is not of that order
   * @throws LengthMismatchException if {@code points} is no such number
   * @throws RecordingException if a program is being recorded
   */
  public VanishingInverses<F> inversesOn(
      long points, BigInteger shift, BigInteger root, PointOrder order) {
    return VanishingInverses.of(this, points, shift, root, Objects.requireNonNull(order, "order"));
  }

  /** Frees what it owns; calls that were submitted go on. Idempotent. */
  @Override
  public synchronized void close() {
    memory.close();
    powers.close();
  }

  @Override
  public String toString() {
    return "x^" + size + " - " + ElementChecks.hex(constant()) + " over " + field;
  }
}
