// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.EXTDebugUtils.vkCreateDebugUtilsMessengerEXT;
import static org.lwjgl.vulkan.EXTDebugUtils.vkDestroyDebugUtilsMessengerEXT;
import static org.lwjgl.vulkan.EXTExternalMemoryHost.vkGetMemoryHostPointerPropertiesEXT;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.vkGetPipelineExecutablePropertiesKHR;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.vkGetPipelineExecutableStatisticsKHR;
import static org.lwjgl.vulkan.VK10.nvkBeginCommandBuffer;
import static org.lwjgl.vulkan.VK10.nvkQueueSubmit;
import static org.lwjgl.vulkan.VK10.vkAllocateCommandBuffers;
import static org.lwjgl.vulkan.VK10.vkAllocateDescriptorSets;
import static org.lwjgl.vulkan.VK10.vkAllocateMemory;
import static org.lwjgl.vulkan.VK10.vkBindBufferMemory;
import static org.lwjgl.vulkan.VK10.vkCreateBuffer;
import static org.lwjgl.vulkan.VK10.vkCreateCommandPool;
import static org.lwjgl.vulkan.VK10.vkCreateComputePipelines;
import static org.lwjgl.vulkan.VK10.vkCreateDescriptorPool;
import static org.lwjgl.vulkan.VK10.vkCreateDescriptorSetLayout;
import static org.lwjgl.vulkan.VK10.vkCreateDevice;
import static org.lwjgl.vulkan.VK10.vkCreateInstance;
import static org.lwjgl.vulkan.VK10.vkCreatePipelineCache;
import static org.lwjgl.vulkan.VK10.vkCreatePipelineLayout;
import static org.lwjgl.vulkan.VK10.vkCreateQueryPool;
import static org.lwjgl.vulkan.VK10.vkCreateSemaphore;
import static org.lwjgl.vulkan.VK10.vkCreateShaderModule;
import static org.lwjgl.vulkan.VK10.vkDestroyBuffer;
import static org.lwjgl.vulkan.VK10.vkDestroyCommandPool;
import static org.lwjgl.vulkan.VK10.vkDestroyDescriptorPool;
import static org.lwjgl.vulkan.VK10.vkDestroyDescriptorSetLayout;
import static org.lwjgl.vulkan.VK10.vkDestroyDevice;
import static org.lwjgl.vulkan.VK10.vkDestroyInstance;
import static org.lwjgl.vulkan.VK10.vkDestroyPipeline;
import static org.lwjgl.vulkan.VK10.vkDestroyPipelineCache;
import static org.lwjgl.vulkan.VK10.vkDestroyPipelineLayout;
import static org.lwjgl.vulkan.VK10.vkDestroyQueryPool;
import static org.lwjgl.vulkan.VK10.vkDestroySemaphore;
import static org.lwjgl.vulkan.VK10.vkDestroyShaderModule;
import static org.lwjgl.vulkan.VK10.vkDeviceWaitIdle;
import static org.lwjgl.vulkan.VK10.vkEndCommandBuffer;
import static org.lwjgl.vulkan.VK10.vkEnumerateDeviceExtensionProperties;
import static org.lwjgl.vulkan.VK10.vkEnumerateInstanceExtensionProperties;
import static org.lwjgl.vulkan.VK10.vkEnumerateInstanceLayerProperties;
import static org.lwjgl.vulkan.VK10.vkEnumeratePhysicalDevices;
import static org.lwjgl.vulkan.VK10.vkFreeMemory;
import static org.lwjgl.vulkan.VK10.vkGetPipelineCacheData;
import static org.lwjgl.vulkan.VK10.vkGetQueryPoolResults;
import static org.lwjgl.vulkan.VK10.vkResetCommandBuffer;
import static org.lwjgl.vulkan.VK12.nvkGetSemaphoreCounterValue;
import static org.lwjgl.vulkan.VK12.nvkWaitSemaphores;
import static org.lwjgl.vulkan.VK12.vkResetQueryPool;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;
import org.lwjgl.PointerBuffer;
import org.lwjgl.util.vma.Vma;
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

/** Calls the driver through LWJGL. */
public final class LwjglCalls implements VulkanCalls {

  /** The only one. */
  public static final VulkanCalls INSTANCE = new LwjglCalls();

  private LwjglCalls() {}

  // The loader and its instance

  @Override
  public int enumerateInstanceExtensionProperties(
      IntBuffer count, VkExtensionProperties.@Nullable Buffer properties) {
    return vkEnumerateInstanceExtensionProperties((ByteBuffer) null, count, properties);
  }

  @Override
  public int enumerateInstanceLayerProperties(
      IntBuffer count, VkLayerProperties.@Nullable Buffer properties) {
    return vkEnumerateInstanceLayerProperties(count, properties);
  }

  @Override
  public int createInstance(VkInstanceCreateInfo info, PointerBuffer instance) {
    return vkCreateInstance(info, null, instance);
  }

  @Override
  public void destroyInstance(VkInstance instance) {
    vkDestroyInstance(instance, null);
  }

  @Override
  public int createDebugUtilsMessenger(
      VkInstance instance, VkDebugUtilsMessengerCreateInfoEXT info, LongBuffer messenger) {
    return vkCreateDebugUtilsMessengerEXT(instance, info, null, messenger);
  }

  @Override
  public void destroyDebugUtilsMessenger(VkInstance instance, long messenger) {
    vkDestroyDebugUtilsMessengerEXT(instance, messenger, null);
  }

  @Override
  public int enumeratePhysicalDevices(
      VkInstance instance, IntBuffer count, @Nullable PointerBuffer devices) {
    return vkEnumeratePhysicalDevices(instance, count, devices);
  }

  @Override
  public int enumerateDeviceExtensionProperties(
      VkPhysicalDevice device, IntBuffer count, VkExtensionProperties.@Nullable Buffer properties) {
    return vkEnumerateDeviceExtensionProperties(device, (ByteBuffer) null, count, properties);
  }

  // The device and its queues

  @Override
  public int createDevice(
      VkPhysicalDevice physicalDevice, VkDeviceCreateInfo info, PointerBuffer device) {
    return vkCreateDevice(physicalDevice, info, null, device);
  }

  @Override
  public void destroyDevice(VkDevice device) {
    vkDestroyDevice(device, null);
  }

  @Override
  public int deviceWaitIdle(VkDevice device) {
    return vkDeviceWaitIdle(device);
  }

  @Override
  public int queueSubmit(VkQueue queue, int count, long submits, long fence) {
    return nvkQueueSubmit(queue, count, submits, fence);
  }

  @Override
  public int createSemaphore(VkDevice device, VkSemaphoreCreateInfo info, LongBuffer semaphore) {
    return vkCreateSemaphore(device, info, null, semaphore);
  }

  @Override
  public void destroySemaphore(VkDevice device, long semaphore) {
    vkDestroySemaphore(device, semaphore, null);
  }

  @Override
  public int getSemaphoreCounterValue(VkDevice device, long semaphore, long value) {
    return nvkGetSemaphoreCounterValue(device, semaphore, value);
  }

  @Override
  public int waitSemaphores(VkDevice device, long info, long timeoutNanos) {
    return nvkWaitSemaphores(device, info, timeoutNanos);
  }

  // Commands

  @Override
  public int createCommandPool(VkDevice device, VkCommandPoolCreateInfo info, LongBuffer pool) {
    return vkCreateCommandPool(device, info, null, pool);
  }

  @Override
  public void destroyCommandPool(VkDevice device, long pool) {
    vkDestroyCommandPool(device, pool, null);
  }

  @Override
  public int allocateCommandBuffers(
      VkDevice device, VkCommandBufferAllocateInfo info, PointerBuffer commands) {
    return vkAllocateCommandBuffers(device, info, commands);
  }

  @Override
  public int beginCommandBuffer(VkCommandBuffer commands, long info) {
    return nvkBeginCommandBuffer(commands, info);
  }

  @Override
  public int endCommandBuffer(VkCommandBuffer commands) {
    return vkEndCommandBuffer(commands);
  }

  @Override
  public int resetCommandBuffer(VkCommandBuffer commands, int flags) {
    return vkResetCommandBuffer(commands, flags);
  }

  @Override
  public int createQueryPool(VkDevice device, VkQueryPoolCreateInfo info, LongBuffer pool) {
    return vkCreateQueryPool(device, info, null, pool);
  }

  @Override
  public void destroyQueryPool(VkDevice device, long pool) {
    vkDestroyQueryPool(device, pool, null);
  }

  @Override
  public void resetQueryPool(VkDevice device, long pool, int first, int count) {
    vkResetQueryPool(device, pool, first, count);
  }

  @Override
  public int getQueryPoolResults(
      VkDevice device, long pool, int first, int count, long[] results, long stride, int flags) {
    return vkGetQueryPoolResults(device, pool, first, count, results, stride, flags);
  }

  // Pipelines

  @Override
  public int createDescriptorSetLayout(
      VkDevice device, VkDescriptorSetLayoutCreateInfo info, LongBuffer layout) {
    return vkCreateDescriptorSetLayout(device, info, null, layout);
  }

  @Override
  public void destroyDescriptorSetLayout(VkDevice device, long layout) {
    vkDestroyDescriptorSetLayout(device, layout, null);
  }

  @Override
  public int createPipelineLayout(
      VkDevice device, VkPipelineLayoutCreateInfo info, LongBuffer layout) {
    return vkCreatePipelineLayout(device, info, null, layout);
  }

  @Override
  public void destroyPipelineLayout(VkDevice device, long layout) {
    vkDestroyPipelineLayout(device, layout, null);
  }

  @Override
  public int createShaderModule(VkDevice device, VkShaderModuleCreateInfo info, LongBuffer module) {
    return vkCreateShaderModule(device, info, null, module);
  }

  @Override
  public void destroyShaderModule(VkDevice device, long module) {
    vkDestroyShaderModule(device, module, null);
  }

  @Override
  public int createComputePipelines(
      VkDevice device, long cache, VkComputePipelineCreateInfo.Buffer infos, LongBuffer pipelines) {
    return vkCreateComputePipelines(device, cache, infos, null, pipelines);
  }

  @Override
  public void destroyPipeline(VkDevice device, long pipeline) {
    vkDestroyPipeline(device, pipeline, null);
  }

  @Override
  public int createPipelineCache(
      VkDevice device, VkPipelineCacheCreateInfo info, LongBuffer cache) {
    return vkCreatePipelineCache(device, info, null, cache);
  }

  @Override
  public void destroyPipelineCache(VkDevice device, long cache) {
    vkDestroyPipelineCache(device, cache, null);
  }

  @Override
  public int getPipelineCacheData(
      VkDevice device, long cache, PointerBuffer size, @Nullable ByteBuffer data) {
    return vkGetPipelineCacheData(device, cache, size, data);
  }

  @Override
  public int getPipelineExecutableProperties(
      VkDevice device, VkPipelineInfoKHR info, IntBuffer count) {
    return vkGetPipelineExecutablePropertiesKHR(device, info, count, null);
  }

  @Override
  public int getPipelineExecutableStatistics(
      VkDevice device,
      VkPipelineExecutableInfoKHR info,
      IntBuffer count,
      VkPipelineExecutableStatisticKHR.@Nullable Buffer statistics) {
    return vkGetPipelineExecutableStatisticsKHR(device, info, count, statistics);
  }

  @Override
  public int createDescriptorPool(
      VkDevice device, VkDescriptorPoolCreateInfo info, LongBuffer pool) {
    return vkCreateDescriptorPool(device, info, null, pool);
  }

  @Override
  public void destroyDescriptorPool(VkDevice device, long pool) {
    vkDestroyDescriptorPool(device, pool, null);
  }

  @Override
  public int allocateDescriptorSets(
      VkDevice device, VkDescriptorSetAllocateInfo info, LongBuffer sets) {
    return vkAllocateDescriptorSets(device, info, sets);
  }

  // Memory

  @Override
  public int vmaCreateAllocator(VmaAllocatorCreateInfo info, PointerBuffer allocator) {
    return Vma.vmaCreateAllocator(info, allocator);
  }

  @Override
  public void vmaDestroyAllocator(long allocator) {
    Vma.vmaDestroyAllocator(allocator);
  }

  @Override
  public int vmaFindMemoryTypeIndexForBufferInfo(
      long allocator, VkBufferCreateInfo buffer, VmaAllocationCreateInfo memory, IntBuffer type) {
    return Vma.vmaFindMemoryTypeIndexForBufferInfo(allocator, buffer, memory, type);
  }

  @Override
  public int vmaCreatePool(long allocator, VmaPoolCreateInfo info, PointerBuffer pool) {
    return Vma.vmaCreatePool(allocator, info, pool);
  }

  @Override
  public void vmaDestroyPool(long allocator, long pool) {
    Vma.vmaDestroyPool(allocator, pool);
  }

  @Override
  public int vmaCreateBuffer(
      long allocator,
      VkBufferCreateInfo bufferInfo,
      VmaAllocationCreateInfo memory,
      LongBuffer buffer,
      PointerBuffer allocation,
      VmaAllocationInfo info) {
    return Vma.vmaCreateBuffer(allocator, bufferInfo, memory, buffer, allocation, info);
  }

  @Override
  public void vmaDestroyBuffer(long allocator, long buffer, long allocation) {
    Vma.vmaDestroyBuffer(allocator, buffer, allocation);
  }

  // Host memory of others

  @Override
  public int getMemoryHostPointerProperties(
      VkDevice device, int handleType, long pointer, VkMemoryHostPointerPropertiesEXT properties) {
    return vkGetMemoryHostPointerPropertiesEXT(device, handleType, pointer, properties);
  }

  @Override
  public int createBuffer(VkDevice device, VkBufferCreateInfo info, LongBuffer buffer) {
    return vkCreateBuffer(device, info, null, buffer);
  }

  @Override
  public void destroyBuffer(VkDevice device, long buffer) {
    vkDestroyBuffer(device, buffer, null);
  }

  @Override
  public int allocateMemory(VkDevice device, VkMemoryAllocateInfo info, LongBuffer memory) {
    return vkAllocateMemory(device, info, null, memory);
  }

  @Override
  public void freeMemory(VkDevice device, long memory) {
    vkFreeMemory(device, memory, null);
  }

  @Override
  public int bindBufferMemory(VkDevice device, long buffer, long memory, long offset) {
    return vkBindBufferMemory(device, buffer, memory, offset);
  }
}
