// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.Platform;
import org.lwjgl.system.linux.DynamicLinkLoader;

/**
 * Keeps Mesa's drivers from their shader cache on a full disk: they map its index, a file with
 * holes, into memory, and where there is no room to fill a hole, writing there is a SIGBUS, which
 * ends the JVM without a word. Without that cache they only compile again.
 */
final class DriverCaches {

  /** The index has 1.3 MB; the rest is for others who write meanwhile. */
  private static final long ROOM_BYTES = 8L << 20;

  /** Of Mesa from 21 on, and before. */
  private static final List<String> SWITCHES =
      List.of("MESA_SHADER_CACHE_DISABLE", "MESA_GLSL_CACHE_DISABLE");

  private DriverCaches() {}

  /** Turns Mesa's cache off for this process if its disk is full; before a driver is loaded. */
  static void protect() {
    if (Platform.get() == Platform.LINUX && isFull(folder(System.getenv()))) {
      for (String name : SWITCHES) {
        if (!System.getenv().containsKey(name)) {
          setInProcess(name, "true");
        }
      }
    }
  }

  /** Returns the folder that Mesa's cache is made in, or is to be; null if there is none. */
  static @Nullable Path folder(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    List<String> places =
        List.of(
            environment.getOrDefault("MESA_SHADER_CACHE_DIR", ""),
            environment.getOrDefault("MESA_GLSL_CACHE_DIR", ""),
            environment.getOrDefault("XDG_CACHE_HOME", ""),
            home.isEmpty() ? "" : home + "/.cache");
    try {
      String place = places.stream().filter(each -> !each.isEmpty()).findFirst().orElse("");
      return place.isEmpty() ? null : Path.of(place).toAbsolutePath();
    } catch (InvalidPathException e) {
      return null; // nor does Java know how full it is
    }
  }

  /** Returns whether the disk that a folder is on, or will be, has hardly any room. */
  static boolean isFull(@Nullable Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      return there != null && Files.getFileStore(there).getUsableSpace() < ROOM_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sets a variable for native code, which reads it with getenv; Java goes on not to see it. */
  private static void setInProcess(String name, String value) {
    long libraries = DynamicLinkLoader.dlopen((CharSequence) null, DynamicLinkLoader.RTLD_LAZY);
    long setenv = DynamicLinkLoader.dlsym(libraries, "setenv");
    if (setenv != 0) {
      try (MemoryStack stack = MemoryStack.stackPush()) {
        long nameText = MemoryUtil.memAddress(stack.ASCII(name));
        long valueText = MemoryUtil.memAddress(stack.ASCII(value));
        JNI.invokePPI(nameText, valueText, 1, setenv);
      }
    }
  }
}
