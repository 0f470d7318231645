// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a full disk is shown by .ci/full-disk, which needs one. */
@EnabledOnOs(OS.LINUX)
class DriverCachesTest {

  @TempDir Path folder;

  @Test
  void theFolderIsFoundAsMesaFindsIt() {
    assertEquals(Path.of("/home/ada/.cache"), DriverCaches.folder(Map.of("HOME", "/home/ada")));
    Map<String, String> both = Map.of("HOME", "/home/ada", "XDG_CACHE_HOME", "/var/cache");
    assertEquals(Path.of("/var/cache"), DriverCaches.folder(both));
    assertEquals(
        Path.of("/mesa"),
        DriverCaches.folder(Map.of("XDG_CACHE_HOME", "/c", "MESA_SHADER_CACHE_DIR", "/mesa")));
    assertNull(DriverCaches.folder(Map.of()));
  }

  @Test
  void aFolderThatIsNotThereYetIsOnTheDiskOfTheOneAboveIt() throws IOException {
    assertTrue(DriverCaches.isUsable(folder.resolve("not").resolve("yet")));
    assertFalse(DriverCaches.isUsable(Path.of("/proc/self")), "which has no room at all");
    assertTrue(DriverCaches.isUsable(null));
    Path file = Files.createFile(folder.resolve("file"));
    assertFalse(DriverCaches.isUsable(file.resolve("below")), "which nobody can make");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "relative", "./relative", "~/.cache"})
  void aFolderThatIsNotAbsoluteIsNotMade(String named) {
    assertEquals(
        Path.of(System.getProperty("user.home"), ".cache"),
        DriverCaches.instead(Map.of("XDG_CACHE_HOME", named)).orElseThrow());
  }

  @Test
  void anAbsoluteFolderIsTheUsers() {
    assertEquals(Optional.empty(), DriverCaches.instead(Map.of()));
    assertEquals(Optional.empty(), DriverCaches.instead(Map.of("XDG_CACHE_HOME", "/var/cache")));
  }
}
