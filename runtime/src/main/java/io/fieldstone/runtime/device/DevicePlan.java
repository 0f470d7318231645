// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import io.fieldstone.annotations.DeviceFeature;
import java.util.List;
import java.util.Set;

/**
 * What Fieldstone will use of a device: plain data, derived from its report by {@link
 * DevicePlanner}.
 *
 * @param report the report that the plan was made from
 * @param compute the queue that kernels run on
 * @param upload the queue that copies host to device; {@code compute} without DMA queues
 * @param download the queue that copies device to host; {@code compute} without DMA queues, and
 *     {@code upload} if there is only one
 * @param enabledFeatures the optional features to enable
 * @param slots chunks in flight at once in a pipelined batch
 * @param segmentBytes bytes of one piece of a vector, which is one allocation and one buffer
 * @param spinNanos how long a waiting thread spins before it blocks
 * @param hostVisibleOnly whether the device is a CPU, so that copies cannot pay
 * @param pipelineStatistics whether to have the driver tell of pipelines that it has compiled
 */
public record DevicePlan(
    DeviceReport report,
    QueuePlan compute,
    QueuePlan upload,
    QueuePlan download,
    Set<DeviceFeature> enabledFeatures,
    int slots,
    long segmentBytes,
    long spinNanos,
    boolean hostVisibleOnly,
    boolean pipelineStatistics) {

  /** Plans a device without statistics of pipelines. */
  public DevicePlan(
      DeviceReport report,
      QueuePlan compute,
      QueuePlan upload,
      QueuePlan download,
      Set<DeviceFeature> enabledFeatures,
      int slots,
      long segmentBytes,
      long spinNanos,
      boolean hostVisibleOnly) {
    this(
        report,
        compute,
        upload,
        download,
        enabledFeatures,
        slots,
        segmentBytes,
        spinNanos,
        hostVisibleOnly,
        false);
  }

  /** Returns whether copies have queues of their own. */
  public boolean hasDmaQueues() {
    return !upload.equals(compute);
  }

  /** Returns the distinct queues, compute first. */
  public List<QueuePlan> queues() {
    return List.of(compute, upload, download).stream().distinct().toList();
  }

  /** Returns the distinct queue families. */
  public int[] families() {
    return queues().stream().mapToInt(QueuePlan::family).distinct().toArray();
  }

  /** Returns the plan with other segments, for tests of vectors that span several. */
  public DevicePlan withSegmentBytes(long bytes) {
    return new DevicePlan(
        report,
        compute,
        upload,
        download,
        enabledFeatures,
        slots,
        bytes,
        spinNanos,
        hostVisibleOnly,
        pipelineStatistics);
  }

  /** Returns the plan with statistics of pipelines if they are wanted and the device has any. */
  public DevicePlan withPipelineStatistics(boolean wanted) {
    return new DevicePlan(
        report,
        compute,
        upload,
        download,
        enabledFeatures,
        slots,
        segmentBytes,
        spinNanos,
        hostVisibleOnly,
        wanted && report.pipelineStatistics());
  }

  /** Returns how the timestamps of the compute queue count. */
  public TimestampClock computeClock() {
    int validBits =
        report.queueFamilies().stream()
            .filter(family -> family.index() == compute.family())
            .mapToInt(QueueFamily::timestampValidBits)
            .findFirst()
            .orElse(0);
    return new TimestampClock(validBits, report.limits().timestampPeriod());
  }
}
