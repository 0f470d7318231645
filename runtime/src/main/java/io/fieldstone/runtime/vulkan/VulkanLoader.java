// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.device.DriverVariables;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.NoDriverException;
import io.fieldstone.runtime.manifest.ManifestDangers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.Library;
import org.lwjgl.vulkan.VK;

/** Loads the machine's Vulkan loader, once per process. */
final class VulkanLoader {

  private static final String REMEDY =
      "; install it with your GPU's driver, or: apt-get install libvulkan1 mesa-vulkan-drivers";

  private static boolean loaded;

  private VulkanLoader() {}

  /**
   * Makes LWJGL's Vulkan functions available.
   *
   * @throws ConfigurationException if LWJGL's own natives are missing, or no folder can hold them
   * @param calls what calls Vulkan, to find out what is wrong with a loader
   * @throws NoDriverException if there is no loader, or one below Vulkan 1.2, which it also says if
   *     a layer's manifest is damaged, or it would not survive what it reads
   */
  static synchronized void load(VulkanCalls calls) {
    requireHarmless(false);
    if (loaded) {
      return;
    }
    // Loading in VK's own initializer would fail once with an error that later calls cannot
    // explain.
    Configuration.VULKAN_EXPLICIT_INIT.set(true);
    NativeLibraries.prepare();
    try {
      Library.initialize();
    } catch (LinkageError e) { // an UnsatisfiedLinkError, and from then on that of its class
      if (String.valueOf(e.getMessage()).contains("another classloader")) {
        throw new ConfigurationException(
            "LWJGL's natives are in use by another class loader of this JVM; have both"
                + " applications take Fieldstone and LWJGL from one class loader that they share",
            e);
      }
      throw new ConfigurationException(
          "LWJGL's natives for this platform are missing or cannot be loaded ("
              + e.getMessage()
              + "); put the natives jars of lwjgl and lwjgl-vma on the class path",
          e);
    }
    DriverCaches.protect();
    try {
      VK.create();
    } catch (UnsatisfiedLinkError e) {
      throw new NoDriverException("no Vulkan loader on this machine" + REMEDY, e);
    } catch (IllegalStateException e) {
      // Somebody else in this process has loaded it already: as good as doing it here.
    }
    if (Integer.compareUnsigned(VK.getInstanceVersionSupported(), DeviceReport.MINIMUM_API_VERSION)
        < 0) {
      FieldstoneException why =
          LoaderMessages.explain(
              new NoDriverException("the Vulkan loader on this machine is older than 1.2" + REMEDY),
              calls);
      VK.destroy(); // whoever mends it need not start another process
      throw why;
    }
    loaded = true;
  }

  /**
   * Throws if the loader would end the process by what it reads: nothing else could be said then.
   *
   * @param layers whether it is asked for layers
   * @throws NoDriverException if so
   * @throws ConfigurationException if a variable has it do so
   */
  static void requireHarmless(boolean layers) {
    Map<String, String> environment = System.getenv();
    DriverVariables.ending(environment)
        .ifPresent(
            variable -> {
              throw new ConfigurationException(variable);
            });
    List<String> dangers =
        ManifestDangers.find(
            environment, layers ? Set.of(VulkanInstance.VALIDATION_LAYER) : Set.of());
    if (!dangers.isEmpty()) {
      throw new NoDriverException("Vulkan cannot start: " + String.join("; ", dangers));
    }
  }
}
