// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/**
 * What the rows of a matrix are multiplied with between the two steps of a transform: element j of
 * the row at the reversed index of k with (g w^k)^j, or with its inverse. The squares of g w^k,
 * squared again and again, of which the kernel makes these powers, are some hundred bytes for each
 * row, made once. Immutable and thread-safe.
 */
final class RowTwists<F> implements AutoCloseable {

  private static final int LOG_RUN = 5;
  private static final int WORKGROUP = 64;
  private static final int MOST_WORKGROUPS = 65_535;

  private final RowKernels<F> kernels;
  private final int logRows;
  private final int logLength;

  /** How far the squares of a row are from those of the next one, where kernels take both. */
  private final int levels;

  /** Those of all rows, and then those of the inverses. */
  private final DeviceVector<F> squares;

  /**
   * Makes those of a matrix.
   *
   * @param field its field
   * @param rows the domain of its columns, of which each has as many elements as there are rows
   * @param length the domain of its rows
   * @param root w
   * @param shift g
   */
  RowTwists(Field<F> field, Domain<F> rows, Domain<F> length, BigInteger root, BigInteger shift) {
    PersistentBackend backend = rows.backend();
    this.kernels = RowKernelsDispatch.of(backend, field);
    this.logRows = rows.plan().logSize();
    this.logLength = length.plan().logSize();
    int step =
        (int) rows.tables(Order.NATURAL_TO_REVERSED).spare(ElementForm.MONTGOMERY).sliceStep();
    this.levels = (logLength + step) / step * step;
    BigInteger p = field.modulus();
    try (HostVector<F> host =
        backend.hostVector(field, (2L * levels) << logRows, ElementForm.MONTGOMERY)) {
      put(host, 0, root, shift, p);
      put(host, 1L << logRows, root.modInverse(p), shift.modInverse(p), p);
      this.squares = backend.upload(host);
    }
    squares.setPartOf("the streamed transform of 2^" + (logRows + logLength) + " over " + field);
  }

  private void put(
      HostVector<F> host, long firstRow, BigInteger root, BigInteger shift, BigInteger p) {
    BigInteger ofRow = shift;
    for (int k = 0; k < 1 << logRows; k++) {
      int reversed = logRows == 0 ? 0 : Integer.reverse(k) >>> (Integer.SIZE - logRows);
      BigInteger square = ofRow;
      for (int level = 0; level < levels; level++) {
        host.set((firstRow + reversed) * levels + level, square);
        square = square.multiply(square).mod(p);
      }
      ofRow = ofRow.multiply(root).mod(p);
    }
  }

  /** out = a row, multiplied. */
  void apply(int row, boolean inverse, DeviceVector<F> a, DeviceVector<F> out) {
    long index = row + (inverse ? 1L << logRows : 0);
    int logRun = Math.min(LOG_RUN, logLength);
    long workgroups = ((a.size() >> logRun) + WORKGROUP - 1) / WORKGROUP;
    kernels.twistRows(
        a,
        squares.slice(index * levels, levels),
        logLength,
        levels,
        logRun,
        out,
        (int) Math.min(MOST_WORKGROUPS, workgroups));
  }

  @Override
  public void close() {
    squares.close();
  }
}
