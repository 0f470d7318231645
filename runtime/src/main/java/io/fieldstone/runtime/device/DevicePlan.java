// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import io.fieldstone.annotations.DeviceFeature;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

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
 * @param segmentBytes most bytes of one piece of a vector, which is one allocation and one buffer
 * @param spinNanos how long a waiting thread spins before it blocks
 * @param hostVisibleOnly whether the device is a CPU, so that copies cannot pay
 * @param pipelineStatistics whether to have the driver tell of pipelines that it has compiled
 * @param memoryLimit bytes that may be taken of host and of device memory each; 0 for no limit
 * @param separateTransfers whether uploads, kernels and downloads are ordered by timelines of their
 *     own although they may share a queue
 * @param gathersPieces whether a kernel gathers the pieces of small jobs, by their addresses, where
 *     else the host copies them
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
    boolean pipelineStatistics,
    long memoryLimit,
    boolean separateTransfers,
    boolean gathersPieces) {

  /**
   * Plans a device without anything that {@code with...} methods ask for.
   *
   * @param report the report that the plan was made from
   * @param compute the queue that kernels run on
   * @param upload the queue that copies host to device; {@code compute} without DMA queues
   * @param download the queue that copies device to host; {@code compute} without DMA queues, and
   *     {@code upload} if there is only one
   * @param enabledFeatures the optional features to enable
   * @param slots chunks in flight at once in a pipelined batch
   * @param segmentBytes most bytes of one piece of a vector, which is one allocation and one buffer
   * @param spinNanos how long a waiting thread spins before it blocks
   * @param hostVisibleOnly whether the device is a CPU, so that copies cannot pay
   */
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
        false,
        0,
        false,
        false);
  }

  /**
   * Checks the limit, and that the device has what is used.
   *
   * @param report the report that the plan was made from
   * @param compute the queue that kernels run on
   * @param upload the queue that copies host to device; {@code compute} without DMA queues
   * @param download the queue that copies device to host; {@code compute} without DMA queues, and
   *     {@code upload} if there is only one
   * @param enabledFeatures the optional features to enable
   * @param slots chunks in flight at once in a pipelined batch
   * @param segmentBytes most bytes of one piece of a vector, which is one allocation and one buffer
   * @param spinNanos how long a waiting thread spins before it blocks
   * @param hostVisibleOnly whether the device is a CPU, so that copies cannot pay
   * @param pipelineStatistics whether to have the driver tell of pipelines that it has compiled
   * @param memoryLimit bytes that may be taken of host and of device memory each; 0 for no limit
   * @param separateTransfers whether uploads, kernels and downloads are ordered by timelines of
   *     their own although they may share a queue
   * @param gathersPieces whether a kernel gathers the pieces of small jobs, by their addresses,
   *     where else the host copies them
   */
  public DevicePlan {
    if (memoryLimit < 0) {
      throw new IllegalArgumentException("a memory limit of " + memoryLimit + " bytes");
    }
    if (gathersPieces && !report.bufferAddresses()) {
      throw new IllegalArgumentException(report.name() + " has no addresses of buffers");
    }
  }

  /** {@return whether copies have queues of their own} */
  public boolean hasDmaQueues() {
    return separateTransfers || !upload.equals(compute);
  }

  /**
   * {@return whether pipelines of kernels that stay in the bounds of their vectors are made without
   * the driver's checks} A CPU's driver keeps them: they cost it little, and without them a mistake
   * ends the process.
   */
  public boolean skipsBoundsChecks() {
    return report.pipelineRobustness() && report.type() != DeviceType.CPU;
  }

  /** {@return the distinct queues, compute first} */
  public List<QueuePlan> queues() {
    return List.of(compute, upload, download).stream().distinct().toList();
  }

  /** {@return the distinct queue families} */
  public int[] families() {
    return queues().stream().mapToInt(QueuePlan::family).distinct().toArray();
  }

  /**
   * {@return what the driver reports of the family that {@code queue} is of}
   *
   * @param queue one of the queues
   */
  public QueueFamily family(QueuePlan queue) {
    return report.queueFamilies().stream()
        .filter(family -> family.index() == queue.family())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no family of " + queue));
  }

  /** {@return how the timestamps of the compute queue count} */
  public TimestampClock computeClock() {
    return clock(compute);
  }

  /**
   * {@return how the timestamps of a queue count}
   *
   * @param queue one of the queues
   */
  public TimestampClock clock(QueuePlan queue) {
    return new TimestampClock(
        family(queue).timestampValidBits(), report.limits().timestampPeriod());
  }

  /**
   * {@return the plan with other segments, for tests of vectors that span several}
   *
   * @param bytes bytes of host memory and of device memory that may be taken, each; 0 for no limit
   */
  public DevicePlan withSegmentBytes(long bytes) {
    return with(draft -> draft.segmentBytes = bytes);
  }

  /**
   * {@return the plan with statistics of pipelines if they are wanted and the device has any}
   *
   * @param wanted whether they are wanted
   */
  public DevicePlan withPipelineStatistics(boolean wanted) {
    return with(draft -> draft.pipelineStatistics = wanted && report.pipelineStatistics());
  }

  /**
   * {@return the plan with a limit on the memory that is taken; 0 for none}
   *
   * @param bytes bytes of host memory and of device memory that may be taken, each; 0 for no limit
   */
  public DevicePlan withMemoryLimit(long bytes) {
    return with(draft -> draft.memoryLimit = bytes);
  }

  /**
   * {@return the plan with the path over DMA queues on any device: uploads, kernels and downloads
   * are ordered by a timeline each, as if they had queues of their own, and share what queues there
   * are} For tests, and for odd drivers.
   */
  public DevicePlan withSeparateTransfers() {
    return with(draft -> draft.separateTransfers = true);
  }

  /**
   * {@return the plan with the pieces of small jobs gathered by a kernel, or by the host}
   *
   * @param wanted whether by a kernel, if the device has addresses of buffers
   */
  public DevicePlan withGatheredPieces(boolean wanted) {
    return with(draft -> draft.gathersPieces = wanted && report.bufferAddresses());
  }

  private DevicePlan with(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    return new DevicePlan(
        report,
        compute,
        upload,
        download,
        enabledFeatures,
        slots,
        draft.segmentBytes,
        spinNanos,
        hostVisibleOnly,
        draft.pipelineStatistics,
        draft.memoryLimit,
        draft.separateTransfers,
        draft.gathersPieces);
  }

  /** What can be changed of this plan. */
  private final class Draft {
    long segmentBytes = DevicePlan.this.segmentBytes;
    boolean pipelineStatistics = DevicePlan.this.pipelineStatistics;
    long memoryLimit = DevicePlan.this.memoryLimit;
    boolean separateTransfers = DevicePlan.this.separateTransfers;
    boolean gathersPieces = DevicePlan.this.gathersPieces;
  }
}
