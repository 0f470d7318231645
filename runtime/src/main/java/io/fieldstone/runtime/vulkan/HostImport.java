// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.EXTExternalMemoryHost.VK_EXTERNAL_MEMORY_HANDLE_TYPE_HOST_ALLOCATION_BIT_EXT;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT;
import static org.lwjgl.vulkan.VK10.vkGetBufferMemoryRequirements;
import static org.lwjgl.vulkan.VK10.vkGetPhysicalDeviceMemoryProperties;
import static org.lwjgl.vulkan.VK11.VK_ERROR_INVALID_EXTERNAL_HANDLE;
import static org.lwjgl.vulkan.VK11.VK_EXTERNAL_MEMORY_FEATURE_IMPORTABLE_BIT;
import static org.lwjgl.vulkan.VK11.vkGetPhysicalDeviceExternalBufferProperties;
import static org.lwjgl.vulkan.VK11.vkGetPhysicalDeviceProperties2;

import io.fieldstone.runtime.error.HostImportException;
import java.nio.LongBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkBufferCreateInfo;
import org.lwjgl.vulkan.VkExternalBufferProperties;
import org.lwjgl.vulkan.VkExternalMemoryBufferCreateInfo;
import org.lwjgl.vulkan.VkImportMemoryHostPointerInfoEXT;
import org.lwjgl.vulkan.VkMemoryAllocateInfo;
import org.lwjgl.vulkan.VkMemoryHostPointerPropertiesEXT;
import org.lwjgl.vulkan.VkMemoryRequirements;
import org.lwjgl.vulkan.VkPhysicalDevice;
import org.lwjgl.vulkan.VkPhysicalDeviceExternalBufferInfo;
import org.lwjgl.vulkan.VkPhysicalDeviceExternalMemoryHostPropertiesEXT;
import org.lwjgl.vulkan.VkPhysicalDeviceMemoryProperties;
import org.lwjgl.vulkan.VkPhysicalDeviceProperties2;

/**
 * Host memory that somebody else has allocated, imported by VK_EXT_external_memory_host, and the
 * buffers over it. Goes when the last of them is freed; the host's memory stays. Thread-safe.
 */
final class HostImport {

  private static final int HANDLE_TYPE = VK_EXTERNAL_MEMORY_HANDLE_TYPE_HOST_ALLOCATION_BIT_EXT;
  private static final int WANTED =
      VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;

  private final DeviceAccess access;
  private final GpuBuffer[] buffers;
  private final AtomicInteger live;
  private long memory;

  private HostImport(DeviceAccess access, int buffers) {
    this.access = access;
    this.buffers = new GpuBuffer[buffers];
    this.live = new AtomicInteger(buffers);
  }

  /** Returns what addresses must be multiples of, or 0 if buffers cannot be imported. */
  static long alignment(VkPhysicalDevice device, MemoryStack stack) {
    VkExternalBufferProperties buffer = VkExternalBufferProperties.calloc(stack).sType$Default();
    vkGetPhysicalDeviceExternalBufferProperties(
        device,
        VkPhysicalDeviceExternalBufferInfo.calloc(stack)
            .sType$Default()
            .usage(MemoryAllocator.USAGE)
            .handleType(HANDLE_TYPE),
        buffer);
    int features = buffer.externalMemoryProperties().externalMemoryFeatures();
    if ((features & VK_EXTERNAL_MEMORY_FEATURE_IMPORTABLE_BIT) == 0) {
      return 0;
    }
    VkPhysicalDeviceExternalMemoryHostPropertiesEXT host =
        VkPhysicalDeviceExternalMemoryHostPropertiesEXT.calloc(stack).sType$Default();
    vkGetPhysicalDeviceProperties2(
        device, VkPhysicalDeviceProperties2.calloc(stack).sType$Default().pNext(host.address()));
    return host.minImportedHostPointerAlignment();
  }

  static GpuBuffer[] of(DeviceAccess access, long address, long bytes, long pieceBytes) {
    int count = Math.toIntExact((bytes + pieceBytes - 1) / pieceBytes);
    HostImport imported = new HostImport(access, count);
    boolean made = false;
    try (MemoryStack stack = MemoryStack.stackPush()) {
      long alignment = access.plan().report().hostImportAlignment();
      long size = (bytes + alignment - 1) / alignment * alignment;
      int types = imported.types(address, stack);
      for (int i = 0; i < count; i++) {
        long offset = i * pieceBytes;
        long piece = Math.min(pieceBytes, bytes - offset);
        types &= imported.makeBuffer(i, address + offset, piece, offset, size);
      }
      imported.allocate(address, size, types, stack);
      for (int i = 0; i < count; i++) {
        access.check(
            access
                .calls()
                .bindBufferMemory(
                    access.device(), imported.buffers[i].handle(), imported.memory, i * pieceBytes),
            "vkBindBufferMemory");
      }
      made = true;
      return imported.buffers;
    } finally {
      if (!made) {
        imported.discard();
      }
    }
  }

  /** Returns the memory types that the driver can import the memory as. */
  private int types(long address, MemoryStack stack) {
    VkMemoryHostPointerPropertiesEXT properties =
        VkMemoryHostPointerPropertiesEXT.calloc(stack).sType$Default();
    check(
        access
            .calls()
            .getMemoryHostPointerProperties(access.device(), HANDLE_TYPE, address, properties),
        "vkGetMemoryHostPointerPropertiesEXT");
    return properties.memoryTypeBits();
  }

  /** Makes a buffer; returns the memory types that it can have. */
  private int makeBuffer(int index, long address, long bytes, long offset, long size) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkBufferCreateInfo info =
          MemoryAllocator.bufferInfo(access, bytes, stack)
              .pNext(
                  VkExternalMemoryBufferCreateInfo.calloc(stack)
                      .sType$Default()
                      .handleTypes(HANDLE_TYPE)
                      .address());
      LongBuffer made = stack.mallocLong(1);
      access.check(access.calls().createBuffer(access.device(), info, made), "vkCreateBuffer");
      buffers[index] = GpuBuffer.imported(this, made.get(0), bytes, address);
      VkMemoryRequirements needs = VkMemoryRequirements.calloc(stack);
      vkGetBufferMemoryRequirements(access.device(), made.get(0), needs);
      boolean fits = offset % needs.alignment() == 0 && offset + needs.size() <= size;
      return fits ? needs.memoryTypeBits() : 0;
    }
  }

  private void allocate(long address, long size, int types, MemoryStack stack) {
    VkMemoryAllocateInfo info =
        VkMemoryAllocateInfo.calloc(stack)
            .sType$Default()
            .pNext(
                VkImportMemoryHostPointerInfoEXT.calloc(stack)
                    .sType$Default()
                    .handleType(HANDLE_TYPE)
                    .pHostPointer(address)
                    .address())
            .allocationSize(size)
            .memoryTypeIndex(coherent(types, stack));
    LongBuffer made = stack.mallocLong(1);
    check(
        access.calls().allocateMemory(access.device(), info, made),
        "vkAllocateMemory(" + size + " bytes)");
    memory = made.get(0);
  }

  private int coherent(int types, MemoryStack stack) {
    VkPhysicalDeviceMemoryProperties properties = VkPhysicalDeviceMemoryProperties.calloc(stack);
    vkGetPhysicalDeviceMemoryProperties(access.device().getPhysicalDevice(), properties);
    for (int i = 0; i < properties.memoryTypeCount(); i++) {
      if ((types >> i & 1) != 0 && (properties.memoryTypes(i).propertyFlags() & WANTED) == WANTED) {
        return i;
      }
    }
    throw refusal();
  }

  private void check(int result, String call) {
    if (result == VK_ERROR_INVALID_EXTERNAL_HANDLE) {
      throw refusal();
    }
    access.check(result, call);
  }

  private HostImportException refusal() {
    return new HostImportException(
        "device \""
            + access.plan().report().name()
            + "\" cannot work on the memory of this buffer, though it is aligned; use memory of"
            + " ByteBuffer.allocateDirect, or a host vector and put()");
  }

  /** Frees a buffer, and the import with the last one. */
  void free(GpuBuffer buffer) {
    access.calls().destroyBuffer(access.device(), buffer.handle());
    if (live.decrementAndGet() == 0) {
      access.calls().freeMemory(access.device(), memory);
    }
  }

  private void discard() {
    for (GpuBuffer buffer : buffers) {
      if (buffer != null) {
        access.calls().destroyBuffer(access.device(), buffer.handle());
      }
    }
    if (memory != 0) {
      access.calls().freeMemory(access.device(), memory);
    }
  }
}
