// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.system.MemoryUtil.NULL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lwjgl.system.JNI;
import org.lwjgl.system.Platform;
import org.lwjgl.system.linux.DynamicLinkLoader;

/**
 * Keeps destructors of drivers' libraries from running, on Linux, where they were seen to crash.
 *
 * <p>NVIDIA's (580) leaves two threads behind when the last instance was destroyed. Its library's
 * destructors wake them, and they then use what the destructors have freed: at the process's exit
 * nearly always, and now and then where the loader unloads the library with the last instance. So
 * libraries stay loaded, and a process that has looked at devices, or could not, ends by {@code
 * _exit}. Thread-safe.
 */
final class DriverLibraries {

  private static final Path MAPS = Path.of("/proc/self/maps");

  private static final Set<String> kept = new HashSet<>();

  /** Whether drivers were looked at in vain, and whether some have reported their devices. */
  private static boolean looked;

  private static boolean reported;

  private DriverLibraries() {}

  /** Keeps what is loaded until the process ends. */
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

  /**
   * Keeps what drivers have loaded, and has the process end without their destructors: the first
   * time that they are asked, which loads them already, and the first time that they have reported.
   *
   * @param devices whether they have
   */
  static synchronized void loaded(boolean devices) {
    boolean known = devices ? reported : reported || looked;
    if (!known) {
      keep();
      endWithoutDestructors();
    }
    looked = true;
    reported |= devices;
  }

  /**
   * Has the process end without the destructors of the libraries that are loaded now. The JVM's
   * shutdown hooks, exit status and streams are as ever: C's exit handlers run last registered
   * first, so this comes after those that others register later, and ends the process there.
   */
  static synchronized void endWithoutDestructors() {
    if (Platform.get() != Platform.LINUX) {
      return;
    }
    long process = DynamicLinkLoader.dlopen((CharSequence) null, DynamicLinkLoader.RTLD_LAZY);
    long onExit = DynamicLinkLoader.dlsym(process, "on_exit");
    long exit = DynamicLinkLoader.dlsym(process, "_exit");
    long flush = DynamicLinkLoader.dlsym(process, "fcloseall");
    if (onExit != NULL && exit != NULL && flush != NULL) { // glibc has them
      JNI.invokePPI(exit, NULL, onExit); // is called with the status as its first argument
      JNI.invokePPI(flush, NULL, onExit);
    }
  }
}
