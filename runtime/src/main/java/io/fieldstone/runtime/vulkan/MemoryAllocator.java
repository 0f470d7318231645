// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.util.vma.Vma.VMA_ALLOCATION_CREATE_DEDICATED_MEMORY_BIT;
import static org.lwjgl.util.vma.Vma.VMA_ALLOCATION_CREATE_HOST_ACCESS_RANDOM_BIT;
import static org.lwjgl.util.vma.Vma.VMA_ALLOCATION_CREATE_MAPPED_BIT;
import static org.lwjgl.util.vma.Vma.VMA_MEMORY_USAGE_AUTO_PREFER_DEVICE;
import static org.lwjgl.util.vma.Vma.VMA_MEMORY_USAGE_AUTO_PREFER_HOST;
import static org.lwjgl.util.vma.Vma.vmaCreateAllocator;
import static org.lwjgl.util.vma.Vma.vmaCreateBuffer;
import static org.lwjgl.util.vma.Vma.vmaCreatePool;
import static org.lwjgl.util.vma.Vma.vmaDestroyAllocator;
import static org.lwjgl.util.vma.Vma.vmaDestroyBuffer;
import static org.lwjgl.util.vma.Vma.vmaDestroyPool;
import static org.lwjgl.util.vma.Vma.vmaFindMemoryTypeIndexForBufferInfo;
import static org.lwjgl.vulkan.VK10.VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
import static org.lwjgl.vulkan.VK10.VK_BUFFER_USAGE_TRANSFER_DST_BIT;
import static org.lwjgl.vulkan.VK10.VK_BUFFER_USAGE_TRANSFER_SRC_BIT;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT;
import static org.lwjgl.vulkan.VK10.VK_SHARING_MODE_CONCURRENT;
import static org.lwjgl.vulkan.VK10.VK_SHARING_MODE_EXCLUSIVE;

import io.fieldstone.runtime.device.DeviceReport;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.util.vma.VmaAllocationCreateInfo;
import org.lwjgl.util.vma.VmaAllocationInfo;
import org.lwjgl.util.vma.VmaAllocatorCreateInfo;
import org.lwjgl.util.vma.VmaPoolCreateInfo;
import org.lwjgl.util.vma.VmaVulkanFunctions;
import org.lwjgl.vulkan.VkBufferCreateInfo;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkPhysicalDevice;

/**
 * Makes buffers in host and in device memory, through VMA. Thread-safe.
 *
 * <p>Buffers are shared concurrently by the queue families in use: for buffers that costs nothing
 * on the hardware that has several, and spares an ownership transfer per chunk.
 */
public final class MemoryAllocator implements AutoCloseable {

  private static final long PAGE_BYTES = 4096;

  /**
   * From here on a buffer gets memory of its own, which goes back to the system when it is freed.
   */
  private static final long DEDICATED_BYTES = 8L << 20;

  private static final int USAGE =
      VK_BUFFER_USAGE_STORAGE_BUFFER_BIT
          | VK_BUFFER_USAGE_TRANSFER_SRC_BIT
          | VK_BUFFER_USAGE_TRANSFER_DST_BIT;

  private final long allocator;
  private final int[] families;
  private final long hostPool;

  MemoryAllocator(VkPhysicalDevice physicalDevice, VkDevice device, int[] families) {
    this.families = families;
    this.allocator = createAllocator(physicalDevice, device);
    this.hostPool = createHostPool();
  }

  private static long createAllocator(VkPhysicalDevice physicalDevice, VkDevice device) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VmaVulkanFunctions functions =
          VmaVulkanFunctions.calloc(stack).set(physicalDevice.getInstance(), device);
      VmaAllocatorCreateInfo info =
          VmaAllocatorCreateInfo.calloc(stack)
              .instance(physicalDevice.getInstance())
              .physicalDevice(physicalDevice)
              .device(device)
              .vulkanApiVersion(DeviceReport.MINIMUM_API_VERSION)
              .pVulkanFunctions(functions);
      PointerBuffer pointer = stack.mallocPointer(1);
      VulkanResult.check(vmaCreateAllocator(info, pointer), "vmaCreateAllocator");
      return pointer.get(0);
    }
  }

  /** A pool of its own gives small host buffers the page alignment that they promise. */
  private long createHostPool() {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer type = stack.mallocInt(1);
      VulkanResult.check(
          vmaFindMemoryTypeIndexForBufferInfo(
              allocator, bufferInfo(stack, PAGE_BYTES), hostMemory(stack), type),
          "vmaFindMemoryTypeIndexForBufferInfo");
      VmaPoolCreateInfo info =
          VmaPoolCreateInfo.calloc(stack)
              .memoryTypeIndex(type.get(0))
              .minAllocationAlignment(PAGE_BYTES);
      PointerBuffer pointer = stack.mallocPointer(1);
      VulkanResult.check(vmaCreatePool(allocator, info, pointer), "vmaCreatePool");
      return pointer.get(0);
    }
  }

  private static VmaAllocationCreateInfo hostMemory(MemoryStack stack) {
    return VmaAllocationCreateInfo.calloc(stack)
        .usage(VMA_MEMORY_USAGE_AUTO_PREFER_HOST)
        .flags(VMA_ALLOCATION_CREATE_MAPPED_BIT | VMA_ALLOCATION_CREATE_HOST_ACCESS_RANDOM_BIT)
        .requiredFlags(VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT)
        .preferredFlags(VK_MEMORY_PROPERTY_HOST_CACHED_BIT);
  }

  private VkBufferCreateInfo bufferInfo(MemoryStack stack, long bytes) {
    VkBufferCreateInfo info =
        VkBufferCreateInfo.calloc(stack).sType$Default().size(bytes).usage(USAGE);
    return families.length > 1
        ? info.sharingMode(VK_SHARING_MODE_CONCURRENT).pQueueFamilyIndices(stack.ints(families))
        : info.sharingMode(VK_SHARING_MODE_EXCLUSIVE);
  }

  /**
   * Allocates mapped, page-aligned, coherent host memory that kernels and copies can use.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough
   */
  public GpuBuffer allocateHost(long bytes) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VmaAllocationCreateInfo memory = hostMemory(stack);
      if (bytes >= DEDICATED_BYTES) {
        memory.flags(memory.flags() | VMA_ALLOCATION_CREATE_DEDICATED_MEMORY_BIT);
      } else {
        memory.pool(hostPool);
      }
      return create(stack, bytes, memory);
    }
  }

  /**
   * Allocates device memory.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough
   */
  public GpuBuffer allocateDevice(long bytes) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VmaAllocationCreateInfo memory =
          VmaAllocationCreateInfo.calloc(stack)
              .usage(VMA_MEMORY_USAGE_AUTO_PREFER_DEVICE)
              .requiredFlags(VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT);
      if (bytes >= DEDICATED_BYTES) {
        memory.flags(VMA_ALLOCATION_CREATE_DEDICATED_MEMORY_BIT);
      }
      return create(stack, bytes, memory);
    }
  }

  private GpuBuffer create(MemoryStack stack, long bytes, VmaAllocationCreateInfo memory) {
    LongBuffer buffer = stack.mallocLong(1);
    PointerBuffer allocation = stack.mallocPointer(1);
    VmaAllocationInfo info = VmaAllocationInfo.calloc(stack);
    VulkanResult.check(
        vmaCreateBuffer(allocator, bufferInfo(stack, bytes), memory, buffer, allocation, info),
        "vmaCreateBuffer(" + bytes + " bytes)");
    return new GpuBuffer(buffer.get(0), allocation.get(0), bytes, info.pMappedData());
  }

  /** Frees a buffer that nothing on the device uses any more. */
  public void free(GpuBuffer buffer) {
    vmaDestroyBuffer(allocator, buffer.handle(), buffer.allocation());
  }

  @Override
  public void close() {
    vmaDestroyPool(allocator, hostPool);
    vmaDestroyAllocator(allocator);
  }
}
