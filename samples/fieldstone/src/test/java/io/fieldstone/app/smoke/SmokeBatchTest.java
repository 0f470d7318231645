// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.report.Progress;
import io.fieldstone.app.smoke.SmokeReport.Prepared;
import io.fieldstone.kernels.Bls12381FpField;
import io.fieldstone.kernels.Mersenne31Field;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SmokeBatchTest {

  private static final long ELEMENTS = 100;
  private static final List<Field<?>> FIELDS =
      List.of(Bls12381FpField.INSTANCE, Mersenne31Field.INSTANCE);

  private static final int JOBS = 13 * FIELDS.size();

  /** Inversions, prefix products and sums are vectors, five reductions are elements. */
  private static final long RESIDENT = (3 * ELEMENTS + 5) * FIELDS.size();

  @RegisterExtension static final SmokeBackend BACKEND = new SmokeBackend();

  private static SmokeReport run(SmokeBatch.Runner runner) {
    return new SmokeBatch(BACKEND.get(), FIELDS, ELEMENTS, 1, 1, runner)
        .run(Progress.start("test", 1));
  }

  @Test
  void rightResultsPass() {
    SmokeReport report = run((batch, jobs, mode) -> batch.run(mode));
    assertTrue(report.passed());
    assertEquals(JOBS * ELEMENTS * 7 + RESIDENT, report.comparisons());
  }

  @Test
  void everyKernelIsPreparedAndNoPipelineIsMadeLater(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("smoke.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("io.fieldstone.Pipeline").withoutThreshold();
      recording.enable("io.fieldstone.Batch").withoutThreshold();
      recording.start();
      try (PersistentBackend fresh = PersistentBackend.open(BACKEND.get().options())) {
        SmokeReport report =
            new SmokeBatch(fresh, FIELDS, ELEMENTS, 1, 1).run(Progress.start("test", 1));
        assertTrue(report.prepared().pipelines() >= report.prepared().kernels());
        // 13 kernels of jobs, 15 others; one form each
        assertEquals(28 * FIELDS.size(), report.prepared().kernels());
      }
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    Instant firstRun =
        named("io.fieldstone.Batch", events)
            .map(RecordedEvent::getStartTime)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    List<RecordedEvent> late =
        named("io.fieldstone.Pipeline", events)
            .filter(event -> event.getStartTime().isAfter(firstRun))
            .toList();
    assertEquals(List.of(), late);
    assertTrue(named("io.fieldstone.Pipeline", events).findAny().isPresent());
  }

  private static Stream<RecordedEvent> named(String name, List<RecordedEvent> events) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name));
  }

  @Test
  void oneFlippedBitInOneRunFails() {
    SmokeReport report =
        run(
            (batch, jobs, mode) -> {
              batch.run(mode);
              if (mode == ExecutionMode.PIPELINED) {
                SmokeBackend.flipBit(jobs.get(3).result(), 42);
              }
            });
    assertFalse(report.passed());
    // the first pipelined run differs from BigInteger and from the first run, so does the second
    assertEquals(4, report.mismatches());
    assertTrue(String.valueOf(report.firstMismatch()).contains("element 42"));
  }

  @Test
  void theSameWrongResultInEveryRunFails() {
    SmokeReport report =
        run(
            (batch, jobs, mode) -> {
              batch.run(mode);
              SmokeBackend.flipBit(jobs.get(0).result(), 0);
            });
    assertFalse(report.passed());
    assertEquals(4, report.mismatches());
  }

  @Test
  void jobsThatWriteNothingFailInEveryElement() {
    SmokeReport report = run((batch, jobs, mode) -> {});
    assertFalse(report.passed());
    assertEquals(JOBS * ELEMENTS * 4, report.mismatches());
  }

  @Test
  void aReportWithoutComparisonsDoesNotPass() {
    assertFalse(
        new SmokeReport("device", 1, 1, 1, new Prepared(0, 0, 0), List.of(), 0, null, List.of())
            .passed());
  }

  @Test
  void aReportWithFewerComparisonsThanPlannedDoesNotPass() {
    SmokeReport report = run((batch, jobs, mode) -> batch.run(mode));
    SmokeReport shortened =
        new SmokeReport(
            report.device(),
            report.elements(),
            report.jobs(),
            report.seed(),
            report.prepared(),
            report.runs().subList(0, 3),
            report.plannedComparisons(),
            null,
            List.of());
    assertFalse(shortened.passed());
  }

  @Test
  void aReportWithValidationMessagesDoesNotPass() {
    SmokeReport report = run((batch, jobs, mode) -> batch.run(mode));
    SmokeReport complained =
        new SmokeReport(
            report.device(),
            report.elements(),
            report.jobs(),
            report.seed(),
            report.prepared(),
            report.runs(),
            report.plannedComparisons(),
            null,
            List.of("VUID"));
    assertFalse(complained.passed());
  }
}
