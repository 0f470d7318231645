// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {

  @TempDir Path folder;

  @Test
  void aCacheFolderThatWorksIsFineAndNothingStaysInIt() throws IOException {
    Path cache = folder.resolve("a").resolve("fieldstone");
    assertTrue(Surroundings.cache(cache).fine());
    try (Stream<Path> files = Files.list(cache)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aFileInTheCachesPlaceIsAProblemWithARemedy() throws IOException {
    Path file = Files.createFile(folder.resolve("fieldstone"));
    Finding finding = Surroundings.cache(file);
    assertFalse(finding.fine());
    assertTrue(finding.text().contains("a file is in its place"), finding.text());
    assertTrue(finding.text().contains("set XDG_CACHE_HOME"), finding.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANSI_X3.4-1968", "ISO-8859-1", "no such encoding"})
  void namesThatCannotBeOpenedAreAProblemWithARemedy(String encoding) {
    Finding finding = Surroundings.fileNames(encoding);
    assertFalse(finding.fine());
    assertTrue(finding.text().contains("LC_ALL=C.UTF-8"), finding.text());
  }

  @Test
  void unicodeNamesAreFine() {
    assertTrue(Surroundings.fileNames("UTF-8").fine());
  }

  @Test
  void littleMemoryIsAProblemWithARemedy() {
    assertTrue(Surroundings.memory(1L << 30).fine());
    Finding finding = Surroundings.memory(256L << 20);
    assertFalse(finding.fine());
    assertTrue(finding.text().startsWith("0.3 GiB for this process: "), finding.text());
    assertTrue(finding.text().contains("--chunk"), finding.text());
  }

  @Test
  void eachComplaintOfTheLoaderIsAProblem() {
    assertTrue(Surroundings.drivers(List.of()).get(0).fine());
    assertEquals(
        List.of(Finding.problem("drivers", "one"), Finding.problem("drivers", "two")),
        Surroundings.drivers(List.of("one", "two")));
  }
}
