// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT;
import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT;
import static org.lwjgl.vulkan.VK10.VK_FALSE;

import java.lang.System.Logger.Level;
import java.nio.LongBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkDebugUtilsMessengerCallbackDataEXT;
import org.lwjgl.vulkan.VkDebugUtilsMessengerCallbackEXT;
import org.lwjgl.vulkan.VkDebugUtilsMessengerCreateInfoEXT;
import org.lwjgl.vulkan.VkInstance;

/** Collects what the validation layers say. Thread-safe. */
final class ValidationLog implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(ValidationLog.class.getName());

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final VkDebugUtilsMessengerCallbackEXT callback =
      VkDebugUtilsMessengerCallbackEXT.create(this::receive);

  /** Fills in a messenger that writes into this log. */
  void describe(VkDebugUtilsMessengerCreateInfoEXT info) {
    info.sType$Default()
        .messageSeverity(
            VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT
                | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT)
        .messageType(
            VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT
                | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT)
        .pfnUserCallback(callback);
  }

  /** Starts listening; returns the messenger, which the caller destroys before the log closes. */
  long attach(VkInstance instance, VulkanCalls calls) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkDebugUtilsMessengerCreateInfoEXT info = VkDebugUtilsMessengerCreateInfoEXT.calloc(stack);
      describe(info);
      LongBuffer messenger = stack.mallocLong(1);
      VulkanResult.check(
          calls.createDebugUtilsMessenger(instance, info, messenger),
          "vkCreateDebugUtilsMessengerEXT");
      return messenger.get(0);
    }
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  private int receive(int severity, int types, long data, long userData) {
    String message = VkDebugUtilsMessengerCallbackDataEXT.create(data).pMessageString();
    messages.add(message);
    LOGGER.log(Level.WARNING, message);
    return VK_FALSE;
  }

  @Override
  public void close() {
    callback.free();
  }
}
