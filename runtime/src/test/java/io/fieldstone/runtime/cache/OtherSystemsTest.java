// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Caches on Windows, macOS and Unix, as an in-memory file system has them. */
class OtherSystemsTest {

  static List<Configuration> systems() {
    return List.of(
        Configuration.windows(),
        Configuration.osX(),
        Configuration.unix().toBuilder().setAttributeViews("basic", "posix").build());
  }

  private static Path folder(Configuration system) {
    FileSystem files = Jimfs.newFileSystem(system);
    return files.getRootDirectories().iterator().next().resolve("caches").resolve("fieldstone");
  }

  @ParameterizedTest
  @MethodSource("systems")
  void filesAreReplacedWholeAlsoWhileTheyAreRead(Configuration system) throws IOException {
    Path file = folder(system).resolve("pipelines.bin");
    AtomicFile.write(file, new byte[] {1, 2, 3});
    try (InputStream reader = Files.newInputStream(file)) {
      AtomicFile.writeExecutable(file, new byte[] {4});
      assertArrayEquals(new byte[] {1, 2, 3}, reader.readAllBytes());
    }
    assertArrayEquals(new byte[] {4}, Files.readAllBytes(file));
    assertTrue(Files.isExecutable(file));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @ParameterizedTest
  @MethodSource("systems")
  void measurementsAreKept(Configuration system) {
    Path file = folder(system).resolve("strategies.properties");
    new MeasurementsFile(file, "title").put("mul-chain/bn254_fr/1f", "wide");
    assertEquals("wide", new MeasurementsFile(file, "title").find("mul-chain/bn254_fr/1f"));
  }

  @Test
  void onWindowsCachesAreInTheLocalFolderOfApplications() {
    FileSystem files = Jimfs.newFileSystem(Configuration.windows());
    Map<String, String> environment =
        Map.of("LOCALAPPDATA", "C:\\Users\\Ada\\AppData\\Local", "XDG_CACHE_HOME", "/var/cache");
    assertEquals(
        files.getPath("C:\\Users\\Ada\\AppData\\Local\\fieldstone"),
        CacheDirectory.locate(environment, "Windows 11", "C:\\Users\\Ada", files));
    assertEquals(
        files.getPath("C:\\Users\\Ada\\.cache\\fieldstone"),
        CacheDirectory.locate(
            Map.of("LOCALAPPDATA", "Local"), "Windows 11", "C:\\Users\\Ada", files),
        "what is relative is not taken");
  }

  @Test
  void onAMacTheyAreInTheLibrary() {
    FileSystem files = Jimfs.newFileSystem(Configuration.osX());
    assertEquals(
        files.getPath("/Users/ada/Library/Caches/fieldstone"),
        CacheDirectory.locate(Map.of(), "Mac OS X", "/Users/ada", files));
  }
}
