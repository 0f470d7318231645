// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT;
import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_TYPE_GENERAL_BIT_EXT;
import static org.lwjgl.vulkan.EXTDebugUtils.VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
import static org.lwjgl.vulkan.VK10.VK_FALSE;
import static org.lwjgl.vulkan.VK10.VK_SUCCESS;

import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.NoDeviceException;
import io.fieldstone.runtime.error.NoDriverException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkDebugUtilsMessengerCallbackDataEXT;
import org.lwjgl.vulkan.VkDebugUtilsMessengerCallbackEXT;
import org.lwjgl.vulkan.VkDebugUtilsMessengerCreateInfoEXT;
import org.lwjgl.vulkan.VkInstance;
import org.lwjgl.vulkan.VkInstanceCreateInfo;

/**
 * What the Vulkan loader complains of while it makes an instance: damaged manifests of drivers and
 * layers, libraries that cannot be loaded. Its result codes do not tell: one damaged file makes
 * some loaders say that memory is short, or that they know Vulkan 1.0 only.
 */
final class LoaderMessages {

  /** A manifest in the words of any loader, on any system. */
  private static final Pattern MANIFEST = Pattern.compile("(?:/|[A-Za-z]:[/\\\\]).*?\\.json");

  /** The function's name that a loader's message begins with. */
  private static final Pattern FUNCTION = Pattern.compile("^\\w+: ");

  private static final Pattern UNREADABLE = Pattern.compile("Failed to (read|open)");

  private static final Pattern DAMAGED =
      Pattern.compile("Failed to parse|Can not find|Invalid|[Mm]issing");

  private static final String SAYS = "the Vulkan loader says: ";

  /** What is said of no drivers already. */
  private static final String NONE = "Found no drivers!";

  private LoaderMessages() {}

  /** Returns the loader's complaints, each in a stranger's words; empty if it has none. */
  static List<String> complaints(VulkanCalls calls) {
    Set<String> complaints = new LinkedHashSet<>();
    for (String message : listen(calls)) {
      if (!message.endsWith(NONE)) {
        complaints.add(inWords(message));
      }
    }
    return List.copyOf(complaints);
  }

  /** Returns what the loader says while it makes an instance, and whether or not it can. */
  private static List<String> listen(VulkanCalls calls) {
    List<String> messages = new ArrayList<>();
    try (MemoryStack stack = MemoryStack.stackPush();
        VkDebugUtilsMessengerCallbackEXT listener =
            VkDebugUtilsMessengerCallbackEXT.create(
                (severity, types, data, userData) -> {
                  String message =
                      VkDebugUtilsMessengerCallbackDataEXT.create(data).pMessageString();
                  messages.add(String.valueOf(message).strip());
                  return VK_FALSE;
                })) {
      VkDebugUtilsMessengerCreateInfoEXT messenger =
          VkDebugUtilsMessengerCreateInfoEXT.calloc(stack)
              .sType$Default()
              .messageSeverity(
                  VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT
                      | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT)
              .messageType(VK_DEBUG_UTILS_MESSAGE_TYPE_GENERAL_BIT_EXT)
              .pfnUserCallback(listener);
      VkInstanceCreateInfo info =
          VkInstanceCreateInfo.calloc(stack)
              .sType$Default()
              .ppEnabledExtensionNames(
                  stack.pointers(stack.UTF8(VK_EXT_DEBUG_UTILS_EXTENSION_NAME)))
              .pNext(messenger.address());
      PointerBuffer instance = stack.mallocPointer(1);
      if (calls.createInstance(info, instance) == VK_SUCCESS) {
        DriverLibraries.keep();
        calls.destroyInstance(new VkInstance(instance.get(0), info));
      }
    }
    return messages;
  }

  /** Returns what a loader's message means. */
  static String inWords(String message) {
    Matcher manifest = MANIFEST.matcher(message);
    if (manifest.find()) {
      String kind = manifest.group().contains("layer.d") ? "layer" : "driver";
      String what = "the " + kind + " manifest " + manifest.group();
      if (UNREADABLE.matcher(message).find()) {
        return what + " cannot be read; make it readable, or name one that is there";
      }
      if (DAMAGED.matcher(message).find()) {
        return what + " is damaged; install its package again, or remove the file";
      }
    }
    return SAYS + FUNCTION.matcher(message).replaceFirst("");
  }

  /**
   * Returns {@code failure}, of making an instance, or what the loader complains of in its place.
   */
  static FieldstoneException explain(FieldstoneException failure, VulkanCalls calls) {
    List<String> complaints = complaints(calls);
    if (complaints.isEmpty()) {
      return failure;
    }
    String why = String.join("; ", complaints).replace("; " + SAYS, "; ");
    return failure instanceof NoDeviceException
        ? new NoDeviceException(failure.getMessage() + " (" + why + ")")
        : new NoDriverException("Vulkan cannot start: " + why, failure);
  }
}
