// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.EXTDebugUtils.VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
import static org.lwjgl.vulkan.EXTValidationFeatures.VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME;
import static org.lwjgl.vulkan.EXTValidationFeatures.VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;
import static org.lwjgl.vulkan.KHRPortabilityEnumeration.VK_INSTANCE_CREATE_ENUMERATE_PORTABILITY_BIT_KHR;
import static org.lwjgl.vulkan.KHRPortabilityEnumeration.VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME;
import static org.lwjgl.vulkan.VK10.VK_ERROR_INCOMPATIBLE_DRIVER;
import static org.lwjgl.vulkan.VK10.VK_ERROR_INITIALIZATION_FAILED;

import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.NoDeviceException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.error.VulkanException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  static final String VALIDATION_LAYER = "VK_LAYER_KHRONOS_validation";

  private static final int INITIAL_STACK_BYTES = 64 * 1024;

  private final VulkanCalls calls;
  private final Teardown teardown = new Teardown();
  private final @Nullable ValidationLog validation;
  private final List<VkPhysicalDevice> devices;

  private VulkanInstance(boolean validate, VulkanCalls calls) {
    this.calls = calls;
    this.validation = validate ? new ValidationLog() : null;
    boolean made = false;
    try {
      ValidationLog log = validation;
      if (log != null) {
        teardown.add(log::close);
      }
      VkInstance instance = createInstance(log, calls);
      teardown.add(() -> calls.destroyInstance(instance));
      if (log != null) {
        long messenger = log.attach(instance, calls);
        teardown.add(() -> calls.destroyDebugUtilsMessenger(instance, messenger));
      }
      devices = enumerate(instance, calls);
      made = true;
    } finally {
      if (!made) {
        DriverLibraries.loaded(false); // to ask for extensions is enough
        teardown.run();
      }
    }
  }

  /**
   * Makes an instance.
   *
   * @param validate whether to turn on the validation layer with synchronization checks
   * @param calls what calls Vulkan, for it and for the devices that it opens
   * @throws io.fieldstone.runtime.error.NoDriverException if there is no Vulkan loader, or it
   *     cannot start, which a damaged driver or layer manifest is enough for
   * @throws NoDeviceException if there is no driver behind it
   * @throws ConfigurationException if validation is wanted and its layer is not installed
   */
  public static VulkanInstance create(boolean validate, VulkanCalls calls) {
    VulkanLoader.load(calls);
    try {
      return new VulkanInstance(validate, calls);
    } catch (OutOfMemoryException | VulkanException | NoDeviceException e) {
      throw LoaderMessages.explain(e, calls);
    }
  }

  /** Returns what the loader complains of, in words; empty if it has no complaints. */
  public static List<String> complaints(VulkanCalls calls) {
    VulkanLoader.load(calls);
    return LoaderMessages.complaints(calls);
  }

  /** Returns why there is no validation, with the remedy; empty if there is. */
  public static Optional<String> missingValidation(VulkanCalls calls) {
    VulkanLoader.load(calls);
    try (MemoryStack stack = MemoryStack.stackPush()) {
      requireValidationLayer(calls, stack);
      return Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static VkInstance createInstance(@Nullable ValidationLog log, VulkanCalls calls) {
    try (MemoryStack stack = MemoryStack.create(INITIAL_STACK_BYTES).push()) {
      VkApplicationInfo application =
          VkApplicationInfo.calloc(stack)
              .sType$Default()
              .pApplicationName(stack.UTF8("Fieldstone"))
              .apiVersion(DeviceReport.MINIMUM_API_VERSION);
      VkInstanceCreateInfo info =
          VkInstanceCreateInfo.calloc(stack).sType$Default().pApplicationInfo(application);
      List<ByteBuffer> extensions = new ArrayList<>();
      if (hasPortabilityEnumeration(calls, stack)) {
        extensions.add(stack.UTF8(VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME));
        info.flags(VK_INSTANCE_CREATE_ENUMERATE_PORTABILITY_BIT_KHR);
      }
      if (log != null) {
        requireValidationLayer(calls, stack);
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
      int result = calls.createInstance(info, pointer);
      if (result == VK_ERROR_INCOMPATIBLE_DRIVER) {
        throw new NoDeviceException(
            "no Vulkan driver found; install your GPU's driver, or Mesa's CPU driver:"
                + " apt-get install mesa-vulkan-drivers");
      }
      VulkanResult.check(result, "vkCreateInstance");
      return new VkInstance(pointer.get(0), info);
    }
  }

  private static boolean hasPortabilityEnumeration(VulkanCalls calls, MemoryStack stack) {
    IntBuffer count = stack.mallocInt(1);
    VulkanResult.check(
        calls.enumerateInstanceExtensionProperties(count, null),
        "vkEnumerateInstanceExtensionProperties");
    try (VkExtensionProperties.Buffer properties = VkExtensionProperties.malloc(count.get(0))) {
      VulkanResult.check(
          calls.enumerateInstanceExtensionProperties(count, properties),
          "vkEnumerateInstanceExtensionProperties");
      return properties.stream()
          .anyMatch(
              property ->
                  VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME.equals(
                      property.extensionNameString()));
    }
  }

  private static void requireValidationLayer(VulkanCalls calls, MemoryStack stack) {
    VulkanLoader.requireHarmless(true);
    IntBuffer count = stack.mallocInt(1);
    VulkanResult.check(
        calls.enumerateInstanceLayerProperties(count, null), "vkEnumerateInstanceLayerProperties");
    try (VkLayerProperties.Buffer properties = VkLayerProperties.malloc(count.get(0))) {
      VulkanResult.check(
          calls.enumerateInstanceLayerProperties(count, properties),
          "vkEnumerateInstanceLayerProperties");
      if (properties.stream()
          .noneMatch(property -> VALIDATION_LAYER.equals(property.layerNameString()))) {
        throw new ConfigurationException(
            "validation was asked for, but "
                + VALIDATION_LAYER
                + " is not installed: apt-get install vulkan-validationlayers"
                + LoaderMessages.layersHidden(System.getenv()));
      }
    }
  }

  private static List<VkPhysicalDevice> enumerate(VkInstance instance, VulkanCalls calls) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer count = stack.mallocInt(1);
      int result = calls.enumeratePhysicalDevices(instance, count, null);
      if (result == VK_ERROR_INITIALIZATION_FAILED) {
        return List.of(); // what the loader says if no driver of all has its device
      }
      VulkanResult.check(result, "vkEnumeratePhysicalDevices");
      PointerBuffer handles = stack.mallocPointer(count.get(0));
      VulkanResult.check(
          calls.enumeratePhysicalDevices(instance, count, handles), "vkEnumeratePhysicalDevices");
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
      reports.add(PhysicalDeviceReader.read(i, devices.get(i), calls));
    }
    DriverLibraries.loaded(true);
    return reports;
  }

  /**
   * Opens the device that {@code plan} was made for; closed by the caller, before the instance.
   *
   * @param plan what to use of it
   * @param pipelineCacheFile where the driver's pipeline cache is kept
   */
  public OpenDevice open(DevicePlan plan, Path pipelineCacheFile) {
    return new OpenDevice(devices.get(plan.report().index()), plan, pipelineCacheFile, calls);
  }

  /** Returns what the validation layer has said so far; empty without validation. */
  public List<String> validationMessages() {
    return validation == null ? List.of() : validation.messages();
  }

  /** Frees the instance. All its devices were closed. Idempotent. */
  @Override
  public void close() {
    DriverLibraries.keep();
    teardown.run();
  }
}
