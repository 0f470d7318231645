// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import io.fieldstone.runtime.DriverManifests;
import io.fieldstone.runtime.cache.IoReasons;
import io.fieldstone.runtime.error.FieldstoneException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What about the process, not the device, helps or hinders: folders, file names, memory, drivers.
 */
public final class Surroundings {

  private static final double GIB = 1L << 30;

  /** Below it, two pieces of the default chunks of the largest elements no longer fit. */
  private static final long LITTLE_MEMORY = 512L << 20;

  private static final int PROBE_BYTES = 1 << 16;

  private Surroundings() {}

  /**
   * Looks around.
   *
   * @param cache the folder for caches, null if it has no name here
   */
  public static List<Finding> look(@Nullable Path cache) {
    List<Finding> findings = new ArrayList<>();
    if (cache != null) {
      findings.add(cache(cache));
    }
    findings.add(fileNames(System.getProperty("sun.jnu.encoding", "UTF-8")));
    findings.add(
        memory(
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()));
    if (isDeafToSignals()) {
      findings.add(signals());
    }
    try {
      findings.addAll(drivers(DriverManifests.complaints()));
    } catch (FieldstoneException e) {
      // There is no loader, which is the diagnosis's problem already.
    }
    return List.copyOf(findings);
  }

  static Finding cache(Path folder) {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "doctor", ".tmp");
      try {
        Files.write(probe, new byte[PROBE_BYTES]); // a full disk takes an empty file
      } finally {
        Files.delete(probe);
      }
      return Finding.fine("cache", "pipelines and measurements are kept in " + folder);
    } catch (IOException e) {
      return Finding.problem(
          "cache",
          "nothing can be kept in "
              + folder
              + " ("
              + IoReasons.of(e)
              + "), so every start takes longer; make it writable, or set XDG_CACHE_HOME (on"
              + " Windows LOCALAPPDATA) to a folder that is");
    }
  }

  static Finding fileNames(String encoding) {
    boolean any;
    try {
      CharsetEncoder encoder = Charset.forName(encoding).newEncoder();
      any = encoder.canEncode("\u00fc\u20ac\u6f22");
    } catch (IllegalArgumentException e) {
      any = false;
    }
    return any
        ? Finding.fine("file names", "any letters (" + encoding + ")")
        : Finding.problem(
            "file names",
            "only those of "
                + encoding
                + ": files whose names have other letters cannot be opened; use a locale that has"
                + " them, such as LC_ALL=C.UTF-8");
  }

  static Finding memory(long bytes) {
    String amount = String.format(Locale.ROOT, "%.1f GiB for this process", bytes / GIB);
    return bytes >= LITTLE_MEMORY
        ? Finding.fine("memory", amount)
        : Finding.problem(
            "memory",
            amount
                + ": give the container more, or take smaller chunks (--chunk,"
                + " GPU_STREAM_CHUNK_ELEMS)");
  }

  /** Only HotSpot can be asked. */
  private static boolean isDeafToSignals() {
    @Nullable HotSpotDiagnosticMXBean java =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return java != null && Boolean.parseBoolean(java.getVMOption("ReduceSignalUsage").getValue());
  }

  static Finding signals() {
    return Finding.problem(
        "signals",
        "Java runs with -Xrs: ended by Ctrl-C or SIGTERM, it leaves the temporary file of an output,"
            + " which the next run with an output in that folder removes; leave the option out");
  }

  static List<Finding> drivers(List<String> complaints) {
    return complaints.isEmpty()
        ? List.of(Finding.fine("drivers", "the Vulkan loader has no complaints"))
        : complaints.stream().map(complaint -> Finding.problem("drivers", complaint)).toList();
  }
}
