// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

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
 * <p>What is computed while no copy runs is the longest pass, and the others of one part. So the
 * part that comes back first, or goes there last, is one block, and parts farther from it are of
 * more blocks, since each copy costs some time. Copies are started some parts ahead of the passes,
 * and waited for at the end. Of bls12_381_fr, 2^22 elements took an H200 6.10 ms like this, 6.42 in
 * 16 equal parts and 6.83 without any, where the copies alone took 5.45; 2^20 took 1.60 ms in parts
 * of 8 MiB, 1.75 in smaller ones and 1.70 without any. What has only one part is not worth it.
 */
final class HostTransform<F> {

  /**
   * So many bytes are copied at a time at least: for a shorter copy, the host takes longer to have
   * its passes and itself run than the bus.
   */
  static final long PART_BYTES = 1L << 23;

  private static final int LOG_MOST_BLOCKS = 4;

  /** A part of a row is so much of it at most: where passes take longer, the last one waits. */
  private static final int MOST_OF_ROW = 4;

  /** How many uploads are started before the passes of a part. */
  private static final int AHEAD = 8;

  private final Transform<F> transform;
  private final HostVector<F> in;
  private final DeviceVector<F> data;
  private final HostVector<F> out;
  private final StartedCopies copies = new StartedCopies();

  /** How many elements are one row, and how many are transformed together. */
  private final long row;

  private final long unit;

  /** Where the parts of a row end that are transformed by themselves, in blocks. */
  private final long[] partEnds;

  /** Where uploads end, how many were started, and how many of these were needed so far. */
  private final long[] uploadEnds;

  private int uploads;
  private int needed;

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
    int logBlocks = unit == row && columns == 1 ? logBlocks(least) : 0;
    this.partEnds = partEnds(1 << logBlocks, row >> logBlocks, readsReversed());
    this.uploadEnds = uploadEnds();
  }

  /** Returns where parts end: of one block at first, or at last if they shrink. */
  private static long[] partEnds(int blocks, long block, boolean shrink) {
    int most = Math.max(1, blocks / MOST_OF_ROW);
    List<Long> ends = new ArrayList<>();
    for (int done = 0; done < blocks; ) {
      done += Math.min(Math.max(done, 1), Math.min(most, blocks - done));
      ends.add(done * block);
    }
    long[] parts = ends.stream().mapToLong(Long::longValue).toArray();
    if (shrink) {
      for (int i = 0; i + 1 < parts.length; i++) {
        parts[i] = blocks * block - ends.get(parts.length - 2 - i);
      }
    }
    return parts;
  }

  private long[] uploadEnds() {
    if (partEnds.length == 1 || !readsReversed()) {
      return LongStream.iterate(0, first -> first < data.size(), first -> first + unit)
          .map(first -> Math.min(first + unit, data.size()))
          .toArray();
    }
    return LongStream.iterate(0, first -> first < data.size(), first -> first + row)
        .flatMap(first -> LongStream.of(partEnds).map(end -> first + end))
        .toArray();
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
    int most = Math.min(transform.domain().plan(transform.order()).logRadix(0), LOG_MOST_BLOCKS);
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
    if (partEnds.length == 1 && unit == data.size()) {
      data.upload(in);
      transform.apply(data);
      data.download(out);
      return;
    }
    copies.awaitAllOf(
        () -> {
          for (long first = 0; first < data.size(); first += unit) {
            transformUnit(first, Math.min(unit, data.size() - first));
          }
        });
  }

  private void transformUnit(long first, long count) {
    DeviceVector<F> all = data.slice(first, count);
    if (partEnds.length == 1) {
      uploadAhead(first + count);
      transform.rows((int) (count / row)).apply(all);
      download(first, count);
    } else if (readsReversed()) {
      int last = transform.passes() - 1;
      long begin = 0;
      for (long end : partEnds) {
        uploadAhead(first + end);
        passes(first, begin, end, 0, last);
        begin = end;
      }
      transform.pass(last, all, 0);
      download(first, count);
    } else {
      uploadAhead(first + count);
      transform.pass(0, all, 0);
      long begin = 0;
      for (long end : partEnds) {
        passes(first, begin, end, 1, transform.passes());
        download(first + begin, end - begin);
        begin = end;
      }
    }
  }

  /** Makes some passes of a part of a row, which begins at {@code first}. */
  private void passes(long first, long begin, long end, int firstPass, int endPass) {
    DeviceVector<F> part = data.slice(first + begin, end - begin);
    for (int i = firstPass; i < endPass; i++) {
      transform.pass(i, part, begin);
    }
  }

  /** Starts uploads up to an element, and some more. */
  private void uploadAhead(long end) {
    while (uploadEnds[needed] < end) {
      needed++;
    }
    while (uploads < Math.min(uploadEnds.length, needed + 1 + AHEAD)) {
      long begin = uploads == 0 ? 0 : uploadEnds[uploads - 1];
      long count = uploadEnds[uploads] - begin;
      copies.add(data.slice(begin, count).startUpload(in.slice(begin, count)));
      uploads++;
    }
  }

  private void download(long first, long count) {
    copies.add(data.slice(first, count).startDownload(out.slice(first, count)));
  }
}
