// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReductionMemory.Use;
import io.fieldstone.runtime.DeviceVector;
import org.jspecify.annotations.Nullable;

/** The kernels that a scan by one operation is made of. */
interface ScanSteps<F> {

  /** Returns how many workgroups share a scan by blocks. */
  WorkgroupCount workgroups();

  /** Returns what scans in one pass; null if nothing does. */
  @Nullable TileScan<F> inOnePass();

  /** Which constant the operation leaves as it is. */
  Use neutral();

  void chunkTotals(DeviceVector<F> a, DeviceVector<F> totals);

  void chunkPrefixes(DeviceVector<F> a, DeviceVector<F> carries, int mode, DeviceVector<F> out);

  void blockTotals(DeviceVector<F> a, DeviceVector<F> totals);

  void blockPrefixes(DeviceVector<F> a, DeviceVector<F> carries, int mode, DeviceVector<F> out);

  /** Combines all elements into one. */
  void total(DeviceVector<F> a, DeviceVector<F> total);

  /** Combines element by element. */
  void combine(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out);

  /** Returns the steps of products. */
  static <F> ScanSteps<F> ofProducts(
      WorkgroupCount workgroups,
      @Nullable TileScan<F> inOnePass,
      ScanKernels<F> scans,
      ReductionKernels<F> reductions,
      ProductKernels<F> products) {
    return new ScanSteps<>() {
      @Override
      public WorkgroupCount workgroups() {
        return workgroups;
      }

      @Override
      public @Nullable TileScan<F> inOnePass() {
        return inOnePass;
      }

      @Override
      public Use neutral() {
        return Use.ONE;
      }

      @Override
      public void chunkTotals(DeviceVector<F> a, DeviceVector<F> totals) {
        scans.chunkProducts(a, totals);
      }

      @Override
      public void chunkPrefixes(
          DeviceVector<F> a, DeviceVector<F> carries, int mode, DeviceVector<F> out) {
        scans.chunkPrefixProducts(a, carries, mode, out);
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
      TileScan<F> inOnePass,
      ScanKernels<F> scans,
      ReductionKernels<F> reductions,
      VectorKernels<F> vectors) {
    return new ScanSteps<>() {
      @Override
      public WorkgroupCount workgroups() {
        return workgroups;
      }

      @Override
      public TileScan<F> inOnePass() {
        return inOnePass;
      }

      @Override
      public Use neutral() {
        return Use.ZERO;
      }

      @Override
      public void chunkTotals(DeviceVector<F> a, DeviceVector<F> totals) {
        scans.chunkSums(a, totals);
      }

      @Override
      public void chunkPrefixes(
          DeviceVector<F> a, DeviceVector<F> carries, int mode, DeviceVector<F> out) {
        scans.chunkPrefixSums(a, carries, mode, out);
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
