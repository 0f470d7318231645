// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.error.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheDirectoryTest {

  private static final String HOME = Path.of("/home/ada").toString();

  @ParameterizedTest
  @ValueSource(strings = {"Linux", "FreeBSD", "Windows 11", ""})
  void withoutAWordFromTheSystemItIsDotCacheInTheHomeFolder(String osName) {
    assertEquals(
        Path.of("/home/ada/.cache/fieldstone"), CacheDirectory.locate(Map.of(), osName, HOME));
  }

  @Test
  void onAMacItIsTheLibrarysCaches() {
    assertEquals(
        Path.of("/home/ada/Library/Caches/fieldstone"),
        CacheDirectory.locate(Map.of(), "Mac OS X", HOME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Linux", "Mac OS X"})
  void xdgCacheHomeComesFirst(String osName) {
    assertEquals(
        Path.of("/var/cache/ada/fieldstone"),
        CacheDirectory.locate(Map.of("XDG_CACHE_HOME", "/var/cache/ada"), osName, HOME));
  }

  @Test
  void windowsNamesItsOwn() {
    assertEquals(
        Path.of("/Users/ada/AppData/Local/fieldstone"),
        CacheDirectory.locate(
            Map.of("LOCALAPPDATA", "/Users/ada/AppData/Local", "XDG_CACHE_HOME", "/var/cache"),
            "Windows Server 2022",
            HOME));
  }

  @Test
  void onLinuxTheVariableOfWindowsMeansNothing() {
    assertEquals(
        Path.of("/home/ada/.cache/fieldstone"),
        CacheDirectory.locate(Map.of("LOCALAPPDATA", "/local"), "Linux", HOME));
  }

  @Test
  void anEmptyVariableIsAnUnsetOne() {
    assertEquals(
        Path.of("/home/ada/.cache/fieldstone"),
        CacheDirectory.locate(Map.of("XDG_CACHE_HOME", ""), "Linux", HOME));
  }

  @Test
  void aFolderThatHasNoNameInThisProcessIsSaidWithItsRemedy() {
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("XDG_CACHE_HOME", "/home/\0"))) {
      ConfigurationException e =
          assertThrows(
              ConfigurationException.class,
              () -> CacheDirectory.locate(environment, "Linux", "/home/\0"));
      assertTrue(String.valueOf(e.getMessage()).contains("LC_ALL=C.UTF-8"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "", "home/ada"})
  void aUserWithoutHomeLeavesNothingInTheWorkingFolder(String home) {
    assertEquals(
        Path.of("/srv/.cache/fieldstone"),
        CacheDirectory.locate(Map.of("HOME", "/srv"), "Linux", home));
    assertEquals(
        Path.of("/nonexistent/.cache/fieldstone"), CacheDirectory.locate(Map.of(), "Linux", home));
    assertEquals(
        Path.of("/nonexistent/.cache/fieldstone"),
        CacheDirectory.locate(Map.of("HOME", "."), "Linux", home));
  }
}
