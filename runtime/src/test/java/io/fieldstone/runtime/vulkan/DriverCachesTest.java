// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a full disk is shown by .ci/full-disk, which needs one. */
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
  void aFolderThatIsNotThereYetIsOnTheDiskOfTheOneAboveIt() {
    assertFalse(DriverCaches.isFull(folder.resolve("not").resolve("yet")));
    assertTrue(DriverCaches.isFull(Path.of("/proc/self")), "which has no room at all");
    assertFalse(DriverCaches.isFull(null));
  }
}
