// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import static java.util.stream.Collectors.joining;

import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.NoDeviceException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what drivers report into what Fieldstone will use. Pure functions; no device is open.
 *
 * <p>Thread-safe.
 */
public final class DevicePlanner {

  /** Upload, compute and download of three different chunks. */
  private static final int PIPELINE_SLOTS = 4;

  /** What descriptors of 32 bits can bind, so that a kernel that needs all of a vector has it. */
  private static final long MAX_SEGMENT_BYTES = 1L << 32;

  /**
   * Blocking costs 35 us more than spinning on an H200's host; batches of up to a millisecond were
   * slower when the thread blocked after 200 us, by up to a quarter.
   */
  private static final long GPU_SPIN_NANOS = 2_000_000;

  /** The threads that run the shaders want the cores that a spinning thread takes. */
  private static final long CPU_SPIN_NANOS = 20_000;

  private DevicePlanner() {}

  /**
   * Chooses a device and plans it.
   *
   * @param reports all devices of the instance
   * @param selector an index, a part of a name, or null for the best
   * @return the plan
   * @throws NoDeviceException if there is no device, none that the selector names
   * @throws MissingFeatureException if the device it names, or every device, lacks what is needed
   */
  public static DevicePlan plan(List<DeviceReport> reports, @Nullable String selector) {
    return plan(choose(reports, selector));
  }

  /**
   * Plans one device.
   *
   * @param report the device
   * @return the plan
   */
  public static DevicePlan plan(DeviceReport report) {
    QueuePlan compute = computeQueue(report);
    Optional<QueueFamily> dma =
        report.queueFamilies().stream().filter(QueueFamily::transferOnly).findFirst();
    QueuePlan upload = dma.map(family -> new QueuePlan(family.index(), 0)).orElse(compute);
    QueuePlan download =
        dma.map(family -> new QueuePlan(family.index(), Math.min(1, family.queueCount() - 1)))
            .orElse(compute);
    boolean cpu = report.type() == DeviceType.CPU;
    return new DevicePlan(
            report,
            compute,
            upload,
            download,
            report.features(),
            PIPELINE_SLOTS,
            Math.min(MAX_SEGMENT_BYTES, report.limits().maxMemoryAllocationSize()),
            cpu ? CPU_SPIN_NANOS : GPU_SPIN_NANOS,
            cpu)
        .withGatheredPieces(!cpu); // the cores that would run the kernel copy as fast
  }

  private static DeviceReport choose(List<DeviceReport> reports, @Nullable String selector) {
    if (reports.isEmpty()) {
      throw new NoDeviceException(
          "no Vulkan device found; install your GPU's driver, or Mesa's CPU driver:"
              + " apt-get install mesa-vulkan-drivers"
              + DriverVariables.hint(System.getenv()));
    }
    if (selector != null) {
      return usable(named(reports, selector));
    }
    return reports.stream()
        .filter(report -> report.obstacles().isEmpty())
        .min(Comparator.comparing(DeviceReport::type))
        .orElseGet(() -> usable(reports.get(0)));
  }

  private static DeviceReport named(List<DeviceReport> reports, String selector) {
    String wanted = selector.toLowerCase(Locale.ROOT);
    return reports.stream()
        .filter(
            report ->
                Integer.toString(report.index()).equals(wanted)
                    || (!wanted.matches("\\d+")
                        && report.name().toLowerCase(Locale.ROOT).contains(wanted)))
        .min(Comparator.comparing(report -> !report.obstacles().isEmpty()))
        .orElseThrow(
            () ->
                new NoDeviceException(
                    "no Vulkan device matches \""
                        + selector
                        + "\"; there are: "
                        + reports.stream()
                            .map(report -> report.index() + " (" + report.name() + ")")
                            .collect(joining(", "))));
  }

  private static DeviceReport usable(DeviceReport report) {
    if (!report.obstacles().isEmpty()) {
      throw new MissingFeatureException(
          "device \""
              + report.name()
              + "\" cannot be used: "
              + String.join("; ", report.obstacles())
              + "; update its driver or choose another device");
    }
    return report;
  }

  private static QueuePlan computeQueue(DeviceReport report) {
    return report.queueFamilies().stream()
        .filter(QueueFamily::compute)
        .findFirst()
        .map(family -> new QueuePlan(family.index(), 0))
        .orElseThrow(() -> new MissingFeatureException(report.name() + " has no compute queue"));
  }
}
