// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CacheFilesTest {

  @TempDir Path folder;

  @Test
  void whatWasKeptIsRead() throws IOException {
    Path file = Files.write(folder.resolve("kept"), new byte[] {1, 2});
    assertArrayEquals(new byte[] {1, 2}, CacheFiles.read(file));
    assertThrows(NoSuchFileException.class, () -> CacheFiles.read(folder.resolve("nowhere")));
  }

  @Test
  void aHugeFileIsRefused() throws IOException {
    Path file = folder.resolve("huge");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(3L << 30);
    }
    IOException e = assertThrows(IOException.class, () -> CacheFiles.read(file));
    assertEquals("it has 3221225472 bytes; remove it", e.getMessage());
  }

  @Test
  void aFolderIsRefused() {
    IOException e = assertThrows(IOException.class, () -> CacheFiles.read(folder));
    assertEquals("it is no regular file; remove it", e.getMessage());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anEndlessDeviceIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
    IOException e = assertThrows(IOException.class, () -> CacheFiles.read(link));
    assertEquals("it is no regular file; remove it", e.getMessage());
  }
}
