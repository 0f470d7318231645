// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  private static final String HOME = Path.of("home").toAbsolutePath().toString();
  private static final String CACHES = Path.of("caches").toAbsolutePath().toString();

  @Test
  void theOptionDecides() {
    assertEquals(
        Optional.of(Path.of("target", "x")),
        CacheFolder.locate(
            Path.of("target", "x").toString(), Map.of("XDG_CACHE_HOME", CACHES), "Linux", HOME));
    assertEquals(
        Optional.empty(),
        CacheFolder.locate("off", Map.of("XDG_CACHE_HOME", CACHES), "Linux", HOME));
  }

  @Test
  void everySystemHasItsOwnPlace() {
    assertEquals(
        Optional.of(Path.of(HOME, ".cache", "fieldstone", "spirv")),
        CacheFolder.locate(null, Map.of(), "Linux", HOME));
    assertEquals(
        Optional.of(Path.of(CACHES, "fieldstone", "spirv")),
        CacheFolder.locate(null, Map.of("XDG_CACHE_HOME", CACHES), "Linux", HOME));
    assertEquals(
        Optional.of(Path.of(HOME, "Library", "Caches", "fieldstone", "spirv")),
        CacheFolder.locate(null, Map.of(), "Mac OS X", HOME));
    assertEquals(
        Optional.of(Path.of(CACHES, "fieldstone", "spirv")),
        CacheFolder.locate(null, Map.of("LOCALAPPDATA", CACHES), "Windows 11", HOME));
  }

  @Test
  void aRelativeXdgFolderIsIgnored() {
    assertEquals(
        Optional.of(Path.of(HOME, ".cache", "fieldstone", "spirv")),
        CacheFolder.locate(null, Map.of("XDG_CACHE_HOME", "caches"), "Linux", HOME));
  }

  @Test
  void anImpossibleFolderIsNoCache() {
    assertEquals(Optional.empty(), CacheFolder.locate("\0", Map.of(), "Linux", HOME));
  }
}
