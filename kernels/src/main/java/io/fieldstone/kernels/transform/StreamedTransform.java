// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.kernels.check.OperandChecks;
import io.fieldstone.kernels.transform.MatrixSweeps.Sweep;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
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
 * Bailey, <i>FFTs in external or hierarchical memory</i>, 1990. Where both transforms write
 * bit-reversed order, so does the whole, and nothing is transposed. The inverse goes the same way
 * back. There are few rows, so that what lies together of some columns is long enough for the bus
 * to take it as it is: nothing is copied on the host.
 *
 * <p><b>Costs.</b> Everything goes over the bus twice each way. While a part is transformed, the
 * next one is on its way there and the one before on its way back. What fits the device is faster
 * with {@link Transform#apply(HostVector)}.
 *
 * <p><b>Points</b> are the powers of {@link Field#rootOfUnity}, or those times the generator of a
 * coset.
 *
 * <p><b>Errors.</b> Before anything is submitted, {@link LengthMismatchException} and {@link
 * FormMismatchException} for vectors that do not fit, {@link
 * io.fieldstone.runtime.error.BindingException} for two that share some elements and are not the
 * same, {@link ClosedException}. If it fails on the way, since the device does, this or a vector is
 * closed, or the thread is interrupted, the output holds neither what it held nor the result, and
 * the input too, if it is the output; nothing uses the vectors any more when it throws.
 *
 * <p><b>Ownership.</b> It is the caller's and owns two domains, of the rows and of the columns,
 * with their tables, and while a call runs four parts as long as a row on the device, and nothing
 * in host memory. A row has about the square root of 2 MiB times the vector's bytes: 64 MiB of 2
 * GiB, and its domain takes twice that for tables. No row is more than the device binds at once, or
 * than a sixteenth of its memory, unless n is too large for that. {@link #close} frees the domains.
 * It does not own the vectors.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <F> the field's type tag
 */
public final class StreamedTransform<F> implements AutoCloseable {

  /**
   * So many bytes lie together of what is copied at least: for a much shorter copy, the host takes
   * longer to start it than the bus. Parts are no larger than that asks for, since nothing is
   * transformed while the first one is on its way there.
   */
  private static final long TILE_BYTES = 1L << 21;

  private static final int ROWS_IN_MEMORY = 16;

  private final PersistentBackend backend;
  private final Field<F> field;
  private final BigInteger root;
  private final Domain<F> columns;
  private final Domain<F> rows;
  private final @Nullable Coset<F> coset;
  private final RowTwists<F> twists;

  private volatile boolean closed;

  private StreamedTransform(
      PersistentBackend backend, Field<F> field, int logSize, BigInteger shift, int logRow) {
    this.backend = backend;
    this.field = field;
    this.root = field.rootOfUnity(logSize);
    this.columns = Domain.of(backend, field, 1L << (logSize - logRow));
    boolean done = false;
    Domain<F> ofRows = null;
    try {
      ofRows = Domain.of(backend, field, 1L << logRow);
      this.rows = ofRows;
      BigInteger ofColumns = shift.modPow(BigInteger.valueOf(rows.size()), field.modulus());
      this.coset = shift.equals(BigInteger.ONE) ? null : columns.coset(ofColumns);
      this.twists = new RowTwists<>(field, columns, rows, root, shift);
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
    return of(backend, field, size, BigInteger.ONE, logRow(backend, field, size));
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
    return of(backend, field, size, shift, logRow(backend, field, size));
  }

  /** Returns them with rows of 2^{@code logRow} elements, or more if there are more rows. */
  static <F> StreamedTransform<F> of(
      PersistentBackend backend, Field<F> field, long size, BigInteger shift, int logRow) {
    int log = DomainArguments.logOf(size);
    return new StreamedTransform<>(backend, field, log, shift, Math.max(logRow, log - log / 2));
  }

  /** Returns log2 of how long rows are. */
  private static int logRow(PersistentBackend backend, Field<?> field, long size) {
    DeviceReport report = backend.plan().report();
    int log = DomainArguments.logOf(size);
    int logTile = logOfMost(TILE_BYTES, field);
    int logRows = Math.max(log - logTile, 0) / 2;
    long most =
        Math.min(
            report.limits().maxStorageBufferRange(), report.deviceLocalBytes() / ROWS_IN_MEMORY);
    return Math.min(log - logRows, logOfMost(most, field));
  }

  /** Returns log2 of how many elements so many bytes have, the next power of two below. */
  private static int logOfMost(long bytes, Field<?> field) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes / field.elementBytes());
  }

  /** {@return the number of points} */
  public long size() {
    return columns.size() * rows.size();
  }

  /** {@return w, whose powers are the points, but for the coset's generator} */
  public BigInteger root() {
    return root;
  }

  /** {@return how columns are transformed, and how rows, as long as parts on the device} */
  public List<TransformPlan> plans() {
    return List.of(columns.plan(), rows.plan());
  }

  /**
   * out = the values of coefficients, in bit-reversed order.
   *
   * @param in the coefficients in natural order, kept unless it is {@code out}
   * @param out as many
   */
  public void forward(HostVector<F> in, HostVector<F> out) {
    backend.requireNotRecording("forward(in, out)");
    requireVectors(in, out);
    Transform<F> ofColumns = ofColumns(columns.forward(Order.NATURAL_TO_REVERSED));
    Transform<F> ofRows = rows.forward(Order.NATURAL_TO_REVERSED);
    sweep(
        in.form(),
        new Sweep<>(true, in, out, (part, there, back) -> ofColumns.apply(there, back)),
        new Sweep<>(
            false,
            out,
            out,
            (row, there, back) -> {
              twists.apply(row, false, there, back);
              ofRows.apply(back);
            }));
  }

  /**
   * out = the coefficients of values, in natural order.
   *
   * @param in the values in bit-reversed order, kept unless it is {@code out}
   * @param out as many
   */
  public void inverse(HostVector<F> in, HostVector<F> out) {
    backend.requireNotRecording("inverse(in, out)");
    requireVectors(in, out);
    Transform<F> ofRows = rows.inverse(Order.REVERSED_TO_NATURAL);
    Transform<F> ofColumns = ofColumns(columns.inverse(Order.REVERSED_TO_NATURAL));
    sweep(
        in.form(),
        new Sweep<>(
            false,
            in,
            out,
            (row, there, back) -> {
              ofRows.apply(there);
              twists.apply(row, true, there, back);
            }),
        new Sweep<>(true, out, out, (part, there, back) -> ofColumns.apply(there, back)));
  }

  private void requireVectors(HostVector<F> in, HostVector<F> out) {
    if (closed) {
      throw new ClosedException(this + " was closed");
    }
    OperandChecks.requireLength("in", in, size());
    OperandChecks.requireReduced("in", in);
    OperandChecks.requireLength("out", out, size());
    OperandChecks.requireReduced("out", out);
    OperandChecks.requireForm("out", out, in);
    backend.requireVector("in", in, field);
    backend.requireVector("out", out, field);
    backend.requireApartOrSame("in", in.asDeviceVector(), "out", out.asDeviceVector());
  }

  /** Returns the transform of as many columns as a part has. */
  private Transform<F> ofColumns(Transform<F> transform) {
    Transform<F> ofPart = transform.columns((int) (rows.size() / columns.size()));
    return coset == null ? ofPart : ofPart.on(coset);
  }

  private void sweep(ElementForm form, Sweep<F> first, Sweep<F> second) {
    try (var sweeps = new MatrixSweeps<>(backend, field, form, (int) columns.size(), rows.size())) {
      sweeps.run(List.of(first, second));
    }
  }

  /** Frees its domains. Idempotent. */
  @Override
  public void close() {
    closed = true;
    columns.close();
    rows.close();
    twists.close();
  }

  @Override
  public String toString() {
    return "the streamed transform of 2^"
        + (logSizeOf(columns) + logSizeOf(rows))
        + " points over "
        + field;
  }

  private static int logSizeOf(Domain<?> domain) {
    return domain.plan().logSize();
  }
}
