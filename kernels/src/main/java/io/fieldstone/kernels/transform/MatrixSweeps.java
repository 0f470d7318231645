// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Sweeps over a matrix in host memory, part by part: each part goes to the device, is changed there
 * and comes back. Parts are as long as a row, and of columns there are as many as of rows:
 *
 * <pre>
 *   upload      1  2  3  4 ...
 *   change         1  2  3 ...
 *   download          1  2 ...
 * </pre>
 *
 * <p>The matrix is made of tiles, pieces of a row that lie together, and a part is those of one row
 * or one column of tiles. Tiles are what is copied, so that the bus puts columns together, and not
 * the host. What goes there and what comes back takes turns, since the device has only so many
 * copies at once; a tile that comes back is started before the one that goes there, since the next
 * sweep begins with tiles that this one has just written. It need not wait for the last of them.
 *
 * <p>Two parts are what uploads go to in turn, and two what downloads come from: a part there is
 * free for the next upload when it was read, and not only when its result is back. Used once; not
 * thread-safe.
 */
final class MatrixSweeps<F> implements AutoCloseable {

  /** How many parts are on the device at once. */
  static final int PARTS = 4;

  private final int rows;
  private final long rowLength;
  private final long tile;
  private final List<DeviceVector<F>> parts = new ArrayList<>();
  private final StartedCopies copies = new StartedCopies();

  /** What is done to a part on the device. */
  interface Change<F> {

    /** Reads what has come, which it may overwrite, and writes what goes back. */
    void apply(int part, DeviceVector<F> there, DeviceVector<F> back);
  }

  /**
   * A change of all columns, or of all rows.
   *
   * @param ofColumns whether it is of columns: then a part is some of them, side by side
   * @param from where they are
   * @param to where they go
   */
  record Sweep<F>(boolean ofColumns, HostVector<F> from, HostVector<F> to, Change<F> change) {}

  /**
   * Makes memory for parts.
   *
   * @param rows of the matrix, a power of two
   * @param rowLength how many columns it has, a multiple of that
   */
  MatrixSweeps(
      PersistentBackend backend, Field<F> field, ElementForm form, int rows, long rowLength) {
    this.rows = rows;
    this.rowLength = rowLength;
    this.tile = rowLength / rows;
    boolean done = false;
    try {
      for (int i = 0; i < PARTS; i++) {
        parts.add(backend.deviceVector(field, rowLength, form));
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  /** Makes sweeps, one after the other, and returns when nothing uses their vectors any more. */
  void run(List<Sweep<F>> sweeps) {
    copies.awaitAllOf(() -> start(sweeps));
  }

  private void start(List<Sweep<F>> sweeps) {
    int steps = sweeps.size() * rows;
    for (int i = 0; i < rows; i++) {
      upload(sweeps, 0, i);
    }
    for (int step = 0; step < steps; step++) {
      sweeps.get(step / rows).change().apply(step % rows, there(step), back(step));
      for (int i = 0; i < rows; i++) {
        download(sweeps, step, i);
        if (step + 1 < steps) {
          upload(sweeps, step + 1, i);
        }
      }
    }
  }

  private DeviceVector<F> there(int step) {
    return parts.get(step % 2);
  }

  private DeviceVector<F> back(int step) {
    return parts.get(2 + step % 2);
  }

  private void upload(List<Sweep<F>> sweeps, int step, int i) {
    Sweep<F> sweep = sweeps.get(step / rows);
    long first = firstOfTile(sweep, step % rows, i);
    copies.add(there(step).slice(i * tile, tile).startUpload(sweep.from().slice(first, tile)));
  }

  private void download(List<Sweep<F>> sweeps, int step, int i) {
    Sweep<F> sweep = sweeps.get(step / rows);
    long first = firstOfTile(sweep, step % rows, i);
    copies.add(back(step).slice(i * tile, tile).startDownload(sweep.to().slice(first, tile)));
  }

  /** Returns where a tile of a part begins in the matrix. */
  private long firstOfTile(Sweep<F> sweep, int part, int i) {
    return sweep.ofColumns() ? i * rowLength + part * tile : part * rowLength + i * tile;
  }

  /** Frees the parts. */
  @Override
  public void close() {
    parts.forEach(DeviceVector::close);
  }
}
