// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

/**
 * The limits that shape dispatches and memory, in the units of Vulkan's own limits. What Vulkan
 * counts in 64 unsigned bits is at most {@link Long#MAX_VALUE} here: a driver without a limit says
 * 2^64 - 1.
 *
 * @param maxStorageBufferRange bytes of a buffer that one binding can cover
 * @param minStorageBufferOffsetAlignment bytes that a binding's offset must be a multiple of
 * @param maxMemoryAllocationSize bytes of the largest single allocation
 * @param maxPushConstantsSize bytes of the push-constant block
 * @param maxComputeWorkGroupCountX workgroups of one dispatch along x
 * @param maxComputeWorkGroupInvocations invocations of one workgroup
 * @param maxBoundDescriptorSets descriptor sets of one pipeline
 * @param maxStorageBuffers vectors that one kernel can have
 * @param timestampPeriod nanoseconds that a timestamp takes to count one further
 * @param maxComputeSharedMemorySize bytes that the invocations of a workgroup share
 */
public record DeviceLimits(
    long maxStorageBufferRange,
    long minStorageBufferOffsetAlignment,
    long maxMemoryAllocationSize,
    int maxPushConstantsSize,
    long maxComputeWorkGroupCountX,
    int maxComputeWorkGroupInvocations,
    int maxBoundDescriptorSets,
    int maxStorageBuffers,
    float timestampPeriod,
    long maxComputeSharedMemorySize) {

  /** What every device of Vulkan has. */
  private static final long LEAST_SHARED_MEMORY = 16_384;

  /**
   * Reads 64-bit limits as unsigned.
   *
   * @param maxStorageBufferRange bytes of a buffer that one binding can cover
   * @param minStorageBufferOffsetAlignment bytes that a binding's offset must be a multiple of
   * @param maxMemoryAllocationSize bytes of the largest single allocation
   * @param maxPushConstantsSize bytes of the push-constant block
   * @param maxComputeWorkGroupCountX workgroups of one dispatch along x
   * @param maxComputeWorkGroupInvocations invocations of one workgroup
   * @param maxBoundDescriptorSets descriptor sets of one pipeline
   * @param maxStorageBuffers vectors that one kernel can have
   * @param timestampPeriod nanoseconds that a timestamp takes to count one further
   * @param maxComputeSharedMemorySize bytes that the invocations of a workgroup share
   */
  public DeviceLimits {
    minStorageBufferOffsetAlignment = saturated(minStorageBufferOffsetAlignment);
    maxMemoryAllocationSize = saturated(maxMemoryAllocationSize);
  }

  private static long saturated(long unsigned) {
    return unsigned < 0 ? Long.MAX_VALUE : unsigned;
  }

  /**
   * Describes a device that takes any number of vectors, whose timestamps are nanoseconds, and
   * whose workgroups share the least that there is.
   *
   * @param maxStorageBufferRange bytes of a buffer that one binding can cover
   * @param minStorageBufferOffsetAlignment bytes that a binding's offset must be a multiple of
   * @param maxMemoryAllocationSize bytes of the largest single allocation
   * @param maxPushConstantsSize bytes of the push-constant block
   * @param maxComputeWorkGroupCountX workgroups of one dispatch along x
   * @param maxComputeWorkGroupInvocations invocations of one workgroup
   * @param maxBoundDescriptorSets descriptor sets of one pipeline
   */
  public DeviceLimits(
      long maxStorageBufferRange,
      long minStorageBufferOffsetAlignment,
      long maxMemoryAllocationSize,
      int maxPushConstantsSize,
      long maxComputeWorkGroupCountX,
      int maxComputeWorkGroupInvocations,
      int maxBoundDescriptorSets) {
    this(
        maxStorageBufferRange,
        minStorageBufferOffsetAlignment,
        maxMemoryAllocationSize,
        maxPushConstantsSize,
        maxComputeWorkGroupCountX,
        maxComputeWorkGroupInvocations,
        maxBoundDescriptorSets,
        Integer.MAX_VALUE,
        1,
        LEAST_SHARED_MEMORY);
  }
}
