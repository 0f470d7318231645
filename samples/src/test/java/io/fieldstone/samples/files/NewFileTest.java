// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
}
