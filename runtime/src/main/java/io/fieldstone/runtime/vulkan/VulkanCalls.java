// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;
import org.lwjgl.PointerBuffer;
import org.lwjgl.util.vma.VmaAllocationCreateInfo;
import org.lwjgl.util.vma.VmaAllocationInfo;
import org.lwjgl.util.vma.VmaAllocatorCreateInfo;
import org.lwjgl.util.vma.VmaPoolCreateInfo;
import org.lwjgl.vulkan.VkBufferCreateInfo;
import org.lwjgl.vulkan.VkCommandBuffer;
import org.lwjgl.vulkan.VkCommandBufferAllocateInfo;
import org.lwjgl.vulkan.VkCommandPoolCreateInfo;
import org.lwjgl.vulkan.VkComputePipelineCreateInfo;
import org.lwjgl.vulkan.VkDebugUtilsMessengerCreateInfoEXT;
import org.lwjgl.vulkan.VkDescriptorPoolCreateInfo;
import org.lwjgl.vulkan.VkDescriptorSetAllocateInfo;
import org.lwjgl.vulkan.VkDescriptorSetLayoutCreateInfo;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkDeviceCreateInfo;
import org.lwjgl.vulkan.VkExtensionProperties;
import org.lwjgl.vulkan.VkInstance;
import org.lwjgl.vulkan.VkInstanceCreateInfo;
import org.lwjgl.vulkan.VkLayerProperties;
import org.lwjgl.vulkan.VkMemoryAllocateInfo;
import org.lwjgl.vulkan.VkMemoryHostPointerPropertiesEXT;
import org.lwjgl.vulkan.VkPhysicalDevice;
import org.lwjgl.vulkan.VkPipelineCacheCreateInfo;
import org.lwjgl.vulkan.VkPipelineExecutableInfoKHR;
import org.lwjgl.vulkan.VkPipelineExecutableStatisticKHR;
import org.lwjgl.vulkan.VkPipelineInfoKHR;
import org.lwjgl.vulkan.VkPipelineLayoutCreateInfo;
import org.lwjgl.vulkan.VkQueryPoolCreateInfo;
import org.lwjgl.vulkan.VkQueue;
import org.lwjgl.vulkan.VkSemaphoreCreateInfo;
import org.lwjgl.vulkan.VkShaderModuleCreateInfo;

/**
 * Every function of Vulkan and of VMA that Fieldstone calls and that can fail, makes or destroys
 * something, or submits. Tests replace it to make each call fail in turn, and to count what is made
 * and destroyed; {@link LwjglCalls} is the real one. Functions that cannot fail, such as those that
 * record commands, are called without it.
 *
 * <p>A method is named for its function. What returns an {@code int} returns its {@code VkResult}.
 * Parameters are LWJGL's, raw addresses where nothing may be allocated on the Java heap.
 * Thread-safe as far as Vulkan is.
 */
public interface VulkanCalls {

  // The loader and its instance

  int enumerateInstanceExtensionProperties(
      IntBuffer count, VkExtensionProperties.@Nullable Buffer properties);

  int enumerateInstanceLayerProperties(
      IntBuffer count, VkLayerProperties.@Nullable Buffer properties);

  int createInstance(VkInstanceCreateInfo info, PointerBuffer instance);

  void destroyInstance(VkInstance instance);

  int createDebugUtilsMessenger(
      VkInstance instance, VkDebugUtilsMessengerCreateInfoEXT info, LongBuffer messenger);

  void destroyDebugUtilsMessenger(VkInstance instance, long messenger);

  int enumeratePhysicalDevices(
      VkInstance instance, IntBuffer count, @Nullable PointerBuffer devices);

  int enumerateDeviceExtensionProperties(
      VkPhysicalDevice device, IntBuffer count, VkExtensionProperties.@Nullable Buffer properties);

  // The device and its queues

  int createDevice(VkPhysicalDevice physicalDevice, VkDeviceCreateInfo info, PointerBuffer device);

  void destroyDevice(VkDevice device);

  int deviceWaitIdle(VkDevice device);

  int queueSubmit(VkQueue queue, int count, long submits, long fence);

  int createSemaphore(VkDevice device, VkSemaphoreCreateInfo info, LongBuffer semaphore);

  void destroySemaphore(VkDevice device, long semaphore);

  int getSemaphoreCounterValue(VkDevice device, long semaphore, long value);

  int waitSemaphores(VkDevice device, long info, long timeoutNanos);

  // Commands

  int createCommandPool(VkDevice device, VkCommandPoolCreateInfo info, LongBuffer pool);

  void destroyCommandPool(VkDevice device, long pool);

  int allocateCommandBuffers(
      VkDevice device, VkCommandBufferAllocateInfo info, PointerBuffer commands);

  int beginCommandBuffer(VkCommandBuffer commands, long info);

  int endCommandBuffer(VkCommandBuffer commands);

  int resetCommandBuffer(VkCommandBuffer commands, int flags);

  int createQueryPool(VkDevice device, VkQueryPoolCreateInfo info, LongBuffer pool);

  void destroyQueryPool(VkDevice device, long pool);

  void resetQueryPool(VkDevice device, long pool, int first, int count);

  int getQueryPoolResults(
      VkDevice device, long pool, int first, int count, long[] results, long stride, int flags);

  // Pipelines

  int createDescriptorSetLayout(
      VkDevice device, VkDescriptorSetLayoutCreateInfo info, LongBuffer layout);

  void destroyDescriptorSetLayout(VkDevice device, long layout);

  int createPipelineLayout(VkDevice device, VkPipelineLayoutCreateInfo info, LongBuffer layout);

  void destroyPipelineLayout(VkDevice device, long layout);

  int createShaderModule(VkDevice device, VkShaderModuleCreateInfo info, LongBuffer module);

  void destroyShaderModule(VkDevice device, long module);

  int createComputePipelines(
      VkDevice device, long cache, VkComputePipelineCreateInfo.Buffer infos, LongBuffer pipelines);

  void destroyPipeline(VkDevice device, long pipeline);

  int createPipelineCache(VkDevice device, VkPipelineCacheCreateInfo info, LongBuffer cache);

  void destroyPipelineCache(VkDevice device, long cache);

  int getPipelineCacheData(
      VkDevice device, long cache, PointerBuffer size, @Nullable ByteBuffer data);

  int getPipelineExecutableProperties(VkDevice device, VkPipelineInfoKHR info, IntBuffer count);

  int getPipelineExecutableStatistics(
      VkDevice device,
      VkPipelineExecutableInfoKHR info,
      IntBuffer count,
      VkPipelineExecutableStatisticKHR.@Nullable Buffer statistics);

  int createDescriptorPool(VkDevice device, VkDescriptorPoolCreateInfo info, LongBuffer pool);

  void destroyDescriptorPool(VkDevice device, long pool);

  int allocateDescriptorSets(VkDevice device, VkDescriptorSetAllocateInfo info, LongBuffer sets);

  // Memory

  int vmaCreateAllocator(VmaAllocatorCreateInfo info, PointerBuffer allocator);

  void vmaDestroyAllocator(long allocator);

  int vmaFindMemoryTypeIndexForBufferInfo(
      long allocator, VkBufferCreateInfo buffer, VmaAllocationCreateInfo memory, IntBuffer type);

  int vmaCreatePool(long allocator, VmaPoolCreateInfo info, PointerBuffer pool);

  void vmaDestroyPool(long allocator, long pool);

  int vmaCreateBuffer(
      long allocator,
      VkBufferCreateInfo bufferInfo,
      VmaAllocationCreateInfo memory,
      LongBuffer buffer,
      PointerBuffer allocation,
      VmaAllocationInfo info);

  void vmaDestroyBuffer(long allocator, long buffer, long allocation);

  // Host memory of others

  int getMemoryHostPointerProperties(
      VkDevice device, int handleType, long pointer, VkMemoryHostPointerPropertiesEXT properties);

  int createBuffer(VkDevice device, VkBufferCreateInfo info, LongBuffer buffer);

  void destroyBuffer(VkDevice device, long buffer);

  int allocateMemory(VkDevice device, VkMemoryAllocateInfo info, LongBuffer memory);

  void freeMemory(VkDevice device, long memory);

  int bindBufferMemory(VkDevice device, long buffer, long memory, long offset);
}
