// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that are no files of their own. */
@EnabledOnOs(OS.LINUX)
class OpenTargetTest {

  @TempDir Path folder;

  private static void write(Path path, String text) {
    try (NewFile file = NewFile.create(path)) {
      file.write(text);
      file.publish();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/stdout",
        "/dev/fd/1",
        "/dev/./fd/1",
        "//dev/fd/1",
        "/dev/fd/../fd/1",
        "/proc/self/fd/1",
        "/proc/thread-self/fd/1",
        "/proc/self/task/../fd/1",
      })
  void standardOutputIsFoundByItsNames(String name) throws IOException {
    assertTrue(OpenTarget.of(Path.of(name)).isStandardOutput());
  }

  @Test
  void standardOutputIsFoundByItsProcess() throws IOException {
    long process = ProcessHandle.current().pid();
    assertTrue(OpenTarget.of(Path.of("/proc/" + process + "/fd/1")).isStandardOutput());
    Path folderOfNumbers = Files.createSymbolicLink(folder.resolve("fd"), Path.of("/dev/fd"));
    assertTrue(OpenTarget.of(folderOfNumbers.resolve("1")).isStandardOutput());
    assertFalse(OpenTarget.of(folderOfNumbers.resolve("2")).isStandardOutput());
  }

  @Test
  void whatAnotherProcessHasOpenGoesOnWhereThatIs() throws Exception {
    Path file = folder.resolve("file");
    // The shell of its own leaves the other's descriptors alone.
    Process other =
        new ProcessBuilder("sh", "-c", "printf 0123; (echo up >&2); read line")
            .redirectOutput(file.toFile())
            .start();
    try {
      assertEquals('u', other.getErrorStream().read());
      assertEquals("0123", Files.readString(file));
      write(Path.of("/proc/" + other.pid() + "/fd/1"), "ab");
      assertEquals("0123ab", Files.readString(file));
      assertEquals(List.of("file"), names());
    } finally {
      other.destroy();
      other.waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/stdout", "/dev/fd/stdout", "/proc/self/fd/x", "/proc/fd/1", "1"})
  void whatIsNoNumberOfAnOpenFileIsNone(String name) {
    assertNull(DescriptorName.of(Path.of(name)), name);
  }

  @Test
  void standardOutputIsFoundThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/stdout"));
    assertTrue(OpenTarget.of(link).isStandardOutput());
    assertFalse(OpenTarget.of(folder.resolve("other")).isStandardOutput());
  }

  @Test
  void aDeviceIsWrittenAsItStands() throws IOException {
    write(Path.of("/dev/null"), "gone");
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
    BadInputException e =
        assertThrows(BadInputException.class, () -> write(Path.of("/dev/full"), "no room"));
    assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.getMessage());
  }

  @Test
  void aNamedPipeIsWrittenAsItStands() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                return e.toString();
              }
            });
    write(pipe, "through the pipe");
    assertEquals("through the pipe", read.get());
    assertEquals(List.of("pipe"), names());
  }

  @Test
  void aFileWithSeveralNamesKeepsThem() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "the old content, which is longer");
    Path other = Files.createLink(folder.resolve("other"), file);
    write(file, "new");
    assertEquals("new", Files.readString(other));
    assertTrue(Files.isSameFile(file, other));
    assertEquals(List.of("file", "other"), names());
  }

  @Test
  void aFileWithSeveralNamesIsLeftAloneUntilTheNewContentIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.createLink(folder.resolve("other"), file);
    try (NewFile written = NewFile.create(file)) {
      written.write("half");
    }
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("file", "other"), names());
  }

  private static void requireProc() {
    assertTrue(Files.isDirectory(Path.of("/proc/self/fdinfo")), "mount /proc");
  }

  @Test
  void theNumberOfAFileOfJavasOwnIsRefused() throws IOException {
    requireProc();
    Path library = Files.writeString(folder.resolve("library.jar"), "its content");
    try (FileChannel open = FileChannel.open(library, StandardOpenOption.READ)) {
      assertTrue(open.isOpen());
      Path number = numberOf(library);
      BadInputException e = assertThrows(BadInputException.class, () -> write(number, "new"));
      assertTrue(
          String.valueOf(e.getMessage()).contains("it is not open to be written"), e.getMessage());
      assertEquals("its content", Files.readString(library));
    }
  }

  @Test
  void aNumberThatIsOpenToBeWrittenGoesOnWhereItIs() throws IOException {
    requireProc();
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
      open.position(4);
      write(numberOf(file), "ab");
      assertEquals(6, open.position(), "whoever shares it goes on after what was written");
    }
    assertEquals("0123ab6789", Files.readString(file));
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.APPEND)) {
      assertTrue(open.isOpen());
      write(numberOf(file), "cd");
    }
    assertEquals("0123ab6789cd", Files.readString(file));
  }

  @Test
  void aNumberThatNothingHasIsNoSuchFile() {
    requireProc();
    BadInputException e =
        assertThrows(BadInputException.class, () -> NewFile.create(Path.of("/dev/fd/987654")));
    assertTrue(String.valueOf(e.getMessage()).contains("no such file"), e.getMessage());
  }

  /** Returns the name that this process's descriptor of a file has. */
  private static Path numberOf(Path file) throws IOException {
    try (Stream<Path> numbers = Files.list(Path.of("/proc/self/fd"))) {
      for (Path number : numbers.toList()) {
        if (Files.exists(number) && Files.isSameFile(number, file)) {
          return Path.of("/dev/fd").resolve(number.getFileName());
        }
      }
    }
    throw new AssertionError("no descriptor of " + file);
  }
}
