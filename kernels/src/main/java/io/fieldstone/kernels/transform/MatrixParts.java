// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ElementVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Rows or columns of a matrix in host memory, on their way to the device and back: two parts of it
 * there, and one here, where columns are put together. Not thread-safe.
 */
final class MatrixParts<F> implements AutoCloseable {

  /** What stays in a core's cache between two copies. */
  private static final int COPY_BYTES = 1 << 16;

  private final Field<F> field;
  private final long rows;
  private final long rowLength;
  private final List<ElementVector<F>> owned = new ArrayList<>();
  private final DeviceVector<F> first;
  private final DeviceVector<F> second;
  private final HostVector<F> host;

  /**
   * Makes memory for parts.
   *
   * @param rows of the matrix
   * @param rowLength how many columns it has
   * @param size of a part
   */
  MatrixParts(
      PersistentBackend backend,
      Field<F> field,
      ElementForm form,
      long rows,
      long rowLength,
      long size) {
    this.field = field;
    this.rows = rows;
    this.rowLength = rowLength;
    boolean done = false;
    try {
      this.first = own(backend.deviceVector(field, size, form));
      this.second = own(backend.deviceVector(field, size, form));
      this.host = own(backend.hostVector(field, size, form));
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private <V extends ElementVector<F>> V own(V vector) {
    owned.add(vector);
    return vector;
  }

  /** Returns the part that uploads go to, and columns come from. */
  DeviceVector<F> first() {
    return first;
  }

  /** Returns the part that rows come from. */
  DeviceVector<F> second() {
    return second;
  }

  /** Brings columns to the first part, element by element of each side by side. */
  void uploadColumns(HostVector<F> matrix, long column, int count) {
    eachRow(row -> copy(matrix, row * rowLength + column, host, row * count, count));
    first.upload(host);
  }

  /** Takes columns back from the first part. */
  void downloadColumns(HostVector<F> matrix, long column, int count) {
    first.download(host);
    eachRow(row -> copy(host, row * count, matrix, row * rowLength + column, count));
  }

  /** Brings as many rows as it holds to the first part. */
  void uploadRows(HostVector<F> matrix, long row) {
    first.upload(matrix.slice(row * rowLength, first.size()));
  }

  /** Takes rows from the second part. */
  void downloadRows(HostVector<F> matrix, long row) {
    second.download(matrix.slice(row * rowLength, second.size()));
  }

  private void eachRow(LongConsumer copy) {
    LongStream.range(0, rows).parallel().forEach(copy);
  }

  private void copy(HostVector<F> from, long at, HostVector<F> to, long toAt, int count) {
    int most = Math.min(count, COPY_BYTES / field.elementBytes());
    ByteBuffer between = ByteBuffer.allocate(most * field.elementBytes());
    for (int done = 0; done < count; done += most) {
      between.clear().limit(Math.min(most, count - done) * field.elementBytes());
      from.get(at + done, between);
      to.putUnchecked(toAt + done, between.flip());
    }
  }

  @Override
  public void close() {
    owned.forEach(ElementVector::close);
  }
}
