// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReductionMemory.Use;
import io.fieldstone.runtime.DeviceVector;

/** The kernels that a scan by one operation is made of. */
interface ScanSteps<F> {

  /** So many sums one workgroup scans in about the time that three dispatches take. */
  long MOST_OF_ONE_WORKGROUP = 8192;

  /** Returns how many workgroups share a scan by blocks. */
  WorkgroupCount workgroups();

  /** Which constant the operation leaves as it is. */
  Use neutral();

  /**
   * What the first step leaves of a long vector.
   *
   * @param chunks one element for each chunk
   * @param totals those to scan, exclusively and in place, before the last step
   * @param workgroups how many scan them
   */
  record ChunkTotals<F>(DeviceVector<F> chunks, DeviceVector<F> totals, long workgroups) {}

  /** Takes the first step, over whole chunks in one buffer. */
  ChunkTotals<F> chunkTotals(DeviceVector<F> a, ReductionMemory<F> memory);

  /** Takes the last step, once the totals are scanned. */
  void chunkPrefixes(DeviceVector<F> a, ChunkTotals<F> scanned, int mode, DeviceVector<F> out);

  void blockTotals(DeviceVector<F> a, DeviceVector<F> totals);

  void blockPrefixes(DeviceVector<F> a, DeviceVector<F> carries, int mode, DeviceVector<F> out);

  /** Combines all elements into one. */
  void total(DeviceVector<F> a, DeviceVector<F> total);

  /** Combines element by element. */
  void combine(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out);

  /** Returns the steps of products. */
  static <F> ScanSteps<F> ofProducts(
      WorkgroupCount workgroups,
      ScanKernels<F> scans,
      ReductionKernels<F> reductions,
      ProductKernels<F> products) {
    return new ScanSteps<>() {
      @Override
      public WorkgroupCount workgroups() {
        return workgroups;
      }

      @Override
      public Use neutral() {
        return Use.ONE;
      }

      @Override
      public ChunkTotals<F> chunkTotals(DeviceVector<F> a, ReductionMemory<F> memory) {
        DeviceVector<F> totals = memory.chunks(a.size() / ScanKernels.CHUNK, a.form());
        scans.chunkProducts(a, totals);
        return new ChunkTotals<>(totals, totals, workgroups.of(totals));
      }

      @Override
      public void chunkPrefixes(
          DeviceVector<F> a, ChunkTotals<F> scanned, int mode, DeviceVector<F> out) {
        scans.chunkPrefixProducts(a, scanned.totals(), mode, out);
      }

      @Override
      public void blockTotals(DeviceVector<F> a, DeviceVector<F> totals) {
        reductions.blockProducts(a, totals);
      }

      @Override
      public void blockPrefixes(
          DeviceVector<F> a, DeviceVector<F> carries, int mode, DeviceVector<F> out) {
        reductions.blockPrefixProducts(a, carries, mode, out);
      }

      @Override
      public void total(DeviceVector<F> a, DeviceVector<F> total) {
        reductions.partialProducts(a, total);
      }

      @Override
      public void combine(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
        products.mul(a, b, out);
      }
    };
  }

  /** Returns the steps of sums. */
  static <F> ScanSteps<F> ofSums(
      WorkgroupCount workgroups,
      WorkgroupCount groups,
      ScanKernels<F> scans,
      ReductionKernels<F> reductions,
      VectorKernels<F> vectors) {
    return new ScanSteps<>() {
      @Override
      public WorkgroupCount workgroups() {
        return workgroups;
      }

      @Override
      public Use neutral() {
        return Use.ZERO;
      }

      @Override
      public ChunkTotals<F> chunkTotals(DeviceVector<F> a, ReductionMemory<F> memory) {
        DeviceVector<F> prefixes = memory.chunks(a.size() / ScanKernels.CHUNK, a.form());
        DeviceVector<F> totals = memory.device(Use.GROUPS, groups.of(a), a.form());
        scans.chunkSums(a, prefixes, totals);
        long scanning = totals.size() <= MOST_OF_ONE_WORKGROUP ? 1 : workgroups.of(totals);
        return new ChunkTotals<>(prefixes, totals, scanning);
      }

      @Override
      public void chunkPrefixes(
          DeviceVector<F> a, ChunkTotals<F> scanned, int mode, DeviceVector<F> out) {
        scans.chunkPrefixSums(a, scanned.chunks(), scanned.totals(), mode, out);
      }

      @Override
      public void blockTotals(DeviceVector<F> a, DeviceVector<F> totals) {
        scans.blockSums(a, totals);
      }

      @Override
      public void blockPrefixes(
          DeviceVector<F> a, DeviceVector<F> carries, int mode, DeviceVector<F> out) {
        scans.blockPrefixSums(a, carries, mode, out);
      }

      @Override
      public void total(DeviceVector<F> a, DeviceVector<F> total) {
        reductions.partialSums(a, total);
      }

      @Override
      public void combine(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
        vectors.add(a, b, out);
      }
    };
  }
}
