// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import io.fieldstone.annotations.DeviceFeature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a driver reports of one device: recorded before anything is made on it.
 *
 * @param index position in the instance's enumeration
 * @param name the device's name
 * @param type the device's kind
 * @param apiVersion the Vulkan version it implements, as Vulkan packs it
 * @param driver the driver's name and version
 * @param uuid the device's UUID and driver version, as a key for what is kept on disk
 * @param timelineSemaphores whether it has the feature that Fieldstone cannot do without
 * @param features the optional features that it has
 * @param queueFamilies its queue families
 * @param limits its limits
 * @param deviceLocalBytes memory of its largest device-local heap
 * @param portabilitySubset whether it is a layered driver that wants VK_KHR_portability_subset
 * @param pipelineStatistics whether it tells of pipelines that it has compiled
 * @param memoryBudget whether it tells how much of its memory is left: VK_EXT_memory_budget
 * @param hostImportAlignment what the address of host memory must be a multiple of that it can work
 *     on without a copy, in bytes: VK_EXT_external_memory_host; 0 if it cannot
 * @param bufferAddresses whether kernels can get at buffers by their addresses: bufferDeviceAddress
 * @param pipelineRobustness whether pipelines can be made without checks of where they access
 *     buffers: VK_EXT_pipeline_robustness
 */
public record DeviceReport(
    int index,
    String name,
    DeviceType type,
    int apiVersion,
    String driver,
    String uuid,
    boolean timelineSemaphores,
    Set<DeviceFeature> features,
    List<QueueFamily> queueFamilies,
    DeviceLimits limits,
    long deviceLocalBytes,
    boolean portabilitySubset,
    boolean pipelineStatistics,
    boolean memoryBudget,
    long hostImportAlignment,
    boolean bufferAddresses,
    boolean pipelineRobustness) {

  /** Vulkan 1.2, the floor. */
  public static final int MINIMUM_API_VERSION = (1 << 22) | (2 << 12);

  /**
   * Describes a device that tells nothing of its pipelines and of what is left of its memory.
   *
   * @param index position in the instance's enumeration
   * @param name the device's name
   * @param type the device's kind
   * @param apiVersion the Vulkan version it implements, as Vulkan packs it
   * @param driver the driver's name and version
   * @param uuid the device's UUID and driver version, as a key for what is kept on disk
   * @param timelineSemaphores whether it has the feature that Fieldstone cannot do without
   * @param features the optional features that it has
   * @param queueFamilies its queue families
   * @param limits its limits
   * @param deviceLocalBytes memory of its largest device-local heap
   * @param portabilitySubset whether it is a layered driver that wants VK_KHR_portability_subset
   */
  public DeviceReport(
      int index,
      String name,
      DeviceType type,
      int apiVersion,
      String driver,
      String uuid,
      boolean timelineSemaphores,
      Set<DeviceFeature> features,
      List<QueueFamily> queueFamilies,
      DeviceLimits limits,
      long deviceLocalBytes,
      boolean portabilitySubset) {
    this(
        index,
        name,
        type,
        apiVersion,
        driver,
        uuid,
        timelineSemaphores,
        features,
        queueFamilies,
        limits,
        deviceLocalBytes,
        portabilitySubset,
        false,
        false);
  }

  /**
   * Describes a device that cannot work on host memory that was not made for it, nor get at buffers
   * by their addresses.
   *
   * @param index position in the instance's enumeration
   * @param name the device's name
   * @param type the device's kind
   * @param apiVersion the Vulkan version it implements, as Vulkan packs it
   * @param driver the driver's name and version
   * @param uuid the device's UUID and driver version, as a key for what is kept on disk
   * @param timelineSemaphores whether it has the feature that Fieldstone cannot do without
   * @param features the optional features that it has
   * @param queueFamilies its queue families
   * @param limits its limits
   * @param deviceLocalBytes memory of its largest device-local heap
   * @param portabilitySubset whether it is a layered driver that wants VK_KHR_portability_subset
   * @param pipelineStatistics whether it tells of pipelines that it has compiled
   * @param memoryBudget whether it tells how much of its memory is left: VK_EXT_memory_budget
   */
  public DeviceReport(
      int index,
      String name,
      DeviceType type,
      int apiVersion,
      String driver,
      String uuid,
      boolean timelineSemaphores,
      Set<DeviceFeature> features,
      List<QueueFamily> queueFamilies,
      DeviceLimits limits,
      long deviceLocalBytes,
      boolean portabilitySubset,
      boolean pipelineStatistics,
      boolean memoryBudget) {
    this(
        index,
        name,
        type,
        apiVersion,
        driver,
        uuid,
        timelineSemaphores,
        features,
        queueFamilies,
        limits,
        deviceLocalBytes,
        portabilitySubset,
        pipelineStatistics,
        memoryBudget,
        0,
        false,
        false);
  }

  /**
   * Copies the collections.
   *
   * @param index position in the instance's enumeration
   * @param name the device's name
   * @param type the device's kind
   * @param apiVersion the Vulkan version it implements, as Vulkan packs it
   * @param driver the driver's name and version
   * @param uuid the device's UUID and driver version, as a key for what is kept on disk
   * @param timelineSemaphores whether it has the feature that Fieldstone cannot do without
   * @param features the optional features that it has
   * @param queueFamilies its queue families
   * @param limits its limits
   * @param deviceLocalBytes memory of its largest device-local heap
   * @param portabilitySubset whether it is a layered driver that wants VK_KHR_portability_subset
   * @param pipelineStatistics whether it tells of pipelines that it has compiled
   * @param memoryBudget whether it tells how much of its memory is left: VK_EXT_memory_budget
   * @param hostImportAlignment what the address of host memory must be a multiple of that it can
   *     work on without a copy, in bytes: VK_EXT_external_memory_host; 0 if it cannot
   * @param bufferAddresses whether kernels can get at buffers by their addresses:
   *     bufferDeviceAddress
   * @param pipelineRobustness whether pipelines can be made without checks of where they access
   *     buffers: VK_EXT_pipeline_robustness
   */
  public DeviceReport {
    EnumSet<DeviceFeature> copy = EnumSet.noneOf(DeviceFeature.class);
    copy.addAll(features);
    features = Collections.unmodifiableSet(copy);
    queueFamilies = List.copyOf(queueFamilies);
  }

  /** {@return the Vulkan version as people write it, such as {@code 1.3.230}} */
  public String apiVersionText() {
    return (apiVersion >>> 22) + "." + ((apiVersion >>> 12) & 0x3ff) + "." + (apiVersion & 0xfff);
  }

  /** {@return what keeps Fieldstone from using the device; empty if nothing does} */
  public List<String> obstacles() {
    List<String> obstacles = new ArrayList<>();
    if (Integer.compareUnsigned(apiVersion, MINIMUM_API_VERSION) < 0) {
      obstacles.add("Vulkan " + apiVersionText() + ", but 1.2 is needed");
    }
    if (!timelineSemaphores) {
      obstacles.add("no timelineSemaphore");
    }
    if (queueFamilies.stream().noneMatch(QueueFamily::compute)) {
      obstacles.add("no compute queue");
    }
    return List.copyOf(obstacles);
  }
}
