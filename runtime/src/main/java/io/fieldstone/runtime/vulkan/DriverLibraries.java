// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.lwjgl.system.Platform;
import org.lwjgl.system.linux.DynamicLinkLoader;

/**
 * Keeps drivers' libraries in the process, which the loader would unload with the last instance.
 *
 * <p>NVIDIA's (580) has a thread of its own that ends some time after the last instance was
 * destroyed. Unloading the library meanwhile crashed it now and then, and the process's exit nearly
 * always: both run the library's destructors under it. So it stays loaded, and the JVM's exit gives
 * the thread time. Thread-safe.
 */
public final class DriverLibraries {

  private static final Path MAPS = Path.of("/proc/self/maps");

  /** How long such a thread has to end. */
  private static final long THREAD_ENDS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final Set<String> kept = new HashSet<>();
  private static boolean destroyed;
  private static long destroyedAt;

  private DriverLibraries() {}

  /** Keeps what is loaded until the process ends; on Linux, where it was seen to matter. */
  static synchronized void keep() {
    if (Platform.get() != Platform.LINUX) {
      return;
    }
    List<String> mappings;
    try {
      mappings = Files.readAllLines(MAPS);
    } catch (IOException e) {
      return; // without that file nobody knows what is loaded
    }
    for (String mapping : mappings) {
      int path = mapping.indexOf('/');
      if (path >= 0 && mapping.contains(".so") && kept.add(mapping.substring(path))) {
        DynamicLinkLoader.dlopen(
            mapping.substring(path),
            DynamicLinkLoader.RTLD_LAZY
                | DynamicLinkLoader.RTLD_NOLOAD
                | DynamicLinkLoader.RTLD_NODELETE);
      }
    }
  }

  /** Notes that an instance was destroyed. */
  static synchronized void instanceDestroyed() {
    destroyed = true;
    destroyedAt = System.nanoTime();
  }

  /** Waits until drivers' threads have ended, after all instances were destroyed. */
  public static synchronized void awaitThreads() {
    long left = destroyedAt + THREAD_ENDS_NANOS - System.nanoTime();
    while (destroyed && left > 0) {
      LockSupport.parkNanos(left);
      left = destroyedAt + THREAD_ENDS_NANOS - System.nanoTime();
    }
  }
}
