// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_SUCCESS;
import static org.lwjgl.vulkan.VK10.vkCreateInstance;
import static org.lwjgl.vulkan.VK10.vkDestroyInstance;

import io.fieldstone.runtime.device.DeviceReport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkApplicationInfo;
import org.lwjgl.vulkan.VkInstance;
import org.lwjgl.vulkan.VkInstanceCreateInfo;

/**
 * Keeps drivers' libraries loaded while the process lives, and has them unloaded before it exits.
 *
 * <p>The loader unloads them with the last instance. NVIDIA's (580) has threads of its own that end
 * some time after a device was closed: the process crashed, now and then, when the library went
 * from under them, and always when it exited with the library loaded. So there is one instance more
 * than those of backends, which goes last. Thread-safe.
 */
public final class DriverLibraries {

  /** How long such threads have to end. */
  private static final long THREADS_END_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static @Nullable VkInstance kept;

  private DriverLibraries() {}

  static synchronized void keep() {
    if (kept != null) {
      return;
    }
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkApplicationInfo application =
          VkApplicationInfo.calloc(stack)
              .sType$Default()
              .apiVersion(DeviceReport.MINIMUM_API_VERSION);
      VkInstanceCreateInfo info =
          VkInstanceCreateInfo.calloc(stack).sType$Default().pApplicationInfo(application);
      PointerBuffer pointer = stack.mallocPointer(1);
      // Where this fails, opening a backend fails too, and says why.
      if (vkCreateInstance(info, null, pointer) == VK_SUCCESS) {
        kept = new VkInstance(pointer.get(0), info);
      }
    }
  }

  /**
   * Has the libraries unloaded, once all other instances are destroyed and the JVM exits.
   *
   * @param threads whether a driver is in use that has threads of its own
   */
  public static synchronized void release(boolean threads) {
    VkInstance instance = kept;
    kept = null;
    if (instance == null) {
      return;
    }
    if (threads) {
      LockSupport.parkNanos(THREADS_END_NANOS);
    }
    vkDestroyInstance(instance, null);
  }
}
