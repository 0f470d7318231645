// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several writers of one file that has several names: the last one's content is there, whole. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class OverwritingTest {

  private static final int WRITERS = 8;
  private static final int ROUNDS = 20;

  @TempDir Path folder;

  private Path fileOfSeveralNames() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.createLink(folder.resolve("other"), file);
    return file;
  }

  private static void write(Path target, String text) {
    try (NewFile file = NewFile.create(target)) {
      file.write(text);
      file.publish();
    }
  }

  @Test
  @Timeout(120)
  void anotherProcessIsLetFinishFirst() throws Exception {
    Path file = fileOfSeveralNames();
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    Process holder = Holder.start(file);
    try (InputStream out = holder.getInputStream()) {
      assertEquals('t', out.read(), "it has the lock");
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(file, "new"));
      while (said.size() == 0 && !writing.isDone()) {
        Thread.sleep(1);
      }
      assertEquals("oth", Files.readString(file), "the other one is not done");
      holder.getOutputStream().close();
      writing.get();
    } finally {
      System.setErr(err);
      holder.destroy();
      holder.waitFor();
    }
    assertEquals("new", Files.readString(folder.resolve("other")));
    assertEquals(
        "fieldstone: waiting until another process that writes " + file + " is done with it",
        said.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void threadsDoNotMixWhatTheyWrite() throws Exception {
    Path file = fileOfSeveralNames();
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      contents.add(Integer.toString(i).repeat(100_000 + 10_000 * i));
    }
    for (int round = 0; round < ROUNDS; round++) {
      CompletableFuture.allOf(
              contents.stream()
                  .map(text -> CompletableFuture.runAsync(() -> write(file, text)))
                  .toArray(CompletableFuture[]::new))
          .get();
      assertTrue(contents.contains(Files.readString(file)), "one of them, whole");
    }
  }
}
