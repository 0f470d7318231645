// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReductionMemory.Use;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import org.jspecify.annotations.Nullable;

/**
 * A scan of vectors each of which lies in one buffer, in the way that is the fastest for its
 * length:
 *
 * <pre>
 *   blocks      a total of each workgroup's block, their scan, the elements: short, or on CPUs
 *   one pass    by tiles whose workgroups tell each other: on GPUs
 *   chunks      a total of each thread's chunk, their scan in one of these ways, the elements: long
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class BufferScan<F> {

  /**
   * From how many elements on chunks pay: with fewer there are not enough threads. Scans of 2^18,
   * 2^19 and 2^20 products of 8 words took an H100 128, 129 and 149 us by chunks, and 66, 93 and
   * 166 by blocks.
   */
  private static final long LONG_ON_GPU = 1L << 20;

  /** On a CPU they pay as soon as all cores have some. */
  private static final long LONG_ON_CPU = 1L << 12;

  private final PersistentBackend backend;
  private final ReductionMemory<F> memory;
  private final long longFrom;

  BufferScan(PersistentBackend backend, ReductionMemory<F> memory) {
    this.backend = backend;
    this.memory = memory;
    this.longFrom =
        backend.plan().report().type() == DeviceType.CPU
            ? LONG_ON_CPU
            : Long.getLong("scan.long", LONG_ON_GPU);
  }

  /** Scans; the carry may be the total. */
  void scan(
      ScanSteps<F> steps,
      DeviceVector<F> a,
      Scan scan,
      DeviceVector<F> carry,
      DeviceVector<F> out,
      @Nullable DeviceVector<F> total) {
    long step = Math.max(ScanKernels.CHUNK, Math.max(a.sliceStep(), out.sliceStep()));
    long rest = a.size() % step;
    long whole = a.size() - rest;
    TileScan<F> inOnePass = steps.inOnePass();
    // A program may run with vectors that lie in two buffers, which takes two dispatches.
    if (inOnePass != null && !backend.isRecording() && inOnePass.takes(a.size())) {
      total(steps, inOnePass.scan(a, scan, carry, out), total);
    } else if (whole < longFrom) {
      blocks(steps, a, scan, carry, out, total);
    } else if (rest == 0) {
      chunks(steps, a, scan, carry, out, total);
    } else {
      DeviceVector<F> carryOfRest = memory.device(Use.CARRY_OF_REST, 1, a.form());
      chunks(steps, a.slice(0, whole), scan, carry, out.slice(0, whole), carryOfRest);
      blocks(steps, a.slice(whole, rest), scan, carryOfRest, out.slice(whole, rest), total);
    }
  }

  /** A scan by chunks, all of which are whole. */
  private void chunks(
      ScanSteps<F> steps,
      DeviceVector<F> a,
      Scan scan,
      DeviceVector<F> carry,
      DeviceVector<F> out,
      @Nullable DeviceVector<F> total) {
    DeviceVector<F> totals = memory.chunks(a.size() / ScanKernels.CHUNK, a.form());
    steps.chunkTotals(a, totals);
    TileScan<F> inOnePass = steps.inOnePass();
    if (inOnePass != null && inOnePass.takes(totals.size())) {
      total(steps, inOnePass.scan(totals, Scan.EXCLUSIVE, carry, totals), total);
    } else {
      blocks(steps, totals, Scan.EXCLUSIVE, carry, totals, total);
    }
    steps.chunkPrefixes(a, totals, scan.constant(), out);
  }

  private void total(ScanSteps<F> steps, DeviceVector<F> scanned, @Nullable DeviceVector<F> total) {
    if (total != null) {
      steps.combine(scanned, memory.constant(steps.neutral(), total.form()), total);
    }
  }

  /** A scan by a block for each workgroup. */
  private void blocks(
      ScanSteps<F> steps,
      DeviceVector<F> a,
      Scan scan,
      DeviceVector<F> carry,
      DeviceVector<F> out,
      @Nullable DeviceVector<F> total) {
    long workgroups = steps.workgroups().of(a.size(), a.bytes(), a.buffers());
    if (workgroups == 1 && total == null) {
      steps.blockPrefixes(a, carry, scan.constant(), out);
      return;
    }
    DeviceVector<F> totals = memory.device(Use.PARTIALS, workgroups, a.form());
    DeviceVector<F> carries = memory.device(Use.CARRIES, workgroups, a.form());
    steps.blockTotals(a, totals);
    steps.blockPrefixes(totals, carry, Scan.EXCLUSIVE.constant(), carries);
    if (total != null) {
      DeviceVector<F> all = memory.device(Use.TOTAL, 1, a.form());
      steps.total(totals, all);
      steps.combine(all, carry, total);
    }
    steps.blockPrefixes(a, carries, scan.constant(), out);
  }
}
