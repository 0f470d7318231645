// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.util.vma.Vma.VMA_ALLOCATION_CREATE_DEDICATED_MEMORY_BIT;
import static org.lwjgl.util.vma.Vma.VMA_ALLOCATION_CREATE_HOST_ACCESS_RANDOM_BIT;
import static org.lwjgl.util.vma.Vma.VMA_ALLOCATION_CREATE_MAPPED_BIT;
import static org.lwjgl.util.vma.Vma.VMA_ALLOCATOR_CREATE_BUFFER_DEVICE_ADDRESS_BIT;
import static org.lwjgl.util.vma.Vma.VMA_ALLOCATOR_CREATE_EXT_MEMORY_BUDGET_BIT;
import static org.lwjgl.util.vma.Vma.VMA_MEMORY_USAGE_AUTO_PREFER_DEVICE;
import static org.lwjgl.util.vma.Vma.VMA_MEMORY_USAGE_AUTO_PREFER_HOST;
import static org.lwjgl.util.vma.Vma.vmaGetHeapBudgets;
import static org.lwjgl.util.vma.Vma.vmaSetCurrentFrameIndex;
import static org.lwjgl.vulkan.VK10.VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
import static org.lwjgl.vulkan.VK10.VK_BUFFER_USAGE_TRANSFER_DST_BIT;
import static org.lwjgl.vulkan.VK10.VK_BUFFER_USAGE_TRANSFER_SRC_BIT;
import static org.lwjgl.vulkan.VK10.VK_MAX_MEMORY_HEAPS;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT;
import static org.lwjgl.vulkan.VK10.VK_SHARING_MODE_CONCURRENT;
import static org.lwjgl.vulkan.VK10.VK_SHARING_MODE_EXCLUSIVE;
import static org.lwjgl.vulkan.VK10.vkGetPhysicalDeviceMemoryProperties;
import static org.lwjgl.vulkan.VK12.VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT;
import static org.lwjgl.vulkan.VK12.vkGetBufferDeviceAddress;

import io.fieldstone.runtime.device.DeviceReport;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.util.vma.VmaAllocationCreateInfo;
import org.lwjgl.util.vma.VmaAllocationInfo;
import org.lwjgl.util.vma.VmaAllocatorCreateInfo;
import org.lwjgl.util.vma.VmaBudget;
import org.lwjgl.util.vma.VmaPoolCreateInfo;
import org.lwjgl.util.vma.VmaVulkanFunctions;
import org.lwjgl.vulkan.VkBufferCreateInfo;
import org.lwjgl.vulkan.VkBufferDeviceAddressInfo;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkPhysicalDevice;
import org.lwjgl.vulkan.VkPhysicalDeviceMemoryProperties;

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

  static final int USAGE =
      VK_BUFFER_USAGE_STORAGE_BUFFER_BIT
          | VK_BUFFER_USAGE_TRANSFER_SRC_BIT
          | VK_BUFFER_USAGE_TRANSFER_DST_BIT;

  private final DeviceAccess access;
  private final Teardown teardown = new Teardown();
  private final long allocator;
  private final int hostHeap;
  private final int deviceHeap;
  private final long hostPool;
  private final MemoryLedger ledger;
  private final AtomicInteger budgetReads = new AtomicInteger();

  MemoryAllocator(DeviceAccess access) {
    this.access = access;
    boolean made = false;
    try (MemoryStack stack = MemoryStack.stackPush()) {
      long created = createAllocator(access, stack);
      teardown.add(() -> access.calls().vmaDestroyAllocator(created));
      allocator = created;
      int hostType = memoryType(access, created, hostMemory(stack), stack);
      hostHeap = heap(access, hostType, stack);
      deviceHeap = heap(access, memoryType(access, created, deviceMemory(stack), stack), stack);
      long pool = createPool(access, created, hostType, stack);
      teardown.add(() -> access.calls().vmaDestroyPool(created, pool));
      hostPool = pool;
      ledger =
          new MemoryLedger(
              access.plan().memoryLimit(), SystemMemory.bytes(), hostHeap == deviceHeap);
      made = true;
    } finally {
      if (!made) {
        teardown.run();
      }
    }
  }

  private static long createAllocator(DeviceAccess access, MemoryStack stack) {
    VkDevice device = access.device();
    VkPhysicalDevice physicalDevice = device.getPhysicalDevice();
    VmaVulkanFunctions functions =
        VmaVulkanFunctions.calloc(stack).set(physicalDevice.getInstance(), device);
    VmaAllocatorCreateInfo info =
        VmaAllocatorCreateInfo.calloc(stack)
            .instance(physicalDevice.getInstance())
            .physicalDevice(physicalDevice)
            .device(device)
            .vulkanApiVersion(DeviceReport.MINIMUM_API_VERSION)
            .pVulkanFunctions(functions);
    int budget =
        access.plan().report().memoryBudget() ? VMA_ALLOCATOR_CREATE_EXT_MEMORY_BUDGET_BIT : 0;
    int addresses =
        access.plan().gathersPieces() ? VMA_ALLOCATOR_CREATE_BUFFER_DEVICE_ADDRESS_BIT : 0;
    info.flags(budget | addresses);
    PointerBuffer pointer = stack.mallocPointer(1);
    access.check(access.calls().vmaCreateAllocator(info, pointer), "vmaCreateAllocator");
    return pointer.get(0);
  }

  private static int memoryType(
      DeviceAccess access, long allocator, VmaAllocationCreateInfo memory, MemoryStack stack) {
    IntBuffer type = stack.mallocInt(1);
    access.check(
        access
            .calls()
            .vmaFindMemoryTypeIndexForBufferInfo(
                allocator, ownBufferInfo(access, PAGE_BYTES, stack), memory, type),
        "vmaFindMemoryTypeIndexForBufferInfo");
    return type.get(0);
  }

  private static int heap(DeviceAccess access, int memoryType, MemoryStack stack) {
    VkPhysicalDeviceMemoryProperties memory = VkPhysicalDeviceMemoryProperties.malloc(stack);
    vkGetPhysicalDeviceMemoryProperties(access.device().getPhysicalDevice(), memory);
    return memory.memoryTypes(memoryType).heapIndex();
  }

  /** A pool of its own gives small host buffers the page alignment that they promise. */
  private static long createPool(
      DeviceAccess access, long allocator, int memoryType, MemoryStack stack) {
    VmaPoolCreateInfo info =
        VmaPoolCreateInfo.calloc(stack)
            .memoryTypeIndex(memoryType)
            .minAllocationAlignment(PAGE_BYTES);
    PointerBuffer pointer = stack.mallocPointer(1);
    access.check(access.calls().vmaCreatePool(allocator, info, pointer), "vmaCreatePool");
    return pointer.get(0);
  }

  private static VmaAllocationCreateInfo hostMemory(MemoryStack stack) {
    return VmaAllocationCreateInfo.calloc(stack)
        .usage(VMA_MEMORY_USAGE_AUTO_PREFER_HOST)
        .flags(VMA_ALLOCATION_CREATE_MAPPED_BIT | VMA_ALLOCATION_CREATE_HOST_ACCESS_RANDOM_BIT)
        .requiredFlags(VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT)
        .preferredFlags(VK_MEMORY_PROPERTY_HOST_CACHED_BIT);
  }

  private static VmaAllocationCreateInfo deviceMemory(MemoryStack stack) {
    return VmaAllocationCreateInfo.calloc(stack)
        .usage(VMA_MEMORY_USAGE_AUTO_PREFER_DEVICE)
        .requiredFlags(VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT);
  }

  /** Returns where kernels find a buffer in memory, or 0 if they have no use for it. */
  private static long deviceAddress(DeviceAccess access, long handle, MemoryStack stack) {
    return access.plan().gathersPieces()
        ? vkGetBufferDeviceAddress(
            access.device(), VkBufferDeviceAddressInfo.calloc(stack).sType$Default().buffer(handle))
        : 0;
  }

  private static VkBufferCreateInfo ownBufferInfo(
      DeviceAccess access, long bytes, MemoryStack stack) {
    VkBufferCreateInfo info = bufferInfo(access, bytes, stack);
    return access.plan().gathersPieces()
        ? info.usage(USAGE | VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT)
        : info;
  }

  static VkBufferCreateInfo bufferInfo(DeviceAccess access, long bytes, MemoryStack stack) {
    int[] families = access.plan().families();
    VkBufferCreateInfo info =
        VkBufferCreateInfo.calloc(stack).sType$Default().size(bytes).usage(USAGE);
    return families.length > 1
        ? info.sharingMode(VK_SHARING_MODE_CONCURRENT).pQueueFamilyIndices(stack.ints(families))
        : info.sharingMode(VK_SHARING_MODE_EXCLUSIVE);
  }

  /**
   * Allocates mapped, page-aligned, coherent host memory that kernels and copies can use.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough, or the plan's
   *     limit allows no more
   */
  public GpuBuffer allocateHost(long bytes) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VmaAllocationCreateInfo memory = hostMemory(stack);
      if (bytes >= DEDICATED_BYTES) {
        memory.flags(memory.flags() | VMA_ALLOCATION_CREATE_DEDICATED_MEMORY_BIT);
      } else {
        memory.pool(hostPool);
      }
      return create(MemoryKind.HOST, bytes, memory, stack);
    }
  }

  /**
   * Allocates device memory.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough, or the plan's
   *     limit allows no more
   */
  public GpuBuffer allocateDevice(long bytes) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VmaAllocationCreateInfo memory = deviceMemory(stack);
      if (bytes >= DEDICATED_BYTES) {
        memory.flags(VMA_ALLOCATION_CREATE_DEDICATED_MEMORY_BIT);
      }
      return create(MemoryKind.DEVICE, bytes, memory, stack);
    }
  }

  /**
   * Throws if so many bytes, in whatever buffers, are more than the machine has: before there are
   * any, since drivers may hand out more.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if so
   */
  public void requireHost(long bytes) {
    ledger.requireSystemHas(MemoryKind.HOST, bytes);
  }

  /**
   * Does the same of device memory, where that is the machine's.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if so
   */
  public void requireDevice(long bytes) {
    ledger.requireSystemHas(MemoryKind.DEVICE, bytes);
  }

  /**
   * Makes buffers over host memory that somebody else has allocated, one after the other. It must
   * stay until all of them are freed. Takes no memory, and so counts for no limit.
   *
   * @param address where it starts: a multiple of the device's alignment
   * @param bytes its size
   * @param pieceBytes bytes of each buffer but the last
   * @throws io.fieldstone.runtime.error.HostImportException if the driver refuses it
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   */
  public GpuBuffer[] importHost(long address, long bytes, long pieceBytes) {
    return HostImport.of(access, address, bytes, pieceBytes);
  }

  private GpuBuffer create(
      MemoryKind kind, long bytes, VmaAllocationCreateInfo memory, MemoryStack stack) {
    ledger.enter(kind, bytes);
    boolean made = false;
    try {
      LongBuffer buffer = stack.mallocLong(1);
      PointerBuffer allocation = stack.mallocPointer(1);
      VmaAllocationInfo info = VmaAllocationInfo.calloc(stack);
      access.check(
          access
              .calls()
              .vmaCreateBuffer(
                  allocator, ownBufferInfo(access, bytes, stack), memory, buffer, allocation, info),
          "vmaCreateBuffer(" + bytes + " bytes)");
      made = true;
      long handle = buffer.get(0);
      long deviceAddress = kind == MemoryKind.HOST ? deviceAddress(access, handle, stack) : 0;
      return new GpuBuffer(
          kind, handle, allocation.get(0), bytes, info.pMappedData(), deviceAddress);
    } finally {
      if (!made) {
        ledger.strike(kind, bytes);
      }
    }
  }

  /** Frees a buffer that nothing on the device uses any more. */
  public void free(GpuBuffer buffer) {
    HostImport imported = buffer.owner();
    if (imported != null) {
      imported.free(buffer);
      return;
    }
    access.calls().vmaDestroyBuffer(allocator, buffer.handle(), buffer.allocation());
    ledger.strike(buffer.kind(), buffer.bytes());
  }

  /**
   * Returns how much memory is left. Without VK_EXT_memory_budget the driver's part of it is an
   * estimate.
   */
  public MemoryBudget budget() {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      if (access.plan().report().memoryBudget()) {
        // VMA keeps the driver's answer until the next frame, and what others take is no frame.
        vmaSetCurrentFrameIndex(allocator, budgetReads.incrementAndGet() & Integer.MAX_VALUE);
      }
      VmaBudget.Buffer heaps = VmaBudget.calloc(VK_MAX_MEMORY_HEAPS, stack);
      vmaGetHeapBudgets(allocator, heaps);
      return new MemoryBudget(
          Math.min(left(heaps.get(hostHeap)), ledger.left(MemoryKind.HOST)),
          Math.min(left(heaps.get(deviceHeap)), ledger.left(MemoryKind.DEVICE)),
          ledger.used(MemoryKind.HOST),
          ledger.used(MemoryKind.DEVICE));
    }
  }

  private static long left(VmaBudget heap) {
    long budget = heap.budget() < 0 ? Long.MAX_VALUE : heap.budget(); // unsigned
    return Math.max(0, budget - heap.usage());
  }

  /** Returns the bytes of the buffers that were not freed yet. */
  public long liveBytes() {
    return ledger.bytes();
  }

  /** Returns how many buffers were not freed yet. */
  public int liveBuffers() {
    return ledger.buffers();
  }

  @Override
  public void close() {
    teardown.run();
  }
}
