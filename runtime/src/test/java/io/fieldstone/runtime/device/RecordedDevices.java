// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import io.fieldstone.annotations.DeviceFeature;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the drivers of some devices report, as far as policies look at it, so that policies can be
 * tested without the devices.
 */
final class RecordedDevices {

  private static final long GIB = 1L << 30;
  private static final Set<DeviceFeature> ALL = EnumSet.allOf(DeviceFeature.class);

  /** Mesa's CPU driver: one queue, and bindings of 128 MiB. */
  static final DeviceReport LAVAPIPE =
      report(
          "llvmpipe (LLVM 15.0.6, 256 bits)",
          DeviceType.CPU,
          version(1, 3, 230),
          EnumSet.complementOf(EnumSet.of(DeviceFeature.ROUND_TO_ZERO_FLOAT64)),
          List.of(graphics(0, 1)),
          new DeviceLimits(1L << 27, 16, 2 * GIB, 128, 65535, 1024, 8),
          2 * GIB);

  /** A datacenter card: two DMA queues in the second family, and more in a later one. */
  static final DeviceReport H200 =
      thatTellsOfItself(
          report(
              "NVIDIA H200",
              DeviceType.DISCRETE_GPU,
              version(1, 4, 312),
              ALL,
              List.of(
                  new QueueFamily(0, 16, true, true, true, 64),
                  transferOnly(1, 2),
                  compute(2, 8),
                  transferOnly(3, 7)),
              new DeviceLimits(4 * GIB - 1, 16, 4_292_870_144L, 256, 2_147_483_647L, 1024, 32),
              139 * GIB));

  /** A card whose DMA family has a single queue. */
  static final DeviceReport AMD =
      report(
          "AMD Radeon RX 7900 XTX",
          DeviceType.DISCRETE_GPU,
          version(1, 3, 270),
          ALL,
          List.of(graphics(0, 1), compute(1, 2), transferOnly(2, 1)),
          new DeviceLimits(4 * GIB - 1, 4, 2 * GIB, 128, 4_294_967_295L, 1024, 32),
          24 * GIB);

  /** A GPU on the CPU's die: one family for everything. */
  static final DeviceReport INTEL =
      report(
          "Intel(R) Iris(R) Xe Graphics (TGL GT2)",
          DeviceType.INTEGRATED_GPU,
          version(1, 3, 230),
          EnumSet.of(DeviceFeature.SHADER_INT64, DeviceFeature.SHADER_INT16),
          List.of(graphics(0, 1)),
          new DeviceLimits(GIB, 4, 4 * GIB, 128, 65535, 1024, 8),
          12 * GIB);

  /** Vulkan on Metal: four families that are all alike, and the portability subset. */
  static final DeviceReport MOLTENVK =
      portable(
          report(
              "Apple M2",
              DeviceType.INTEGRATED_GPU,
              version(1, 2, 290),
              EnumSet.of(DeviceFeature.SHADER_INT64),
              List.of(graphics(0, 1), graphics(1, 1), graphics(2, 1), graphics(3, 1)),
              new DeviceLimits(4 * GIB - 1, 16, 8 * GIB, 4096, 1 << 30, 1024, 5),
              10 * GIB));

  /** A driver that knows no limit of an allocation, and says so with all bits. */
  static final DeviceReport WITHOUT_ALLOCATION_LIMIT =
      report(
          "NVIDIA GeForce GTX 1080",
          DeviceType.DISCRETE_GPU,
          version(1, 3, 204),
          EnumSet.of(DeviceFeature.SHADER_INT64),
          List.of(graphics(0, 16), transferOnly(1, 2)),
          new DeviceLimits(4 * GIB - 1, 16, -1L, 256, 2_147_483_647L, 1024, 32),
          8 * GIB);

  /** A phone's GPU of some years ago. */
  static final DeviceReport VULKAN_1_1 =
      withoutTimelines(
          report(
              "Mali-G72",
              DeviceType.INTEGRATED_GPU,
              version(1, 1, 97),
              Set.of(),
              List.of(graphics(0, 2)),
              new DeviceLimits(1L << 27, 256, GIB, 128, 65535, 384, 4),
              GIB));

  /** A driver that claims Vulkan 1.2 without all that it requires. */
  static final DeviceReport WITHOUT_TIMELINES =
      withoutTimelines(
          report(
              "Half a GPU",
              DeviceType.DISCRETE_GPU,
              version(1, 2, 0),
              Set.of(),
              List.of(graphics(0, 1)),
              new DeviceLimits(1L << 27, 256, GIB, 128, 65535, 128, 4),
              GIB));

  /** A device that only copies. */
  static final DeviceReport WITHOUT_COMPUTE =
      report(
          "Copy Engine",
          DeviceType.OTHER,
          version(1, 3, 0),
          Set.of(),
          List.of(transferOnly(0, 2)),
          new DeviceLimits(1L << 27, 256, GIB, 128, 65535, 128, 4),
          GIB);

  private RecordedDevices() {}

  /** Returns the devices as one machine's loader enumerates them. */
  static List<DeviceReport> machine(DeviceReport... devices) {
    List<DeviceReport> reports = new ArrayList<>();
    for (DeviceReport device : devices) {
      reports.add(
          new DeviceReport(
              reports.size(),
              device.name(),
              device.type(),
              device.apiVersion(),
              device.driver(),
              device.uuid(),
              device.timelineSemaphores(),
              device.features(),
              device.queueFamilies(),
              device.limits(),
              device.deviceLocalBytes(),
              device.portabilitySubset(),
              device.pipelineStatistics(),
              device.memoryBudget()));
    }
    return reports;
  }

  private static DeviceReport report(
      String name,
      DeviceType type,
      int apiVersion,
      Set<DeviceFeature> features,
      List<QueueFamily> families,
      DeviceLimits limits,
      long deviceLocalBytes) {
    return new DeviceReport(
        0,
        name,
        type,
        apiVersion,
        "driver of " + name,
        "00000000000000000000000000000000-1",
        true,
        features,
        families,
        limits,
        deviceLocalBytes,
        false);
  }

  private static DeviceReport withoutTimelines(DeviceReport device) {
    return copy(device, false, device.portabilitySubset(), false, false);
  }

  private static DeviceReport portable(DeviceReport device) {
    return copy(device, device.timelineSemaphores(), true, false, false);
  }

  private static DeviceReport thatTellsOfItself(DeviceReport device) {
    return copy(device, device.timelineSemaphores(), device.portabilitySubset(), true, true);
  }

  private static DeviceReport copy(
      DeviceReport device,
      boolean timelines,
      boolean portability,
      boolean statistics,
      boolean budget) {
    return new DeviceReport(
        device.index(),
        device.name(),
        device.type(),
        device.apiVersion(),
        device.driver(),
        device.uuid(),
        timelines,
        device.features(),
        device.queueFamilies(),
        device.limits(),
        device.deviceLocalBytes(),
        portability,
        statistics,
        budget);
  }

  private static int version(int major, int minor, int patch) {
    return major << 22 | minor << 12 | patch;
  }

  private static QueueFamily graphics(int index, int queues) {
    return new QueueFamily(index, queues, true, true, true);
  }

  private static QueueFamily compute(int index, int queues) {
    return new QueueFamily(index, queues, true, false, true);
  }

  private static QueueFamily transferOnly(int index, int queues) {
    return new QueueFamily(index, queues, false, false, true);
  }
}
