// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Transforms of vectors in host memory that are larger than the device's memory, or than it binds
 * at once: parts of them are brought to the device, transformed and taken back, twice.
 *
 * <pre>{@code
 * try (var transform = StreamedTransform.of(gpu, Bls12381FrField.INSTANCE, 1L << 28)) {
 *   transform.forward(coefficients, values);    // natural to bit-reversed
 *   transform.inverse(values, values);          // and back, in place
 * }
 * }</pre>
 *
 * <p><b>How.</b> n = n1 n2 elements are a matrix of n1 rows in host memory. A forward transform
 * transforms its columns, multiplies element j of row k by w^(j k), and transforms its rows:
 * Bailey, <i>FFTs in external or hierarchical memory</i>, 1990. Columns come in blocks, so that
 * what is copied lies together; where both transforms write bit-reversed order, so does the whole,
 * and nothing is transposed. The inverse goes the same way back.
 *
 * <p><b>Costs.</b> Everything goes over the bus twice each way. What fits the device is faster with
 * {@link Transform#apply(HostVector)}.
 *
 * <p><b>Points</b> are the powers of {@link Field#rootOfUnity}, or those times the generator of a
 * coset.
 *
 * <p><b>Errors.</b> Before anything is submitted, {@link LengthMismatchException} and {@link
 * FormMismatchException} for vectors that do not fit, {@link ClosedException}. If the device fails
 * on the way, the output holds neither what it held nor the result, and the input too, if it is the
 * output.
 *
 * <p><b>Ownership.</b> It is the caller's and owns two domains of about the square root of n
 * points, with their tables, and while a call runs two parts of up to 256 MiB on the device and one
 * in host memory; {@link #close} frees the domains. It does not own the vectors.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <F> the field's type tag
 */
public final class StreamedTransform<F> implements AutoCloseable {

  /** What is copied lies together in pieces of 8 KiB and more then, and takes little memory. */
  private static final long MOST_BYTES = 1L << 28;

  private static final int LOG_RUN = 5;
  private static final int WORKGROUP = 64;
  private static final int MOST_WORKGROUPS = 65_535;

  private final PersistentBackend backend;
  private final Field<F> field;
  private final int logSize;
  private final int logPart;
  private final BigInteger root;
  private final BigInteger shift;
  private final Domain<F> columns;
  private final Domain<F> rows;
  private final @Nullable Coset<F> coset;
  private final RowKernels<F> kernels;

  private StreamedTransform(
      PersistentBackend backend, Field<F> field, int logSize, BigInteger shift, int logPart) {
    this.backend = backend;
    this.field = field;
    this.logSize = logSize;
    this.logPart = Math.max(logPart, (logSize + 1) / 2);
    this.root = field.rootOfUnity(logSize);
    this.shift = shift;
    this.kernels = RowKernelsDispatch.of(backend, field);
    this.columns = Domain.of(backend, field, 1L << (logSize / 2));
    boolean done = false;
    Domain<F> ofRows = null;
    try {
      ofRows = Domain.of(backend, field, 1L << ((logSize + 1) / 2));
      this.rows = ofRows;
      BigInteger ofColumns = shift.modPow(BigInteger.valueOf(rows.size()), field.modulus());
      this.coset = shift.equals(BigInteger.ONE) ? null : columns.coset(ofColumns);
      done = true;
    } finally {
      if (!done) {
        columns.close();
        if (ofRows != null) {
          ofRows.close();
        }
      }
    }
  }

  /**
   * {@return the transforms of a size, over the field's own domain, to be closed by the caller}
   *
   * @param <F> the field's type tag
   * @param backend where they run
   * @param field the field of the points
   * @param size the number of points, a power of two
   * @throws LengthMismatchException if {@code size} is no power of two
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if the field has no root of that
   *     order, or there are no kernels for its limb shape
   * @throws io.fieldstone.runtime.error.RecordingException if a program is being recorded
   */
  public static <F> StreamedTransform<F> of(PersistentBackend backend, Field<F> field, long size) {
    return of(backend, field, size, BigInteger.ONE, logPart(backend, field));
  }

  /**
   * {@return the same over a coset}
   *
   * @param <F> the field's type tag
   * @param backend where they run
   * @param field the field of the points
   * @param size the number of points, a power of two
   * @param shift the generator of the coset, which must not be a point of the domain itself
   * @throws LengthMismatchException if {@code size} is no power of two
   * @throws io.fieldstone.runtime.error.ElementRangeException if {@code shift} is out of range, or
   *     a point
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if the field has no root of that
   *     order, or there are no kernels for its limb shape
   * @throws io.fieldstone.runtime.error.RecordingException if a program is being recorded
   */
  public static <F> StreamedTransform<F> of(
      PersistentBackend backend, Field<F> field, long size, BigInteger shift) {
    DomainArguments.generator(field, DomainArguments.logOf(size), shift);
    return of(backend, field, size, shift, logPart(backend, field));
  }

  /** Returns them with parts of 2^{@code logPart} elements, for tests. */
  static <F> StreamedTransform<F> of(
      PersistentBackend backend, Field<F> field, long size, BigInteger shift, int logPart) {
    int log = DomainArguments.logOf(size);
    return new StreamedTransform<>(backend, field, log, shift, logPart);
  }

  private static int logPart(PersistentBackend backend, Field<?> field) {
    long most = Math.min(MOST_BYTES, backend.plan().report().limits().maxStorageBufferRange());
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(most / field.elementBytes());
  }

  /** {@return the number of points} */
  public long size() {
    return 1L << logSize;
  }

  /** {@return w, whose powers are the points, but for the coset's generator} */
  public BigInteger root() {
    return root;
  }

  /**
   * out = the values of coefficients, in bit-reversed order.
   *
   * @param in the coefficients in natural order, kept unless it is {@code out}
   * @param out as many
   */
  public void forward(HostVector<F> in, HostVector<F> out) {
    columns.backend().requireNotRecording("forward(in, out)");
    requireVectors(in, out);
    try (MatrixParts<F> parts = parts(in.form())) {
      columns(columns.forward(Order.NATURAL_TO_REVERSED), in, out, parts);
      Transform<F> ofRows = rows.forward(Order.NATURAL_TO_REVERSED).rows(blockOfRows());
      for (int row = 0; row < columns.size(); row += blockOfRows()) {
        parts.uploadRows(out, row);
        twiddle(row, false, parts);
        ofRows.apply(parts.second());
        parts.downloadRows(out, row);
      }
    }
  }

  /**
   * out = the coefficients of values, in natural order.
   *
   * @param in the values in bit-reversed order, kept unless it is {@code out}
   * @param out as many
   */
  public void inverse(HostVector<F> in, HostVector<F> out) {
    columns.backend().requireNotRecording("inverse(in, out)");
    requireVectors(in, out);
    try (MatrixParts<F> parts = parts(in.form())) {
      Transform<F> ofRows = rows.inverse(Order.REVERSED_TO_NATURAL).rows(blockOfRows());
      for (int row = 0; row < columns.size(); row += blockOfRows()) {
        parts.uploadRows(in, row);
        ofRows.apply(parts.first());
        twiddle(row, true, parts);
        parts.downloadRows(out, row);
      }
      columns(columns.inverse(Order.REVERSED_TO_NATURAL), out, out, parts);
    }
  }

  private void requireVectors(HostVector<F> in, HostVector<F> out) {
    columns.requireOpen();
    require("in", in.size(), in.form(), in.form());
    require("out", out.size(), out.form(), in.form());
  }

  private void require(String name, long size, ElementForm form, ElementForm expected) {
    if (size != size()) {
      throw new LengthMismatchException(
          name + " has " + size + " elements, but " + size() + " are expected");
    }
    if (form == ElementForm.UNREDUCED) {
      throw new FormMismatchException(
          name + " is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first");
    }
    if (form != expected) {
      throw new FormMismatchException(name + " is " + form + ", but " + expected + " is expected");
    }
  }

  private MatrixParts<F> parts(ElementForm form) {
    long size = Math.min(1L << logPart, size());
    return new MatrixParts<>(backend, field, form, columns.size(), rows.size(), size);
  }

  private int blockOfRows() {
    return (int) Math.min(columns.size(), 1L << (logPart - logOf(rows)));
  }

  private int blockOfColumns() {
    return (int) Math.min(rows.size(), 1L << (logPart - logOf(columns)));
  }

  private static int logOf(Domain<?> domain) {
    return domain.plan().logSize();
  }

  /** Transforms all columns, block by block. */
  private void columns(
      Transform<F> transform, HostVector<F> in, HostVector<F> out, MatrixParts<F> parts) {
    int block = blockOfColumns();
    Transform<F> ofBlock = transform.columns(block);
    if (coset != null) {
      ofBlock = ofBlock.on(coset);
    }
    for (long first = 0; first < rows.size(); first += block) {
      parts.uploadColumns(in, first, block);
      ofBlock.apply(parts.first());
      parts.downloadColumns(out, first, block);
    }
  }

  /**
   * The second part = the first one, with element j of the row of k times (g w^k)^j, or its
   * inverse.
   */
  private void twiddle(int firstRow, boolean inverse, MatrixParts<F> parts) {
    int block = blockOfRows();
    int levels = logOf(rows) + 1;
    BigInteger p = field.modulus();
    try (HostVector<F> host =
        backend.hostVector(field, (long) block * levels, ElementForm.MONTGOMERY)) {
      for (int row = 0; row < block; row++) {
        int bits = logOf(columns);
        int k = bits == 0 ? 0 : Integer.reverse(firstRow + row) >>> (Integer.SIZE - bits);
        BigInteger base = root.modPow(BigInteger.valueOf(k), p).multiply(shift).mod(p);
        BigInteger square = inverse ? base.modInverse(p) : base;
        for (int level = 0; level < levels; level++) {
          host.set((long) row * levels + level, square);
          square = square.multiply(square).mod(p);
        }
      }
      try (DeviceVector<F> squares = backend.upload(host)) {
        int logRun = Math.min(LOG_RUN, logOf(rows));
        long threads = parts.first().size() >> logRun;
        kernels.twistRows(
            parts.first(),
            squares,
            logOf(rows),
            levels,
            logRun,
            parts.second(),
            (int) Math.min(MOST_WORKGROUPS, (threads + WORKGROUP - 1) / WORKGROUP));
      }
    }
  }

  /** Frees its domains. Idempotent. */
  @Override
  public void close() {
    columns.close();
    rows.close();
  }
}
