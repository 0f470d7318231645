// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of temporary files; `.ci/output-places` tries places that only root can make. */
@EnabledOnOs(OS.LINUX)
class WrittenFileTest {

  @TempDir Path folder;

  @BeforeEach
  void requireLocks() {
    assertTrue(
        TemporaryName.isLocked(folder), "mount /proc, which names the machine by its boot_id");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void write(Path path, String text) {
    try (NewFile file = NewFile.create(path)) {
      file.write(text);
      file.publish();
    }
  }

  private static String refused(Path path) {
    return String.valueOf(
        assertThrows(BadInputException.class, () -> NewFile.create(path)).getMessage());
  }

  @Test
  void whatAKilledProcessLeftGoesWithTheNextRun() throws IOException {
    Files.writeString(TemporaryName.in(folder), "half");
    write(folder.resolve("out"), "new");
    assertEquals(List.of("out"), names());
  }

  @Test
  void whatAnotherProcessWritesStays() throws Exception {
    Path file = Files.writeString(TemporaryName.in(folder), "half");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertTrue(TemporaryName.lock(channel, file));
      write(folder.resolve("out"), "new");
      assertTrue(Files.exists(file));
    }
    write(folder.resolve("out"), "new");
    assertEquals(List.of("out"), names());
  }

  @Test
  void whatThisProcessWritesStaysItsOwn() throws IOException {
    try (NewFile one = NewFile.create(folder.resolve("one"));
        NewFile two = NewFile.create(folder.resolve("two"))) {
      assertEquals(2, names().size());
      one.write("1");
      two.write("2");
      one.publish();
      two.publish();
    }
    assertEquals(List.of("one", "two"), names());
  }

  @Test
  void whatIsWholeOrOfAnotherMachineOrNoFileStays() throws Exception {
    Path whole = Files.writeString(TemporaryName.ofWhole(TemporaryName.in(folder)), "whole");
    Path foreign = Files.writeString(folder.resolve(".fieldstone-00000000-1.tmp"), "half");
    Path pipe = TemporaryName.in(folder);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(TemporaryName.in(folder), whole);
    write(folder.resolve("out"), "new");
    assertEquals(5, names().size());
    for (Path file : List.of(whole, foreign, pipe, link)) {
      assertTrue(names().contains(file.getFileName().toString()), file.toString());
    }
  }

  @Test
  void aProcessWhoseFileAnotherOneTookForLeftNoticesIt() throws IOException {
    Path file = TemporaryName.in(folder);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Files.delete(file);
      assertEquals(false, TemporaryName.lock(channel, file));
    }
  }

  @Test
  void whatCannotBePutInItsPlaceWhenItIsDoneIsKeptAndNamed() throws IOException {
    Path target = folder.resolve("out");
    try (NewFile file = NewFile.create(target)) {
      file.write("the work of hours");
      Files.createDirectories(target.resolve("something"));
      BadInputException e = assertThrows(BadInputException.class, file::publish);
      String message = String.valueOf(e.getMessage());
      Path whole = folder.resolve(names().get(0));
      assertTrue(message.startsWith("cannot write " + target + ": "), message);
      assertTrue(
          message.endsWith("; its whole content is in " + whole + ", so move it where it can be"),
          message);
      assertEquals("the work of hours", Files.readString(whole));
    }
    assertEquals(2, names().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-w-------", "r--------", "---------"})
  void aFileThatOnlyRootMayReadOrWriteIsWrittenOrRefusedAtTheStart(String mode) throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
    if (Files.isWritable(target)) {
      write(target, "new");
      assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    } else {
      String message = refused(target);
      assertTrue(message.contains("permission denied; name another file"), message);
    }
    assertEquals(List.of("out"), names());
  }

  @Test
  void aFileInPlaceOfAFolderIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertTrue(refused(file.resolve("out")).contains("there is no folder " + file));
  }
}
