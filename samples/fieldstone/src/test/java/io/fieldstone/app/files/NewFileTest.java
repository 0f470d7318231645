// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewFileTest {

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatWasWrittenAppearsWhenItIsPublished() throws IOException {
    Path target = folder.resolve("out");
    try (NewFile file = NewFile.create(target)) {
      file.write("whole");
      assertTrue(Files.notExists(target));
      file.publish();
    }
    assertEquals("whole", Files.readString(target));
    assertEquals(List.of("out"), names());
  }

  @Test
  void whatWasNotPublishedLeavesNothing() throws IOException {
    try (NewFile file = NewFile.create(folder.resolve("out"))) {
      file.write("half");
    }
    assertEquals(List.of(), names());
  }

  @Test
  void aLinkStaysALinkAndItsTargetIsReplaced() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    try (NewFile file = NewFile.create(link)) {
      file.write("new");
      file.publish();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(target));
  }

  @Test
  void aNewFileIsAsReadableAsAnyOther() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "");
    Path target = folder.resolve("out");
    try (NewFile file = NewFile.create(target)) {
      file.publish();
    }
    assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(target));
  }

  private static void write(Path target, String text) {
    try (NewFile file = NewFile.create(target)) {
      file.write(text);
      file.publish();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-rw-rw-", "rwxr-x---", "rw-r-----"})
  void aFileThatIsReplacedKeepsItsMode(String mode) throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
    write(target, "new");
    assertEquals("new", Files.readString(target));
    assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
  }

  @Test
  void aFileThatIsReplacedKeepsItsOwnerWhereThatIsPermitted() throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "old");
    boolean root = (int) Files.getAttribute(target, "unix:uid") == 0;
    if (root) {
      Files.setAttribute(target, "unix:uid", 12345);
      Files.setAttribute(target, "unix:gid", 12346);
    }
    String before = Files.readAttributes(target, "unix:uid,gid").toString();
    write(target, "new");
    assertEquals(before, Files.readAttributes(target, "unix:uid,gid").toString());
  }

  @Test
  void nobodyElseReadsAReplacementBeforeItIsWhole() throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "old");
    try (NewFile file = NewFile.create(target)) {
      file.write("new");
      Path temporary = folder.resolve(names().get(0));
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)));
    }
  }

  @Test
  void aLinkToAPlaceThatIsNotThereYetIsFollowed() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("second"));
    Files.createSymbolicLink(folder.resolve("second"), Path.of("other", "target"));
    write(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(other.resolve("target")));
  }

  @Test
  void linksInACircleAreBadInput() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("link"));
    BadInputException e = assertThrows(BadInputException.class, () -> NewFile.create(link));
    assertTrue(String.valueOf(e.getMessage()).contains("circle"), e.getMessage());
  }

  @Test
  void aNameMayBeAsLongAsNamesCanBe() throws IOException {
    String longest = "n".repeat(255);
    write(folder.resolve(longest), "new");
    assertEquals(List.of(longest), names());
  }

  @Test
  void whenTheProcessStopsNoTemporaryFileStaysOrIsMade() throws IOException {
    TemporaryFiles files = new TemporaryFiles();
    Path made = folder.resolve("made");
    files.create(made).close();
    files.stop();
    assertThrows(IOException.class, () -> files.create(folder.resolve("late")));
    assertThrows(IOException.class, () -> files.settle(made, () -> Files.createFile(made)));
    assertEquals(List.of(), names());
  }

  private static Map<String, String> attributes(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    Map<String, String> attributes = new TreeMap<>();
    for (String name : view.list()) {
      ByteBuffer value = ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      attributes.put(name, UTF_8.decode(value.flip()).toString());
    }
    return attributes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "r--r--r--"})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFileThatIsReplacedKeepsUsersAttributes(String mode) throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "old");
    assertTrue(
        Files.getFileStore(target).supportsFileAttributeView(UserDefinedFileAttributeView.class),
        "set java.io.tmpdir to a folder on a file system that keeps users' attributes");
    var view = Files.getFileAttributeView(target, UserDefinedFileAttributeView.class);
    view.write("origin", UTF_8.encode("ceremony 7"));
    view.write("empty", ByteBuffer.allocate(0));
    try (NewFile file = NewFile.create(target)) {
      file.write("new");
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
      file.publish();
    }
    assertEquals("new", Files.readString(target));
    assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    assertEquals(Map.of("origin", "ceremony 7", "empty", ""), attributes(target));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereThereIsNoRoomForAFileOfSeveralNamesNothingStays() throws IOException {
    Path full = Path.of("/dev/full");
    assertTrue(Files.exists(full), "mount /dev as Linux has it, with /dev/full");
    TemporaryFiles files = new TemporaryFiles();
    Path whole = folder.resolve("whole");
    try (FileChannel channel = files.create(whole)) {
      channel.write(UTF_8.encode("new"));
    }
    IOException e = assertThrows(IOException.class, () -> files.overwrite(whole, full));
    assertEquals("No space left on device", e.getMessage());
    files.remove(whole);
    assertEquals(List.of(), names());
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Timeout(60)
  void whenTheProcessStopsInTheMiddleOfItTheContentStaysAndIsNamed() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    TemporaryFiles files = new TemporaryFiles();
    Path whole = folder.resolve("whole");
    try (FileChannel channel = files.create(whole)) {
      channel.write(UTF_8.encode("new"));
    }
    Thread overwriting = // opens the pipe, and waits for a reader
        new Thread(() -> assertThrows(IOException.class, () -> files.overwrite(whole, pipe)));
    overwriting.start();
    while (!files.isOverwriting()) {
      Thread.sleep(1);
    }
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      files.stop();
    } finally {
      System.setErr(err);
    }
    assertEquals(
        "fieldstone: "
            + pipe
            + " is half written; its whole new content is in "
            + whole
            + ", so copy it there",
        said.toString(UTF_8).strip());
    assertEquals("new", Files.readString(whole));
    Files.newInputStream(pipe).close();
    overwriting.join();
    Files.delete(whole);
  }

  @Test
  void aNameThatIsTooLongIsRefusedAtTheStart() throws IOException {
    for (Path target : List.of(folder.resolve("a".repeat(300)), folder.resolve("link"))) {
      if (target.endsWith("link")) {
        Files.createSymbolicLink(target, folder.resolve("b".repeat(300)));
      }
      BadInputException e = assertThrows(BadInputException.class, () -> NewFile.create(target));
      assertEquals(
          "cannot write "
              + target
              + ": File name too long; name another file or change its permissions",
          e.getMessage());
    }
    assertEquals(List.of("link"), names());
  }

  @Test
  void aNameThatIsAsLongAsCanBeIsWritten() throws IOException {
    Path target = folder.resolve("a".repeat(255));
    write(target, "new");
    assertEquals("new", Files.readString(target));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whenTheFolderIsCalledOtherwiseMeanwhileItSaysWhereTheContentIs() throws IOException {
    Path place = Files.createDirectory(folder.resolve("place"));
    Path moved = folder.resolve("moved");
    try (NewFile file = NewFile.create(place.resolve("out"))) {
      file.write("whole");
      Files.move(place, moved);
      BadInputException e = assertThrows(BadInputException.class, file::publish);
      Path whole = only(moved);
      assertTrue(whole.toString().endsWith(".new"), whole.toString());
      assertEquals(
          "cannot write "
              + place.resolve("out")
              + ": no such file; its whole content is in "
              + whole
              + ", so move it where it can be",
          e.getMessage());
    }
    assertEquals("whole", Files.readString(only(moved)));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whenTheFolderIsGoneMeanwhileNothingIsPromised() throws IOException {
    Path place = Files.createDirectory(folder.resolve("place"));
    try (NewFile file = NewFile.create(place.resolve("out"))) {
      file.write("whole");
      Files.delete(only(place));
      Files.delete(place);
      BadInputException e = assertThrows(BadInputException.class, file::publish);
      assertEquals(
          "cannot write " + place.resolve("out") + ": no such file; name another place",
          e.getMessage());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whenTheFolderTakesNoOtherNameMeanwhileTheTemporaryFileStaysAndIsNamed() throws IOException {
    Path target = folder.resolve("out");
    try (NewFile file = NewFile.create(target)) {
      file.write("whole");
      Path temporary = only(folder);
      Path taken = folder.resolve(temporary.getFileName().toString().replace(".tmp", ".new"));
      Files.createDirectory(taken); // as a folder without the right to write: no file can have it
      BadInputException e = assertThrows(BadInputException.class, file::publish);
      assertEquals(
          "cannot write "
              + target
              + ": Is a directory; its whole content is in "
              + temporary
              + ", so move it where it can be, before another run with an output there",
          e.getMessage());
      Files.delete(taken);
    }
    assertEquals("whole", Files.readString(only(folder)));
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all.toString());
      return all.get(0);
    }
  }
}
