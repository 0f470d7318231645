// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that a machine's GPU is not the device that was chosen: the CPU computes the same, but
 * slowly, and nobody meant it to.
 */
public final class SoftwareFallback {

  /** Of PCI, as the kernel shows them. */
  private static final Map<String, String> VENDORS =
      Map.of("0x10de", "NVIDIA", "0x1002", "AMD", "0x8086", "Intel");

  private SoftwareFallback() {}

  /**
   * {@return what to tell of a choice: empty if no GPU was passed over, or the device was named}
   *
   * @param reports all devices of the instance
   * @param chosen the device that was chosen
   * @param selector what named it, null if nothing did
   */
  public static Optional<String> warning(
      List<DeviceReport> reports, DeviceReport chosen, @Nullable String selector) {
    return warning(reports, chosen, selector, Path.of("/"));
  }

  static Optional<String> warning(
      List<DeviceReport> reports, DeviceReport chosen, @Nullable String selector, Path root) {
    if (selector != null || isGpu(chosen)) {
      return Optional.empty();
    }
    String gpus =
        reports.stream()
            .filter(SoftwareFallback::isGpu)
            .map(report -> report.name() + ": " + String.join(", ", report.obstacles()))
            .collect(joining("; "));
    if (gpus.isEmpty()) {
      gpus =
          withoutDriver(root).stream()
              .map(gpu -> gpu + ": no Vulkan driver offers it")
              .collect(joining("; "));
    }
    return gpus.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "computing slowly, on the CPU ("
                + chosen.name()
                + "), since the GPU cannot be used ("
                + gpus
                + "); install or update its Vulkan driver and let this user open its device files,"
                + " or name the CPU with FIELDSTONE_DEVICE to be content with it");
  }

  private static boolean isGpu(DeviceReport report) {
    return switch (report.type()) {
      case DISCRETE_GPU, INTEGRATED_GPU, VIRTUAL_GPU -> true;
      case CPU, OTHER -> false;
    };
  }

  /** Returns the GPUs that the kernel of Linux knows; other systems show none of these files. */
  private static List<String> withoutDriver(Path root) {
    List<String> gpus = new ArrayList<>();
    for (Path node : list(root.resolve("dev"), "nvidia[0-9]*")) {
      gpus.add("NVIDIA at " + node);
    }
    for (Path node : list(root.resolve("dev").resolve("dri"), "renderD*")) {
      String name = node.getFileName().toString();
      String vendor =
          VENDORS.getOrDefault(
              firstLine(root.resolve("sys/class/drm").resolve(name).resolve("device/vendor")), "");
      if (!vendor.isEmpty() && !(vendor.equals("NVIDIA") && !gpus.isEmpty())) {
        gpus.add(vendor + " at " + node);
      }
    }
    if (Files.exists(root.resolve("dev/dxg"))) {
      gpus.add("that of Windows at " + root.resolve("dev/dxg"));
    }
    return gpus;
  }

  private static List<Path> list(Path folder, String pattern) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      files.forEach(found::add);
    } catch (IOException e) {
      // No such folder, no such device.
    }
    found.sort(null);
    return found;
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
