// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FolderLockTest {

  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve(".fieldstone.lock");
  }

  private void assertTaken() {
    var e = assertThrows(BadInputException.class, () -> FolderLock.take(folder));
    assertEquals(
        "another fieldstone is writing in " + folder + "; wait for its end, or name another place",
        e.getMessage());
  }

  private void assertFree() {
    FolderLock lock = FolderLock.take(folder);
    assertTrue(Files.exists(file));
    assertTaken();
    assertTrue(Files.exists(file), "a refused one removes nothing");
    lock.close();
    lock.close();
    assertFalse(Files.exists(file));
  }

  @Test
  void itIsOneAtATime() {
    assertFree();
    assertFree();
  }

  @Test
  void whatAKilledProcessLeftIsFree() throws IOException {
    Files.createFile(file);
    assertFree();
  }

  @Test
  void anotherProcessHasIt() throws Exception {
    Files.createFile(file);
    Process holder = Holder.start(file);
    try (InputStream out = holder.getInputStream()) {
      assertEquals('t', out.read(), "it has the lock");
      assertTaken();
      assertTaken();
    } finally {
      holder.destroy();
      holder.waitFor();
    }
    assertFree();
  }

  @Test
  void whereNothingCanBeWrittenIsSaid() {
    Path none = folder.resolve("none");
    var e = assertThrows(BadInputException.class, () -> FolderLock.take(none));
    assertTrue(String.valueOf(e.getMessage()).startsWith("cannot write in " + none + ": "));
  }
}
