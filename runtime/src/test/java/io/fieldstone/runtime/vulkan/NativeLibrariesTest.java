// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.vulkan.NativeLibraries.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

  private static final String NAME = "library.so";
  private static final byte[] CONTENT = new byte[600_000];

  @TempDir Path folder;

  private static Folder cache(Path path) {
    return new Folder(() -> path, false);
  }

  private static Path unpack(Folder... folders) {
    return NativeLibraries.unpack(CONTENT, NAME, List.of(folders));
  }

  @Test
  void manyThatStartAtOnceHaveTheOneWholeFile() throws IOException {
    List<byte[]> seen =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    return Files.readAllBytes(unpack(cache(folder)));
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                })
            .toList();
    seen.forEach(content -> assertArrayEquals(CONTENT, content));
    try (var files = Files.list(unpack(cache(folder)).getParent())) {
      assertEquals(List.of(NAME), files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void aFileInUseIsNeverWrittenOver() throws IOException {
    Path file = unpack(cache(folder));
    Files.write(file, new byte[] {1, 2, 3});
    try (InputStream inUse = Files.newInputStream(file)) {
      assertArrayEquals(CONTENT, Files.readAllBytes(unpack(cache(folder))));
      assertArrayEquals(new byte[] {1, 2, 3}, inUse.readAllBytes());
    }
  }

  @Test
  void aFileThatIsLargerThanMemoryIsReplaced() throws IOException {
    Path file = unpack(cache(folder));
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(20L << 30); // a hole, which takes no room
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(unpack(cache(folder))));
  }

  @Test
  void whereTheCacheCannotBeWrittenAnotherFolderIsFound() throws IOException {
    Path occupied = Files.createFile(folder.resolve("occupied"));
    Path file =
        unpack(
            cache(occupied.resolve("natives")),
            new Folder(() -> folder.resolve("absent"), true),
            new Folder(() -> folder, true));
    assertTrue(file.startsWith(folder.toRealPath()) || file.startsWith(folder));
    assertTrue(Files.isExecutable(file));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void whereNoFolderCanHoldThemEachIsNamedWithItsReason() throws IOException {
    Path occupied = Files.createFile(folder.resolve("occupied"));
    Path absent = folder.resolve("absent");
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> unpack(cache(occupied), new Folder(() -> absent, true)));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(occupied + ": "), message);
    assertTrue(message.contains(absent + ": no such file"), message);
    assertTrue(message.contains("set XDG_CACHE_HOME"), message);
  }

  @Test
  void aLibraryThatIsDamagedIsNotLoaded() {
    String sum = "a9993e364706816aba3e25717850c26c9cd0d89d";
    NativeLibraries.requireWhole("lib.so", "abc".getBytes(US_ASCII), sum);
    NativeLibraries.requireWhole("lib.so", "abd".getBytes(US_ASCII), "");
    NativeLibraries.requireWhole("lib.so", new byte[0], sum); // LWJGL says that it is missing
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> NativeLibraries.requireWhole("lib.so", "abd".getBytes(US_ASCII), sum));
    assertEquals(
        "the natives jar that has lib.so is damaged (it has another SHA-1 than it had); download or"
            + " copy it again",
        e.getMessage());
  }
}
