// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.EXTDebugUtils.VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
import static org.lwjgl.vulkan.EXTValidationFeatures.VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME;
import static org.lwjgl.vulkan.EXTValidationFeatures.VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;
import static org.lwjgl.vulkan.KHRPortabilityEnumeration.VK_INSTANCE_CREATE_ENUMERATE_PORTABILITY_BIT_KHR;
import static org.lwjgl.vulkan.KHRPortabilityEnumeration.VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME;
import static org.lwjgl.vulkan.VK10.VK_ERROR_INCOMPATIBLE_DRIVER;
import static org.lwjgl.vulkan.VK10.vkCreateInstance;
import static org.lwjgl.vulkan.VK10.vkDestroyInstance;
import static org.lwjgl.vulkan.VK10.vkEnumerateInstanceExtensionProperties;
import static org.lwjgl.vulkan.VK10.vkEnumerateInstanceLayerProperties;
import static org.lwjgl.vulkan.VK10.vkEnumeratePhysicalDevices;

import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.NoDeviceException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkApplicationInfo;
import org.lwjgl.vulkan.VkDebugUtilsMessengerCreateInfoEXT;
import org.lwjgl.vulkan.VkExtensionProperties;
import org.lwjgl.vulkan.VkInstance;
import org.lwjgl.vulkan.VkInstanceCreateInfo;
import org.lwjgl.vulkan.VkLayerProperties;
import org.lwjgl.vulkan.VkPhysicalDevice;
import org.lwjgl.vulkan.VkValidationFeaturesEXT;

/** The connection to the Vulkan loader; its devices can be looked at and opened. */
public final class VulkanInstance implements AutoCloseable {

  private static final String VALIDATION_LAYER = "VK_LAYER_KHRONOS_validation";
  private static final int INITIAL_STACK_BYTES = 64 * 1024;

  private final VkInstance instance;
  private final List<VkPhysicalDevice> devices;
  private final @Nullable ValidationLog validation;
  private final long messenger;

  private VulkanInstance(VkInstance instance, @Nullable ValidationLog validation) {
    this.instance = instance;
    this.validation = validation;
    this.messenger = validation == null ? 0 : validation.attach(instance);
    this.devices = enumerate(instance);
  }

  /**
   * Makes an instance.
   *
   * @param validate whether to turn on the validation layer with synchronization checks
   * @throws io.fieldstone.runtime.error.NoDriverException if there is no Vulkan loader
   * @throws NoDeviceException if there is no driver behind it
   * @throws ConfigurationException if validation is wanted and its layer is not installed
   */
  public static VulkanInstance create(boolean validate) {
    VulkanLoader.load();
    ValidationLog log = validate ? new ValidationLog() : null;
    try {
      return new VulkanInstance(createInstance(log), log);
    } catch (RuntimeException e) {
      if (log != null) {
        log.close();
      }
      throw e;
    }
  }

  private static VkInstance createInstance(@Nullable ValidationLog log) {
    try (MemoryStack stack = MemoryStack.create(INITIAL_STACK_BYTES).push()) {
      VkApplicationInfo application =
          VkApplicationInfo.calloc(stack)
              .sType$Default()
              .pApplicationName(stack.UTF8("Fieldstone"))
              .apiVersion(DeviceReport.MINIMUM_API_VERSION);
      VkInstanceCreateInfo info =
          VkInstanceCreateInfo.calloc(stack).sType$Default().pApplicationInfo(application);
      List<ByteBuffer> extensions = new ArrayList<>();
      if (hasPortabilityEnumeration(stack)) {
        extensions.add(stack.UTF8(VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME));
        info.flags(VK_INSTANCE_CREATE_ENUMERATE_PORTABILITY_BIT_KHR);
      }
      if (log != null) {
        requireValidationLayer(stack);
        extensions.add(stack.UTF8(VK_EXT_DEBUG_UTILS_EXTENSION_NAME));
        extensions.add(stack.UTF8(VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME));
        info.ppEnabledLayerNames(stack.pointers(stack.UTF8(VALIDATION_LAYER)));
        VkDebugUtilsMessengerCreateInfoEXT listener =
            VkDebugUtilsMessengerCreateInfoEXT.calloc(stack);
        log.describe(listener);
        VkValidationFeaturesEXT features =
            VkValidationFeaturesEXT.calloc(stack)
                .sType$Default()
                .pEnabledValidationFeatures(
                    stack.ints(VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT));
        info.pNext(features.pNext(listener.address()).address());
      }
      PointerBuffer names = stack.mallocPointer(extensions.size());
      extensions.forEach(names::put);
      info.ppEnabledExtensionNames(names.flip());

      PointerBuffer pointer = stack.mallocPointer(1);
      int result = vkCreateInstance(info, null, pointer);
      if (result == VK_ERROR_INCOMPATIBLE_DRIVER) {
        throw new NoDeviceException(
            "no Vulkan driver found; install your GPU's driver, or Mesa's CPU driver:"
                + " apt-get install mesa-vulkan-drivers");
      }
      VulkanResult.check(result, "vkCreateInstance");
      return new VkInstance(pointer.get(0), info);
    }
  }

  private static boolean hasPortabilityEnumeration(MemoryStack stack) {
    IntBuffer count = stack.mallocInt(1);
    VulkanResult.check(
        vkEnumerateInstanceExtensionProperties((ByteBuffer) null, count, null),
        "vkEnumerateInstanceExtensionProperties");
    try (VkExtensionProperties.Buffer properties = VkExtensionProperties.malloc(count.get(0))) {
      VulkanResult.check(
          vkEnumerateInstanceExtensionProperties((ByteBuffer) null, count, properties),
          "vkEnumerateInstanceExtensionProperties");
      return properties.stream()
          .anyMatch(
              property ->
                  VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME.equals(
                      property.extensionNameString()));
    }
  }

  private static void requireValidationLayer(MemoryStack stack) {
    IntBuffer count = stack.mallocInt(1);
    VulkanResult.check(
        vkEnumerateInstanceLayerProperties(count, null), "vkEnumerateInstanceLayerProperties");
    try (VkLayerProperties.Buffer properties = VkLayerProperties.malloc(count.get(0))) {
      VulkanResult.check(
          vkEnumerateInstanceLayerProperties(count, properties),
          "vkEnumerateInstanceLayerProperties");
      if (properties.stream()
          .noneMatch(property -> VALIDATION_LAYER.equals(property.layerNameString()))) {
        throw new ConfigurationException(
            "validation was asked for, but "
                + VALIDATION_LAYER
                + " is not installed: apt-get install vulkan-validationlayers");
      }
    }
  }

  private static List<VkPhysicalDevice> enumerate(VkInstance instance) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer count = stack.mallocInt(1);
      VulkanResult.check(
          vkEnumeratePhysicalDevices(instance, count, null), "vkEnumeratePhysicalDevices");
      PointerBuffer handles = stack.mallocPointer(count.get(0));
      VulkanResult.check(
          vkEnumeratePhysicalDevices(instance, count, handles), "vkEnumeratePhysicalDevices");
      List<VkPhysicalDevice> devices = new ArrayList<>();
      while (handles.hasRemaining()) {
        devices.add(new VkPhysicalDevice(handles.get(), instance));
      }
      return devices;
    }
  }

  /** Returns what each device reports, in the loader's order. */
  public List<DeviceReport> reports() {
    List<DeviceReport> reports = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      reports.add(PhysicalDeviceReader.read(i, devices.get(i)));
    }
    return reports;
  }

  /** Opens the device that {@code plan} was made for; closed by the caller, before the instance. */
  public VulkanDevice open(DevicePlan plan) {
    return new VulkanDevice(devices.get(plan.report().index()), plan);
  }

  /** Returns what the validation layer has said so far; empty without validation. */
  public List<String> validationMessages() {
    return validation == null ? List.of() : validation.messages();
  }

  @Override
  public void close() {
    if (validation != null) {
      validation.detach(instance, messenger);
    }
    vkDestroyInstance(instance, null);
    if (validation != null) {
      validation.close();
    }
  }
}
