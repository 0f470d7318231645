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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
  void aFileThatIsAnothersStays() throws IOException {
    FolderLock lock = FolderLock.take(folder);
    Files.delete(file);
    Files.writeString(file, "another process's");
    lock.close();
    assertEquals("another process's", Files.readString(file));
    assertFree();
  }

  @Test
  void whenTheProcessIsAskedToEndOthersHaveIt() throws IOException {
    TemporaryFiles files = new TemporaryFiles();
    FolderLock lock = FolderLock.take(folder, files);
    files.stop();
    assertFalse(Files.exists(file));
    assertFree();
    FolderLock next = FolderLock.take(folder);
    lock.close();
    assertTrue(Files.exists(file), "it has nothing left to remove");
    next.close();
    var e = assertThrows(BadInputException.class, () -> FolderLock.take(folder, files));
    assertEquals(
        "cannot write in " + folder + ": the process is being stopped; name another place",
        e.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void ofSeveralProcessesOneHasIt() throws Exception {
    List<Process> takers = new ArrayList<>();
    try {
      for (int i = 0; i < Taker.PROCESSES; i++) {
        takers.add(Taker.start(folder));
      }
      for (Process taker : takers) {
        assertEquals(0, taker.waitFor());
      }
    } finally {
      takers.forEach(Process::destroy);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(folder.resolve(Taker.INSIDE)), left.toList());
    }
  }

  @Test
  void whereNothingCanBeWrittenIsSaid() {
    Path none = folder.resolve("none");
    var e = assertThrows(BadInputException.class, () -> FolderLock.take(none));
    assertTrue(String.valueOf(e.getMessage()).startsWith("cannot write in " + none + ": "));
  }
}
