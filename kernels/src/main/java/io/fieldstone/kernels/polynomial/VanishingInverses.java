// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import static io.fieldstone.kernels.check.OperandChecks.requireForm;
import static io.fieldstone.kernels.check.OperandChecks.requireLength;
import static io.fieldstone.kernels.check.OperandChecks.requireReduced;
import static io.fieldstone.kernels.check.OperandChecks.requireRows;

import io.fieldstone.kernels.check.ElementChecks;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/**
 * 1 / (x^n - g^n) at the points h w^i of a coset of N = 2^k n points, on which it has no zero: to
 * divide values that are a multiple of the {@linkplain VanishingPolynomial vanishing polynomial}'s.
 *
 * <p>(h w^i)^n = h^n (w^n)^i, and w^n is of order 2^k: there are 2^k different values, which
 * repeat, in natural order one after the other, in bit-reversed order n of each in a row. The table
 * has just those.
 *
 * <p>Calls return once they are submitted, allocate nothing on the Java heap and can be recorded.
 * It owns its table and nothing else. Immutable and thread-safe.
 *
 * @param <F> the field's type tag
 */
public final class VanishingInverses<F> implements AutoCloseable {

  private static final int WORKGROUP = 64;

  private final PersistentBackend backend;
  private final String name;
  private final long points;
  private final int logNeighbours;
  private final CosetKernels<F> kernels;
  private final DeviceVector<F> inverses;

  /** What is bound where nothing is written beside the values themselves. */
  private final DeviceVector<F> canonicalSpare;

  private final DeviceVector<F> montgomerySpare;

  private VanishingInverses(
      VanishingPolynomial<F> of, long points, int logNeighbours, DeviceVector<F> inverses) {
    this.backend = of.backend();
    this.name = "the inverses of " + of;
    this.points = points;
    this.logNeighbours = logNeighbours;
    this.kernels = CosetKernelsDispatch.of(of.backend(), of.field());
    this.inverses = inverses;
    inverses.setPartOf("the table of " + name);
    this.canonicalSpare = backend.deviceVector(of.field(), 1, ElementForm.CANONICAL);
    this.montgomerySpare = backend.deviceVector(of.field(), 1, ElementForm.MONTGOMERY);
  }

  static <F> VanishingInverses<F> of(
      VanishingPolynomial<F> of, long points, BigInteger shift, BigInteger root, PointOrder order) {
    Field<F> field = of.field();
    BigInteger p = field.modulus();
    if (Long.bitCount(points) != 1 || points < of.size() || Long.bitCount(of.size()) != 1) {
      throw new LengthMismatchException(
          "a coset of " + points + " points has no cosets of " + of.size() + " points");
    }
    ElementChecks.requireGenerator(shift, field);
    ElementChecks.requireOrder(root, Long.numberOfTrailingZeros(points), field);
    if (of.backend().isRecording()) {
      throw new RecordingException(
          "inverses of a vanishing polynomial are made, which are uploaded, while a program is"
              + " recorded; make them before");
    }
    int cycle = Math.toIntExact(points / of.size());
    int bits = Integer.numberOfTrailingZeros(cycle);
    BigInteger ratio = root.modPow(BigInteger.valueOf(of.size()), p);
    BigInteger power = shift.modPow(BigInteger.valueOf(of.size()), p);
    try (HostVector<F> host = of.backend().hostVector(field, cycle, ElementForm.MONTGOMERY)) {
      for (int i = 0; i < cycle; i++) {
        BigInteger value = power.subtract(of.constant()).mod(p);
        if (value.signum() == 0) {
          throw new ElementRangeException(
              of + " is zero at a point of the coset of generator " + ElementChecks.hex(shift));
        }
        boolean moves = order == PointOrder.BIT_REVERSED && bits > 0;
        host.set(moves ? Integer.reverse(i) >>> (Integer.SIZE - bits) : i, value.modInverse(p));
        power = power.multiply(ratio).mod(p);
      }
      return new VanishingInverses<>(
          of,
          points,
          order == PointOrder.BIT_REVERSED ? Long.numberOfTrailingZeros(of.size()) : 0,
          of.backend().upload(host));
    }
  }

  /** {@return N, how many points there are} */
  public long points() {
    return points;
  }

  /**
   * out = values / (x^n - g^n), point by point.
   *
   * @param values N values of each polynomial, one after the other
   * @param out as many; may be {@code values}, but no other vector that has elements of them
   */
  public void apply(DeviceVector<F> values, DeviceVector<F> out) {
    if (inverses.isClosed()) {
      throw new ClosedException(name + " were closed");
    }
    requireRows("values", values, points);
    requireReduced("values", values);
    requireLength("out", out, values.size());
    requireForm("out", out, values);
    backend.requireOperand("values", values);
    backend.requireOperand("out", out);
    boolean inPlace = out.isSame(values);
    if (!inPlace) {
      backend.requireApart("values", values, "out", out);
    }
    boolean montgomery = values.form() == ElementForm.MONTGOMERY;
    kernels.multiplyCyclic(
        values,
        inverses,
        logNeighbours,
        (int) inverses.size(),
        (int) values.size(),
        inPlace ? 1 : 0,
        !inPlace ? out : montgomery ? montgomerySpare : canonicalSpare,
        CallWorkgroups.of(values.size(), WORKGROUP));
  }

  /** Frees its table; calls that were submitted go on. Idempotent. */
  @Override
  public void close() {
    inverses.close();
    canonicalSpare.close();
    montgomerySpare.close();
  }
}
