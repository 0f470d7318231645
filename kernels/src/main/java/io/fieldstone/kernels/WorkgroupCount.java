// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DeviceType;

/**
 * How many workgroups share the work of a reduction: enough to fill the device, and few enough that
 * one workgroup reduces what they leave.
 *
 * @param most workgroups that fill the device
 * @param bindingBytes bytes of a vector that one dispatch covers; each dispatch needs a workgroup
 */
record WorkgroupCount(int most, long bindingBytes) {

  /** Four for each of 256 threads: less is not worth another workgroup. */
  private static final int ELEMENTS_PER_WORKGROUP = 1024;

  /**
   * Mesa's CPU driver ends loops after 65535 iterations of one invocation, all its loops together,
   * and then results are wrong: 256 elements for each of 256 threads leave room for 250 iterations
   * per element. No device gains by more.
   */
  private static final int MOST_ELEMENTS_PER_WORKGROUP = 1 << 16;

  /**
   * A little less than what an H200 keeps resident, at 256 threads each, once or twice over: the
   * last of them then end at about the same time.
   */
  private static final int GPU_WORKGROUPS = 768;

  /** A CPU runs a workgroup on one core; some more even out the load. */
  private static final int WORKGROUPS_PER_CORE = 4;

  /**
   * What an H100 or H200 keeps resident of inner products, which take more registers: three on each
   * of 132 multiprocessors. Each of them reduces its columns once, so a second round costs more.
   */
  private static final int GPU_INNER_PRODUCT_WORKGROUPS = 396;

  /**
   * One for each multiprocessor of an H100: each multiplies as often again as its threads have
   * levels, so that scans of 2^13 to 2^19 products take up to half as long again with more.
   */
  private static final int GPU_PRODUCT_SCAN_WORKGROUPS = 132;

  /** Sums have no such work: what counts is that memory is busy. */
  private static final int GPU_SUM_SCAN_WORKGROUPS = 512;

  static WorkgroupCount of(DevicePlan plan) {
    return of(plan, GPU_WORKGROUPS);
  }

  static WorkgroupCount ofInnerProduct(DevicePlan plan) {
    return of(plan, GPU_INNER_PRODUCT_WORKGROUPS);
  }

  static WorkgroupCount ofProductScan(DevicePlan plan) {
    return of(plan, GPU_PRODUCT_SCAN_WORKGROUPS);
  }

  static WorkgroupCount ofSumScan(DevicePlan plan) {
    return of(plan, GPU_SUM_SCAN_WORKGROUPS);
  }

  private static WorkgroupCount of(DevicePlan plan, int gpuWorkgroups) {
    int most =
        plan.report().type() == DeviceType.CPU
            ? WORKGROUPS_PER_CORE * Runtime.getRuntime().availableProcessors()
            : gpuWorkgroups;
    return new WorkgroupCount(
        most, Math.min(plan.segmentBytes(), plan.report().limits().maxStorageBufferRange()));
  }

  /**
   * Returns a power of two, or what fills the device, so that vectors of any length share a few
   * sizes of partials.
   *
   * @param buffers how many buffers the elements lie in
   */
  long of(long elements, long bytes, int buffers) {
    long wanted = Math.min(most, ceilDiv(elements, ELEMENTS_PER_WORKGROUP));
    long least = ceilDiv(elements, MOST_ELEMENTS_PER_WORKGROUP);
    // Segments end at whole granules: never more than twice as many as there would be otherwise.
    long dispatches = bytes > bindingBytes || buffers > 1 ? 2 * ceilDiv(bytes, bindingBytes) : 1;
    long count = Math.max(Math.max(wanted, least), dispatches);
    return count == most ? count : ceilPowerOfTwo(count);
  }

  private static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  static long ceilPowerOfTwo(long value) {
    return value <= 1 ? 1 : Long.highestOneBit(value - 1) << 1;
  }
}
