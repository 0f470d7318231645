// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What libraries keep of their measurements. */
class MeasuredChoicesTest {

  private static final String KEY = "org.example/window of 2^20 = 7: a\\b";

  @TempDir Path caches;

  private PersistentBackend open() {
    return PersistentBackend.open(
        BackendOptions.fromEnvironment().withValidation(true).withCacheDirectory(caches));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(caches)) {
      return files.filter(f -> f.getFileName().toString().startsWith("choices-1-")).toList();
    }
  }

  @Test
  void isKeptForTheNextBackend() throws IOException {
    try (PersistentBackend gpu = open()) {
      assertEquals(Optional.empty(), gpu.choices().find(KEY));
      gpu.choices().keep(KEY, "14");
      gpu.choices().keep(KEY, " 16 + π ");
      assertEquals(Optional.of(" 16 + π "), gpu.choices().find(KEY));
      assertEquals(Optional.empty(), gpu.choices().find("org.example"));
    }
    try (PersistentBackend gpu = open()) {
      assertEquals(Optional.of(" 16 + π "), gpu.choices().find(KEY));
      assertEquals(List.of(), gpu.validationMessages());
    }
    assertEquals(1, files().size());
  }

  @Test
  void ofAnotherDriverIsNotFound() throws IOException {
    try (PersistentBackend gpu = open()) {
      gpu.choices().keep(KEY, "14");
    }
    Path file = files().get(0);
    String text = Files.readString(file);
    Files.writeString(file, text.replace("/org.example", "-newer/org.example"));
    try (PersistentBackend gpu = open()) {
      assertEquals(Optional.empty(), gpu.choices().find(KEY));
    }
  }

  @Test
  void damagedFilesHoldNothing() throws IOException {
    try (PersistentBackend gpu = open()) {
      gpu.choices().keep(KEY, "14");
    }
    Files.write(files().get(0), new byte[] {'a', '=', '\\', 'u', '1', '\n', 0, -1});
    try (PersistentBackend gpu = open()) {
      assertEquals(Optional.empty(), gpu.choices().find(KEY));
      gpu.choices().keep(KEY, "15");
      assertEquals(Optional.of("15"), gpu.choices().find(KEY));
    }
  }

  @Test
  void ofAClosedBackendThereAreNone() {
    PersistentBackend gpu = open();
    MeasuredChoices choices = gpu.choices();
    choices.keep(KEY, "14");
    gpu.close();
    assertThrows(ClosedException.class, () -> choices.find(KEY));
    assertThrows(ClosedException.class, () -> gpu.choices().keep(KEY, "15"));
    try (PersistentBackend next = open()) {
      assertEquals(Optional.of("14"), next.choices().find(KEY));
    }
  }

  @Test
  void textsAreShort() {
    try (PersistentBackend gpu = open()) {
      String longest = "k".repeat(1000);
      gpu.choices().keep(longest, longest);
      assertEquals(Optional.of(longest), gpu.choices().find(longest));
      assertEquals(
          "the key of a measured choice has 0 characters; it has from 1 to 1000",
          assertThrows(ConfigurationException.class, () -> gpu.choices().find("")).getMessage());
      assertEquals(
          "the value of a measured choice has 1001 characters; it has from 1 to 1000",
          assertThrows(ConfigurationException.class, () -> gpu.choices().keep(KEY, longest + "k"))
              .getMessage());
      assertEquals(Optional.empty(), gpu.choices().find(KEY));
    }
  }
}
