// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.kernels.check.OperandChecks;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.IntegerType;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Operations on vectors of points of a curve, element by element: those of {@link PointKernels}, by
 * {@link PrimePointKernels} where these are faster, and checks of points that come from elsewhere.
 *
 * <pre>{@code
 * try (var g1 = PointOperations.of(gpu, Bls12381G1Curve.INSTANCE)) {
 *   g1.add(p, q, sums);                                // device vectors
 *   g1.requireInSubgroup(points);                      // or InvalidPointException with the index
 * }
 * }</pre>
 *
 * <p>The points of a call are all canonical or all Montgomery, and the vectors of one length. An
 * operation on device vectors that writes one returns once it is submitted, and an output may be an
 * input; what checks waits for the device. It owns a few words on the device, which {@link #close}
 * frees. Thread-safe. Not constant-time: not for secrets.
 *
 * <p><b>Errors.</b> Before anything is submitted: {@link
 * io.fieldstone.runtime.error.LengthMismatchException}, {@link
 * io.fieldstone.runtime.error.FormMismatchException}, {@link
 * io.fieldstone.runtime.error.BackendMismatchException}, {@link
 * io.fieldstone.runtime.error.ClosedException}.
 *
 * @param <C> the curve's type tag
 */
public final class PointOperations<C> implements AutoCloseable {

  /** The longest factor of {@link PointKernels#multiply}. */
  private static final int FACTOR_BITS = PointKernels.SCALAR_WORDS * Integer.SIZE;

  private static final BigInteger WORD =
      BigInteger.ONE.shiftLeft(Integer.SIZE).subtract(BigInteger.ONE);

  private final PersistentBackend backend;
  private final Curve<C> curve;
  private final PointKernelsDispatch<C> kernels;
  private final Optional<PrimePointKernelsDispatch<C>> prime;
  private final DeviceVector<UInt32> order;
  private final DeviceVector<Affine<C>> canonical;
  private final DeviceVector<Affine<C>> montgomery;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PointOperations(PersistentBackend backend, Curve<C> curve) {
    this.backend = backend;
    this.curve = curve;
    this.kernels = PointKernelsDispatch.of(backend, curve);
    this.prime =
        curve.field().components() == 1
            ? Optional.of(PrimePointKernelsDispatch.of(backend, curve))
            : Optional.empty();
    try (HostVector<UInt32> words = words(curve.order())) {
      this.order = constant(backend.upload(words));
    }
    this.canonical = coefficients(ElementForm.CANONICAL);
    this.montgomery = coefficients(ElementForm.MONTGOMERY);
  }

  /**
   * {@return the operations on the points of {@code curve}, to be closed by the caller}
   *
   * @param <C> the curve's type tag
   * @param backend the backend
   * @param curve the curve
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if there are no kernels for the
   *     limb shape and degree of its coordinates, or its coefficient a is not small
   * @throws io.fieldstone.runtime.error.RecordingException if a program is being recorded
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public static <C> PointOperations<C> of(PersistentBackend backend, Curve<C> curve) {
    backend.requireNotRecording("PointOperations.of(backend, curve)");
    return new PointOperations<>(backend, curve);
  }

  private <T> DeviceVector<T> constant(DeviceVector<T> vector) {
    vector.setPartOf("a constant of the point operations on " + curve);
    return vector;
  }

  private HostVector<UInt32> words(BigInteger scalar) {
    int count = Math.max(1, (scalar.bitLength() + Integer.SIZE - 1) / Integer.SIZE);
    return backend.hostVector(
        IntegerType.UINT32,
        IntStream.range(0, count)
            .mapToObj(i -> scalar.shiftRight(i * Integer.SIZE).and(WORD))
            .toList());
  }

  private DeviceVector<Affine<C>> coefficients(ElementForm form) {
    try (HostVector<Affine<C>> host = backend.hostVector(curve.affine(), 1, form)) {
      HostValues.ofPoints(host)
          .set(0, curve.coordinates(curve.a().coefficients(), curve.b().coefficients()));
      return constant(backend.upload(host));
    }
  }

  /** {@return the curve} */
  public Curve<C> curve() {
    return curve;
  }

  /**
   * out[i] = p[i] + q[i].
   *
   * @param out where the results go
   * @param p the points
   * @param q the other points
   */
  public void add(
      DeviceVector<Affine<C>> p, DeviceVector<Affine<C>> q, DeviceVector<Affine<C>> out) {
    open(kernels).add(p, q, out);
  }

  /**
   * {@return p[i] + q[i], in a new vector that belongs to the caller}
   *
   * @param p the points
   * @param q the other points
   */
  public HostVector<Affine<C>> add(HostVector<Affine<C>> p, HostVector<Affine<C>> q) {
    return open(kernels).add(p, q);
  }

  /**
   * out[i] = -p[i].
   *
   * @param out where the results go
   * @param p the points
   */
  public void neg(DeviceVector<Affine<C>> p, DeviceVector<Affine<C>> out) {
    open(kernels).neg(p, out);
  }

  /**
   * {@return -p[i], in a new vector that belongs to the caller}
   *
   * @param p the points
   */
  public HostVector<Affine<C>> neg(HostVector<Affine<C>> p) {
    return open(kernels).neg(p);
  }

  /**
   * out[i] = 2 p[i].
   *
   * @param out where the results go
   * @param p the points
   */
  public void dbl(DeviceVector<Affine<C>> p, DeviceVector<Affine<C>> out) {
    open(kernels).dbl(p, out);
  }

  /**
   * {@return 2 p[i], in a new vector that belongs to the caller}
   *
   * @param p the points
   */
  public HostVector<Affine<C>> dbl(HostVector<Affine<C>> p) {
    return open(kernels).dbl(p);
  }

  /**
   * flags[i] = 1 if p[i] = q[i], else 0.
   *
   * @param flags where the answers go, 1 or 0
   * @param p the points
   * @param q the other points
   */
  public void equal(
      DeviceVector<Affine<C>> p, DeviceVector<Affine<C>> q, DeviceVector<UInt32> flags) {
    open(kernels).equal(p, q, flags);
  }

  /**
   * out[i] = p[index[i]], and infinity where there is no such point.
   *
   * @param index the number of the element, or of the parameter
   * @param out where the results go
   * @param p the points
   */
  public void gather(
      DeviceVector<Affine<C>> p, DeviceVector<UInt32> index, DeviceVector<Affine<C>> out) {
    open(kernels).gather(p, index, out);
  }

  /**
   * out[i] = k p[i]. Waits for the device, unless it is recorded: a program has k as it was then.
   *
   * @param k the factor of all points
   * @param out where the results go
   * @param p the points
   * @throws ElementRangeException if k is negative
   */
  public void multiply(BigInteger k, DeviceVector<Affine<C>> p, DeviceVector<Affine<C>> out) {
    if (k.signum() < 0) {
      throw new ElementRangeException("the factor " + k + " is negative; negate the points");
    }
    open(kernels);
    if (k.bitLength() <= FACTOR_BITS) {
      multiplyShort(k, p, out);
      return;
    }
    OperandChecks.requireLength("out", out, p.size());
    OperandChecks.requireForm("out", out, p);
    backend.requireApartOrSame("p", p, "out", out);
    BigInteger low = k.mod(BigInteger.ONE.shiftLeft(FACTOR_BITS - 1));
    try (DeviceVector<Affine<C>> high = backend.deviceVector(curve.affine(), p.size(), p.form())) {
      multiply(k.shiftRight(FACTOR_BITS - 1), p, high);
      multiplyShort(BigInteger.ONE.shiftLeft(FACTOR_BITS - 1), high, high);
      multiplyShort(low, p, out);
      kernels.add(out, high, out);
    }
  }

  private void multiplyShort(BigInteger k, DeviceVector<Affine<C>> p, DeviceVector<Affine<C>> out) {
    try (HostVector<UInt32> words = words(k)) {
      if (backend.isRecording()) {
        multiply(words.asDeviceVector(), p, out); // an upload cannot be recorded, host memory can
      } else {
        try (DeviceVector<UInt32> scalar = backend.upload(words)) {
          multiply(scalar, p, out);
        }
      }
    }
  }

  private void multiply(
      DeviceVector<UInt32> scalar, DeviceVector<Affine<C>> p, DeviceVector<Affine<C>> out) {
    prime.ifPresentOrElse(
        fast -> fast.multiply(p, scalar, out), () -> kernels.multiply(p, scalar, out));
  }

  /**
   * flags[i] = 1 if p[i] is on the curve, as infinity is, else 0.
   *
   * @param flags where the answers go, 1 or 0
   * @param p the points
   */
  public void onCurve(DeviceVector<Affine<C>> p, DeviceVector<UInt32> flags) {
    open(kernels).onCurve(p, p.form() == ElementForm.MONTGOMERY ? montgomery : canonical, flags);
  }

  /**
   * flags[i] = 1 if p[i], which is on the curve, is of the subgroup of the curve's order, else 0:
   * by a multiplication with the order.
   *
   * @param flags where the answers go, 1 or 0
   * @param p the points
   */
  public void inSubgroup(DeviceVector<Affine<C>> p, DeviceVector<UInt32> flags) {
    open(prime)
        .ifPresentOrElse(
            fast -> fast.vanish(p, order, flags), () -> kernels.vanish(p, order, flags));
  }

  /**
   * Throws unless all points are on the curve.
   *
   * @param p the points
   * @throws InvalidPointException naming the index of the first that is not
   */
  public void requireOnCurve(DeviceVector<Affine<C>> p) {
    backend.requireNotRecording("requireOnCurve(p)");
    try (DeviceVector<UInt32> flags = backend.deviceVector(IntegerType.UINT32, p.size())) {
      onCurve(p, flags);
      requireAll(flags, "is not on the curve " + curve);
    }
  }

  /**
   * Throws unless all points are on the curve and of the subgroup of its order.
   *
   * @param p the points
   * @throws InvalidPointException naming the index of the first that is not
   */
  public void requireInSubgroup(DeviceVector<Affine<C>> p) {
    backend.requireNotRecording("requireInSubgroup(p)");
    requireOnCurve(p);
    try (DeviceVector<UInt32> flags = backend.deviceVector(IntegerType.UINT32, p.size())) {
      inSubgroup(p, flags);
      requireAll(
          flags,
          "is on the curve "
              + curve
              + ", but not in its subgroup of order 0x"
              + curve.order().toString(16));
    }
  }

  private static void requireAll(DeviceVector<UInt32> flags, String otherwise) {
    try (HostVector<UInt32> host = flags.download()) {
      List<BigInteger> all = host.toList();
      int first = all.indexOf(BigInteger.ZERO);
      if (first >= 0) {
        throw new InvalidPointException("point " + first + " " + otherwise);
      }
    }
  }

  private <T> T open(T part) {
    if (closed.get()) {
      throw new ClosedException("the point operations on " + curve + " were closed");
    }
    return part;
  }

  /** Frees what it owns; operations that were submitted go on. Idempotent. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      order.close();
      canonical.close();
      montgomery.close();
    }
  }

  @Override
  public String toString() {
    return "operations on " + curve;
  }
}
