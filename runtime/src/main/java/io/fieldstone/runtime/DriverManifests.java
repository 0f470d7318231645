// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.vulkan.LwjglCalls;
import io.fieldstone.runtime.vulkan.VulkanInstance;
import java.util.List;
import java.util.Optional;

/**
 * The files that tell the Vulkan loader of drivers and layers. Damaged ones are named by the
 * exception if they keep Vulkan from starting; where they do not, a driver may be missing for no
 * other reason.
 *
 * <pre>{@code
 * DriverManifests.complaints().forEach(System.err::println);
 * }</pre>
 */
public final class DriverManifests {

  private DriverManifests() {}

  /**
   * {@return what the loader complains of, damaged manifests and libraries that cannot be loaded,
   * one line each with its remedy; empty if it has no complaints}
   *
   * @throws io.fieldstone.runtime.error.NoDriverException if there is no Vulkan loader
   */
  public static List<String> complaints() {
    return ExitHook.hold(() -> VulkanInstance.complaints(LwjglCalls.INSTANCE));
  }

  /**
   * {@return why no backend can be opened with {@link BackendOptions#validation}, in a line with
   * its remedy; empty if one can}
   *
   * @throws io.fieldstone.runtime.error.NoDriverException if there is no Vulkan loader
   */
  public static Optional<String> missingValidation() {
    return ExitHook.hold(() -> VulkanInstance.missingValidation(LwjglCalls.INSTANCE));
  }
}
