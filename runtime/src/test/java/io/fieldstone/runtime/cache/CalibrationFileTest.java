// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.CapturedLog;
import io.fieldstone.runtime.cache.PathCalibration.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationFileTest {

  private static final String KEY = "vector-add/6x64";
  private static final PathCalibration MEASURED =
      new PathCalibration(new Cost(15_000.5, 0.1), new Cost(50_000, 1e-3), 8192);

  private static final String UNWRITABLE =
      "; make its folder writable or name another one (XDG_CACHE_HOME, on Windows LOCALAPPDATA)";

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = new CapturedLog(UnusableCaches.class);
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("paths.properties");
  }

  @Test
  void whatWasNeverMeasuredIsNotFound() {
    assertEquals(Optional.empty(), new CalibrationFile(file).find(KEY));
  }

  @Test
  void aMeasurementIsFoundAtOnceAndByTheNextProcess() {
    CalibrationFile calibrations = new CalibrationFile(file);
    calibrations.put(KEY, MEASURED);
    assertEquals(Optional.of(MEASURED), calibrations.find(KEY));
    assertEquals(Optional.of(MEASURED), new CalibrationFile(file).find(KEY));
  }

  @Test
  void measurementsOfOtherKernelsAreKept() {
    new CalibrationFile(file).put("vector-neg/1x32", MEASURED);
    new CalibrationFile(file).put(KEY, MEASURED);
    assertEquals(Optional.of(MEASURED), new CalibrationFile(file).find("vector-neg/1x32"));
  }

  @Test
  void aSecondMeasurementReplacesTheFirst() {
    PathCalibration second =
        new PathCalibration(new Cost(1, 2), new Cost(3, 4), PathCalibration.ALL);
    new CalibrationFile(file).put(KEY, MEASURED);
    new CalibrationFile(file).put(KEY, second);
    assertEquals(Optional.of(second), new CalibrationFile(file).find(KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vector-add/6x64=",
        "vector-add/6x64=1.0 2.0 3.0 4.0",
        "vector-add/6x64=1.0 2.0 3.0 4.0 5 6",
        "vector-add/6x64=1.0 2.0 three 4.0 5",
        "vector-add/6x64=1.0  2.0 3.0 5",
        "vector-add/6x64=NaN 2.0 3.0 4.0 5",
        "vector-add/6x64=Infinity 2.0 3.0 4.0 5",
        "vector-add/6x64=-1.0 2.0 3.0 4.0 5",
        "vector-add/6x64=1.0 2.0 3.0 -4.0 5",
        "vector-add/6x64=0 0 3.0 4.0 5",
        "vector-add/6x64=1.0 2.0 1e300 4.0 5",
        "vector-add/6x64=1.0 2.0 3.0 1e9 5",
        "vector-add/6x64=1.0 2.0 3.0 4.0 0",
        "vector-add/6x64=1.0 2.0 3.0 4.0 -5",
        "vector-add/6x64=1.0 2.0 3.0 4.0 5.0",
        "vector-add/6x64=\\u12",
        "\0\0\0\0",
      })
  void aDamagedEntryIsMeasuredAgain(String content) throws IOException {
    Files.writeString(file, content);
    CalibrationFile calibrations = new CalibrationFile(file);
    assertEquals(Optional.empty(), calibrations.find(KEY));
    calibrations.put(KEY, MEASURED);
    assertEquals(Optional.of(MEASURED), new CalibrationFile(file).find(KEY));
  }

  @Test
  void aTruncatedFileIsNoError() throws IOException {
    new CalibrationFile(file).put(KEY, MEASURED);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      Optional<PathCalibration> found = new CalibrationFile(file).find(KEY);
      assertTrue(found.isEmpty() || found.get().hostVisible().equals(MEASURED.hostVisible()));
    }
  }

  @Test
  void aFileThatCannotBeReadIsAWarningAndNoError() throws IOException {
    Files.createDirectory(file);
    assertEquals(Optional.empty(), new CalibrationFile(file).find(KEY));
    assertOneLineWithoutStackTrace(": it is no regular file; remove it");
  }

  @Test
  void aMeasurementThatCannotBeWrittenLastsAsLongAsTheProcess() throws IOException {
    Path occupied = Files.createDirectory(file);
    Files.createFile(occupied.resolve("inside"));
    CalibrationFile calibrations = new CalibrationFile(file);
    calibrations.put(KEY, MEASURED);
    calibrations.put(KEY, MEASURED);
    assertEquals(Optional.of(MEASURED), calibrations.find(KEY));
    assertOneLineWithoutStackTrace(": it is no regular file; remove it");
  }

  @Test
  void aFolderThatCannotBeMadeIsNoError() throws IOException {
    Path occupied = Files.createFile(folder.resolve("occupied"));
    file = occupied.resolve("cache").resolve("paths.properties");
    CalibrationFile calibrations = new CalibrationFile(file);
    calibrations.put(KEY, MEASURED);
    assertEquals(Optional.of(MEASURED), calibrations.find(KEY));
    assertOneLineWithoutStackTrace(": Not a directory" + UNWRITABLE);
  }

  private void assertOneLineWithoutStackTrace(String end) {
    List<LogRecord> records = log.drainRecords();
    assertEquals(1, records.size());
    LogRecord record = records.get(0);
    assertNull(record.getThrown());
    assertTrue(record.getMessage().endsWith(file + end), record.getMessage());
  }
}
