// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
