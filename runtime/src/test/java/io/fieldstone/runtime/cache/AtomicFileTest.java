// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  private static final byte[] OLD = {1, 2, 3};
  private static final byte[] NEW = {4, 5};

  @TempDir Path folder;

  @Test
  void aFileIsWritten() throws IOException {
    AtomicFile.write(folder.resolve("file"), NEW);
    assertArrayEquals(NEW, Files.readAllBytes(folder.resolve("file")));
  }

  @Test
  void aLongerFileIsReplacedWhole() throws IOException {
    AtomicFile.write(folder.resolve("file"), OLD);
    AtomicFile.write(folder.resolve("file"), NEW);
    assertArrayEquals(NEW, Files.readAllBytes(folder.resolve("file")));
  }

  @Test
  void missingFoldersAreMade() throws IOException {
    Path file = folder.resolve("a").resolve("b").resolve("file");
    AtomicFile.write(file, NEW);
    assertArrayEquals(NEW, Files.readAllBytes(file));
  }

  @Test
  void nothingElseIsLeftBehind() throws IOException {
    AtomicFile.write(folder.resolve("file"), OLD);
    AtomicFile.write(folder.resolve("file"), NEW);
    assertEquals(List.of(folder.resolve("file")), content());
  }

  @Test
  void afterAFailureTheOldContentIsThereAndNothingElse() throws IOException {
    Path occupied = Files.createDirectory(folder.resolve("file"));
    Files.write(occupied.resolve("inside"), OLD);
    assertThrows(IOException.class, () -> AtomicFile.write(occupied, NEW));
    assertEquals(List.of(occupied), content());
    assertArrayEquals(OLD, Files.readAllBytes(occupied.resolve("inside")));
  }

  @Test
  void aFolderThatIsAFileIsAnIoException() throws IOException {
    Path file = Files.write(folder.resolve("file"), OLD);
    assertThrows(IOException.class, () -> AtomicFile.write(file.resolve("inside"), NEW));
    assertTrue(Files.isRegularFile(file));
  }

  private List<Path> content() throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.toList();
    }
  }
}
