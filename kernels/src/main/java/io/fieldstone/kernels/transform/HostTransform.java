// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Transfer;
import io.fieldstone.runtime.error.FieldstoneException;
import java.util.ArrayList;
import java.util.List;

/**
 * One transform of a vector in host memory, whose copies run beside its passes. Used once.
 *
 * <p>Rows of less than a part are copied and transformed several at a time. In one of more, all
 * elements meet in the pass whose small transforms have the longest stride, and in the others only
 * those of one of the blocks that it leaves, which are parts of the row:
 *
 * <pre>
 *   natural to reversed     upload        pass 1   others of block 1, 2, 3 ...
 *                                                  download of block 1, 2, 3 ...
 *
 *   reversed to natural     upload of block 1, 2, 3 ...
 *                                     others of block 1, 2, 3 ...   last pass    download
 * </pre>
 *
 * <p>Copies are started some parts ahead of the passes, and waited for at the end.
 */
final class HostTransform<F> {

  /** At least so much is copied at a time: shorter copies, and their passes, cost more in all. */
  static final long PART_BYTES = 1L << 23;

  /** A row has so many blocks at most: more are started than what runs needs. */
  private static final int LOG_MOST_BLOCKS = 4;

  /** How many uploads are started before the passes of a part. */
  private static final int AHEAD = 8;

  private final Transform<F> transform;
  private final HostVector<F> in;
  private final DeviceVector<F> data;
  private final HostVector<F> out;
  private final List<Transfer> started = new ArrayList<>();

  /** How many elements are one row, are transformed together, and are uploaded at a time. */
  private final long row;

  private final long unit;
  private final long upload;

  /** How many elements there are to a block; those of a row if it has none. */
  private final long block;

  private long uploaded;

  /**
   * Prepares a transform.
   *
   * @param rows the transform's
   * @param columns the transform's
   * @param data where the whole vector is on the device meanwhile
   * @param partBytes the least bytes of a part
   */
  HostTransform(
      Transform<F> transform,
      int rows,
      int columns,
      HostVector<F> in,
      DeviceVector<F> data,
      HostVector<F> out,
      long partBytes) {
    this.transform = transform;
    this.in = in;
    this.data = data;
    this.out = out;
    this.row = data.size() / rows;
    long least = Math.max(data.sliceStep(), partBytes / data.type().elementBytes());
    long ofUnit = row >= least ? 1 : (least + row - 1) / row;
    long step = data.sliceStep();
    long aligned = row % step == 0 ? ofUnit : (ofUnit + step - 1) / step * step;
    this.unit = isBoundAtOnce() ? Math.min(aligned * row, data.size()) : data.size();
    this.block = unit == row && columns == 1 ? row >> logBlocks(least) : row;
    this.upload = block < row && readsReversed() ? block : unit;
  }

  /** Parts of a vector that no dispatch can bind might be bound: then some would be written. */
  private boolean isBoundAtOnce() {
    long most = transform.domain().backend().plan().report().limits().maxStorageBufferRange();
    return data.buffers() == 1 && data.bytes() <= most;
  }

  private int logBlocks(long least) {
    Order order = transform.order();
    if (transform.passes() == 1 || order.readsReversed() == order.writesReversed()) {
      return 0;
    }
    int most = Math.min(transform.domain().plan().logRadix(0), LOG_MOST_BLOCKS);
    int log = 0;
    while (log < most && row >> (log + 1) >= least) {
      log++;
    }
    return log;
  }

  private boolean readsReversed() {
    return transform.order().readsReversed();
  }

  /** Does it, and returns when nothing uses the vectors any more. */
  void run() {
    boolean done = false;
    try {
      for (long first = 0; first < data.size(); first += unit) {
        transformUnit(first, Math.min(unit, data.size() - first));
      }
      started.forEach(Transfer::await);
      done = true;
    } finally {
      if (!done) {
        started.forEach(HostTransform::awaitFailed);
      }
    }
  }

  /** Waits for what runs beside something that failed, and is told of. */
  private static void awaitFailed(Transfer transfer) {
    try {
      transfer.await();
    } catch (FieldstoneException e) {
      // the device is lost: it does nothing any more
    }
  }

  private void transformUnit(long first, long count) {
    DeviceVector<F> part = data.slice(first, count);
    if (block == row) {
      uploadAhead(first + count);
      transform.rows((int) (count / row)).apply(part);
      download(first, count);
    } else if (readsReversed()) {
      int last = transform.passes() - 1;
      for (long at = 0; at < row; at += block) {
        uploadAhead(first + at + block);
        passes(first, at, 0, last);
      }
      transform.pass(last, part, 0);
      download(first, count);
    } else {
      uploadAhead(first + count);
      transform.pass(0, part, 0);
      for (long at = 0; at < row; at += block) {
        passes(first, at, 1, transform.passes());
        download(first + at, block);
      }
    }
  }

  /** Makes passes of the block of a row. */
  private void passes(long first, long at, int begin, int end) {
    DeviceVector<F> part = data.slice(first + at, block);
    for (int i = begin; i < end; i++) {
      transform.pass(i, part, at);
    }
  }

  /** Starts uploads up to an element, and some more. */
  private void uploadAhead(long end) {
    long most = Math.min(data.size(), end + AHEAD * upload);
    while (uploaded < most) {
      long count = Math.min(upload, data.size() - uploaded);
      started.add(data.slice(uploaded, count).startUpload(in.slice(uploaded, count)));
      uploaded += count;
    }
  }

  private void download(long first, long count) {
    started.add(data.slice(first, count).startDownload(out.slice(first, count)));
  }
}
