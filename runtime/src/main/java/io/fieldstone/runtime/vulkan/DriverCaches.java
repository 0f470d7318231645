// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import io.fieldstone.runtime.cache.CacheDirectory;
import io.fieldstone.runtime.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.Platform;
import org.lwjgl.system.linux.DynamicLinkLoader;

/**
 * Keeps drivers' own caches out of folders that are nobody's cache, and Mesa's from a full disk:
 * they map its index, a file with holes, into memory, and where there is no room to fill a hole,
 * writing there is a SIGBUS, which ends the JVM without a word. Without that cache they only
 * compile again.
 */
final class DriverCaches {

  /** The index has 1.3 MB; the rest is for others who write meanwhile. */
  private static final long ROOM_BYTES = 8L << 20;

  private static final String PLACE = "XDG_CACHE_HOME";

  /** Of Mesa from 21 on, and before. */
  private static final List<String> SWITCHES =
      List.of("MESA_SHADER_CACHE_DISABLE", "MESA_GLSL_CACHE_DISABLE");

  private DriverCaches() {}

  /** Tells drivers where caches are, and Mesa to have none on a full disk; before one is loaded. */
  static void protect() {
    if (Platform.get() != Platform.LINUX) {
      return;
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    instead(environment)
        .ifPresent(
            place -> {
              setInProcess(PLACE, place.toString());
              environment.put(PLACE, place.toString());
            });
    if (!isUsable(folder(environment))) {
      for (String name : SWITCHES) {
        if (!environment.containsKey(name)) {
          setInProcess(name, "true");
        }
      }
    }
  }

  /**
   * Returns the folder of caches, if a variable names none or one that is relative: drivers would
   * make that in whatever folder a program is started in. XDG's specification has it ignored.
   */
  static Optional<Path> instead(Map<String, String> environment) {
    String named = environment.get(PLACE);
    if (named == null || named.startsWith("/")) {
      return Optional.empty();
    }
    try {
      Path own =
          CacheDirectory.locate(
              environment, System.getProperty("os.name", ""), System.getProperty("user.home", ""));
      return Optional.ofNullable(own.getParent());
    } catch (ConfigurationException e) {
      return Optional.empty(); // it has no name that Java could give
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

  /**
   * Returns whether a folder can be made, which Mesa would complain of, and the disk that it is on,
   * or will be, has room.
   */
  static boolean isUsable(@Nullable Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      return there == null
          || (Files.isDirectory(there)
              && Files.isWritable(there)
              && Files.getFileStore(there).getUsableSpace() >= ROOM_BYTES);
    } catch (IOException e) {
      return true;
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
