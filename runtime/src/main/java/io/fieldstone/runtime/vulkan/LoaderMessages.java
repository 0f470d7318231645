// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT;
import static org.lwjgl.vulkan.EXTDebugUtils.VK_DEBUG_UTILS_MESSAGE_TYPE_GENERAL_BIT_EXT;
import static org.lwjgl.vulkan.EXTDebugUtils.VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
import static org.lwjgl.vulkan.VK10.VK_FALSE;
import static org.lwjgl.vulkan.VK10.VK_SUCCESS;

import io.fieldstone.runtime.device.DriverVariables;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.NoDeviceException;
import io.fieldstone.runtime.error.NoDriverException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** A manifest's name, be it a whole path or not. */
  private static final Pattern NAME = Pattern.compile("[^\\s\"']+\\.json");

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
    List<String> messages = new ArrayList<>();
    boolean made = listen(calls, messages);
    Map<String, String> environment = System.getenv();
    return complaints(
        messages,
        DriverVariables.complaints(environment),
        made ? List.of() : DriverVariables.hiding(environment));
  }

  /**
   * Returns complaints in words: what was found out here, and what else the loader says.
   *
   * @param messages the loader's
   * @param manifests of manifests that the loader's variables name
   * @param hiding of variables that leave no driver
   */
  static List<String> complaints(
      List<String> messages, List<String> manifests, List<String> hiding) {
    Set<String> complaints = new LinkedHashSet<>(manifests);
    hiding.stream()
        .filter(
            each -> manifests.stream().noneMatch(known -> variable(known).equals(variable(each))))
        .forEach(complaints::add);
    for (String message : messages) {
      boolean said =
          message.endsWith(NONE)
              || (!hiding.isEmpty() && message.contains(" ignored because "))
              || manifests.stream().anyMatch(known -> isAbout(known, message));
      if (!said) {
        complaints.add(inWords(message));
      }
    }
    return List.copyOf(complaints);
  }

  /** Returns what a complaint begins with, such as the variable that it is about. */
  private static String variable(String complaint) {
    return complaint.split("[ =]", 2)[0];
  }

  /** Whether a complaint is of the manifest that a message of the loader's names. */
  private static boolean isAbout(String complaint, String message) {
    Matcher name = NAME.matcher(message);
    while (name.find()) {
      String file = name.group();
      if (complaint.contains(" " + file) || complaint.contains("/" + file + ",")) {
        return true;
      }
    }
    return false;
  }

  /** Returns what a message of a missing layer is followed by; empty if no variable is to blame. */
  static String layersHidden(Map<String, String> environment) {
    for (String name : List.of("VK_LAYER_PATH", "VK_LOADER_LAYERS_DISABLE")) {
      if (environment.containsKey(name)) {
        return " (" + name + "=" + environment.get(name) + " leaves out layers; unset it)";
      }
    }
    return "";
  }

  /**
   * Listens to the loader while it makes an instance, or cannot.
   *
   * @return whether it could
   */
  private static boolean listen(VulkanCalls calls, List<String> messages) {
    boolean made = false;
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
      int result = calls.createInstance(info, instance);
      DriverLibraries.loaded(false);
      if (result == VK_SUCCESS) {
        DriverLibraries.keep();
        calls.destroyInstance(new VkInstance(instance.get(0), info));
        made = true;
      }
    }
    return made;
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
