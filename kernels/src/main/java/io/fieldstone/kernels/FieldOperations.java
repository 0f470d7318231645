// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Every operation on vectors of one field: arithmetic element by element, inverses, reductions,
 * scans and conversions. The kernels behind it are {@link VectorKernels}, {@link ProductKernels},
 * {@link ReductionKernels} and {@link ScanKernels}.
 *
 * <pre>{@code
 * try (PersistentBackend gpu = PersistentBackend.open();
 *     var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE)) {
 *   fr.mul(a, b, c);                      // device vectors: c[i] = a[i] * b[i]
 *   BigInteger dot = fr.innerProduct(a, b);
 *   HostVector<Bls12381Fr> inverses = fr.inv(hostVector);
 * }
 * }</pre>
 *
 * <p><b>Device vectors.</b> An operation that writes a vector returns once it is submitted; one
 * that returns a value waits for it. Outputs may be inputs. <b>Host vectors and Java arrays.</b> An
 * operation waits and returns a new vector, which belongs to the caller; {@link #jobs} has those
 * that run later, or with others. Reductions, scans and inversions of host memory go through device
 * memory, reductions in pieces.
 *
 * <p><b>Programs.</b> Whatever writes device vectors can be {@linkplain PersistentBackend#record
 * recorded}; what it needs on the device is then the program's own, which runs after {@link #close}
 * too. What returns a value throws {@link io.fieldstone.runtime.error.RecordingException}.
 *
 * <p><b>Forms.</b> The vectors of a call are all canonical or all Montgomery, but for the
 * conversions; Montgomery vectors multiply faster. Scalars, and results that are single elements,
 * are canonical whatever the form of the vectors.
 *
 * <p><b>Ownership.</b> It owns what inversion, scans and reductions need on the device: a scratch
 * vector as long as the last one inverted, 1/64 of the last one scanned, and a few thousand
 * elements. {@link #close} frees it, and so does closing the backend. It does not own the vectors
 * it is given.
 *
 * <p><b>Errors.</b> Before anything is submitted, every operation throws {@link
 * io.fieldstone.runtime.error.LengthMismatchException} if vectors differ in length, {@link
 * io.fieldstone.runtime.error.FormMismatchException} if they are not in the forms it takes, {@link
 * io.fieldstone.runtime.error.BackendMismatchException} if one is another backend's, and {@link
 * ClosedException} if something that it needs was closed. {@link
 * io.fieldstone.runtime.error.OutOfMemoryException} says that there is no room for a result or for
 * scratch.
 *
 * <p>Thread-safe; operations that need memory of their own take turns.
 *
 * @param <F> the field's type tag
 */
public final class FieldOperations<F> extends ElementwiseOperations<F> implements AutoCloseable {

  /** What declares the kernels behind the operations. */
  private static final Set<Class<?>> OPERATIONS =
      Set.of(VectorKernels.class, ProductKernels.class, ReductionKernels.class, ScanKernels.class);

  private final PersistentBackend backend;
  private final Field<F> field;
  private final Reductions<F> reductions;
  private final Scans<F> scans;
  private final HostReductions<F> hostReductions;
  private final Inversion<F> inversion;
  private final FieldJobs<F> jobs;
  private final AtomicBoolean closed = new AtomicBoolean();

  private FieldOperations(
      PersistentBackend backend,
      Field<F> field,
      VectorKernelsDispatch<F> vectors,
      ProductKernelsDispatch<F> products) {
    super(vectors, products);
    this.backend = backend;
    this.field = field;
    this.jobs = new FieldJobs<>(this, vectors, products);
    this.reductions = new Reductions<>(backend, field);
    this.scans = new Scans<>(backend, field, vectors, products);
    this.hostReductions = new HostReductions<>(backend, field, reductions, scans);
    this.inversion = new Inversion<>(backend, field, products);
  }

  /**
   * {@return the operations on {@code field}, to be closed by the caller}
   *
   * @param <F> the field's type tag
   * @param backend where they run
   * @param field the field of the elements
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if there are no kernels for its
   *     limb shape
   * @throws ClosedException if the backend was closed
   */
  public static <F> FieldOperations<F> of(PersistentBackend backend, Field<F> field) {
    return new FieldOperations<>(
        backend,
        field,
        VectorKernelsDispatch.of(backend, field),
        ProductKernelsDispatch.of(backend, field));
  }

  /** {@return the backend} */
  public PersistentBackend backend() {
    return backend;
  }

  /** {@return the field} */
  public Field<F> field() {
    return field;
  }

  /** {@return the operations as jobs, for batches, futures and deadlines} */
  public FieldJobs<F> jobs() {
    return jobs;
  }

  /**
   * {@return the kernels behind the operations, to have them made before they are used}
   *
   * <pre>{@code
   * gpu.prepare(fr.kernels()).requireComplete();
   * }</pre>
   */
  public List<Kernel<F>> kernels() {
    return backend.registry().kernels().stream()
        .filter(kernel -> OPERATIONS.contains(kernel.declaration()))
        .filter(kernel -> kernel.supports(field.shape()))
        .map(kernel -> backend.kernel(kernel, field))
        .toList();
  }

  /**
   * out[i] = 1 / a[i], and 0 where a[i] = 0. Long vectors cost little more than three products per
   * element (Montgomery's trick).
   *
   * @param a the operand
   * @param out where the result goes
   */
  public void inv(DeviceVector<F> a, DeviceVector<F> out) {
    open(inversion).invert(a, out);
  }

  /**
   * {@return 1 / a[i], and 0 where a[i] = 0} The whole vector is on the device meanwhile.
   *
   * @param a the operand
   * @see #inv(DeviceVector, DeviceVector)
   */
  public HostVector<F> inv(HostVector<F> a) {
    return open(inversion).invert(a);
  }

  /**
   * {@return 1 / a[i], and 0 where a[i] = 0, in an array like that of {@code a}}
   *
   * @param a the operand
   * @see #inv(HostVector)
   */
  public HeapVector<F> inv(HeapVector<F> a) {
    try (HostVector<F> copy = backend.hostVector(a);
        HostVector<F> inverses = inv(copy)) {
      return a.copyOf(inverses);
    }
  }

  /**
   * {@return the sum of all elements; 0 if there are none}
   *
   * @param a the operand
   */
  public BigInteger sum(DeviceVector<F> a) {
    return open(reductions).sum(a);
  }

  /**
   * {@return the sum of all elements; 0 if there are none}
   *
   * @param a the operand
   */
  public BigInteger sum(HostVector<F> a) {
    return open(hostReductions).sum(a);
  }

  /**
   * {@return the sum of all elements; 0 if there are none}
   *
   * @param a the operand
   */
  public BigInteger sum(HeapVector<F> a) {
    return open(hostReductions).sum(a);
  }

  /**
   * out[0] = the sum of all elements, on the device: returns once it is submitted, and can be
   * recorded.
   *
   * <pre>{@code
   * try (HostVector<F> total = gpu.hostVector(field, 1);
   *     Program step = gpu.record(() -> { fr.mul(a, b, c); fr.sum(c, total.asDeviceVector()); })) {
   *   step.run();
   *   total.get(0);
   * }
   * }</pre>
   *
   * @param a the operand
   * @param out one element in the form of {@code a}, and no part of it
   */
  public void sum(DeviceVector<F> a, DeviceVector<F> out) {
    open(reductions).sum(a, out);
  }

  /**
   * {@return the product of all elements; 1 if there are none}
   *
   * @param a the operand
   */
  public BigInteger product(DeviceVector<F> a) {
    return open(reductions).product(a);
  }

  /**
   * {@return the product of all elements; 1 if there are none}
   *
   * @param a the operand
   */
  public BigInteger product(HostVector<F> a) {
    return open(hostReductions).product(a);
  }

  /**
   * {@return the product of all elements; 1 if there are none}
   *
   * @param a the operand
   */
  public BigInteger product(HeapVector<F> a) {
    return open(hostReductions).product(a);
  }

  /**
   * out[0] = the product of all elements, on the device.
   *
   * @param a the operand
   * @param out one element in the form of {@code a}, and no part of it
   * @see #sum(DeviceVector, DeviceVector)
   */
  public void product(DeviceVector<F> a, DeviceVector<F> out) {
    open(reductions).product(a, out);
  }

  /**
   * {@return the sum of a[i] * b[i]; 0 if there are no elements}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public BigInteger innerProduct(DeviceVector<F> a, DeviceVector<F> b) {
    return open(reductions).innerProduct(a, b);
  }

  /**
   * {@return the sum of a[i] * b[i]; 0 if there are no elements}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public BigInteger innerProduct(HostVector<F> a, HostVector<F> b) {
    return open(hostReductions).innerProduct(a, b);
  }

  /**
   * {@return the sum of a[i] * b[i]; 0 if there are no elements}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public BigInteger innerProduct(HeapVector<F> a, HeapVector<F> b) {
    return open(hostReductions).innerProduct(a, b);
  }

  /**
   * out[0] = the sum of a[i] * b[i], on the device.
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param out one element in the form of {@code a}, and no part of the others
   * @see #sum(DeviceVector, DeviceVector)
   */
  public void innerProduct(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    open(reductions).innerProduct(a, b, out);
  }

  /**
   * {@return whether a[i] = b[i] for every i; vectors of no elements are equal}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public boolean equal(DeviceVector<F> a, DeviceVector<F> b) {
    return open(reductions).equal(a, b);
  }

  /**
   * {@return whether a[i] = b[i] for every i}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public boolean equal(HostVector<F> a, HostVector<F> b) {
    return open(hostReductions).equal(a, b);
  }

  /**
   * {@return whether a[i] = b[i] for every i}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public boolean equal(HeapVector<F> a, HeapVector<F> b) {
    return open(hostReductions).equal(a, b);
  }

  /**
   * out[i] = a[0] * ... * a[i].
   *
   * @param a the operand
   * @param out where the result goes
   */
  public void prefixProduct(DeviceVector<F> a, DeviceVector<F> out) {
    open(scans).product(a, Scan.INCLUSIVE, out);
  }

  /**
   * {@return a[0] * ... * a[i]}
   *
   * @param a the operand
   */
  public HostVector<F> prefixProduct(HostVector<F> a) {
    return open(hostReductions).prefixProduct(a);
  }

  /**
   * {@return a[0] * ... * a[i]}
   *
   * @param a the operand
   */
  public HeapVector<F> prefixProduct(HeapVector<F> a) {
    return open(hostReductions).prefixProduct(a);
  }

  /**
   * out[i] = carry * a[0] * ... * a[i], for a vector that comes in pieces. Waits.
   *
   * <pre>{@code
   * BigInteger carry = BigInteger.ONE;
   * for (DeviceVector<Bls12381Fr> piece : pieces) {
   *   carry = fr.prefixProduct(piece, carry, piece);
   * }
   * }</pre>
   *
   * @param a the operand
   * @param carry the factor of all elements: the product of what comes before them
   * @param out where the result goes
   * @return the carry of the next piece: carry times the product of all elements
   * @throws ElementRangeException if {@code carry} is not in [0, p)
   */
  public BigInteger prefixProduct(DeviceVector<F> a, BigInteger carry, DeviceVector<F> out) {
    return open(scans).product(a, carry, out);
  }

  /**
   * out[i] = a[0] + ... + a[i].
   *
   * @param a the operand
   * @param out where the result goes
   */
  public void prefixSum(DeviceVector<F> a, DeviceVector<F> out) {
    open(scans).sum(a, Scan.INCLUSIVE, out);
  }

  /**
   * {@return a[0] + ... + a[i]}
   *
   * @param a the operand
   */
  public HostVector<F> prefixSum(HostVector<F> a) {
    return open(hostReductions).prefixSum(a);
  }

  /**
   * {@return a[0] + ... + a[i]}
   *
   * @param a the operand
   */
  public HeapVector<F> prefixSum(HeapVector<F> a) {
    return open(hostReductions).prefixSum(a);
  }

  /**
   * out[i] = carry + a[0] + ... + a[i], for a vector that comes in pieces. Waits.
   *
   * @param a the operand
   * @param carry the summand of all elements: the sum of what comes before them
   * @param out where the result goes
   * @return the carry of the next piece: carry plus the sum of all elements
   * @throws ElementRangeException if {@code carry} is not in [0, p)
   * @see #prefixProduct(DeviceVector, BigInteger, DeviceVector)
   */
  public BigInteger prefixSum(DeviceVector<F> a, BigInteger carry, DeviceVector<F> out) {
    return open(scans).sum(a, carry, out);
  }

  /**
   * {@return the scans of device vectors, exclusive ones among them, with carries that are on the
   * device} They are closed with these operations.
   */
  public Scans<F> scans() {
    return open(scans);
  }

  @Override
  <T> T open(T part) {
    if (closed.get()) {
      throw new ClosedException("the vector operations on " + field + " were closed");
    }
    return part;
  }

  /** Frees what it owns; operations that were submitted go on. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      inversion.close();
      reductions.close();
      scans.close();
    }
  }
}
