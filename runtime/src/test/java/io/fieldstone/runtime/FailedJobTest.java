// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.DeadlineExceededException;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the outputs that a job has allocated if it fails. */
class FailedJobTest {

  private static final int SIZE = 10_000;
  private static final int FAILURES = 20;

  private static final KernelDescriptor MISSING =
      TestKernels.describe("missing", "nowhere").in("a", 0, 0).out("out", 0, 1).build();

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> missing = gpu.kernel(MISSING, TestFields.FP);
  private final Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
  private final HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
  private final long before = liveBytes();

  @AfterEach
  void close() {
    a.close();
  }

  private long liveBytes() {
    return gpu.resources().context().vectors().liveBytes();
  }

  private Job<HostVector<Tag>> job(Kernel<Tag> kernel) {
    return kernel.job().bind(0, a).build();
  }

  @Test
  void aJobThatFailsLeavesNoMemoryBehind() {
    for (int i = 0; i < FAILURES; i++) {
      Job<HostVector<Tag>> job = job(missing);
      assertEquals(before + a.bytes(), liveBytes());
      assertThrows(KernelResourceException.class, job::run);
      assertEquals(before, liveBytes());
    }
  }

  @Test
  void aJobWhoseTimeIsOverLeavesNoMemoryBehind() {
    for (int i = 0; i < FAILURES; i++) {
      Job<HostVector<Tag>> job = job(neg);
      assertThrows(DeadlineExceededException.class, () -> job.run(Duration.ZERO));
    }
    assertEquals(before, liveBytes());
  }

  @Test
  void aJobThatIsInterruptedLeavesNoMemoryBehind() {
    for (int i = 0; i < FAILURES; i++) {
      Job<HostVector<Tag>> job = job(neg);
      Thread.currentThread().interrupt();
      assertThrows(OperationInterruptedException.class, job::run);
      assertTrue(Thread.interrupted());
    }
    assertEquals(before, liveBytes());
  }

  @Test
  void aJobWhoseInputWasClosedLeavesNoMemoryBehind() {
    Job<HostVector<Tag>> job = job(neg);
    a.close();
    assertThrows(ClosedException.class, job::run);
    assertEquals(before - a.bytes(), liveBytes());
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void aBatchThatFailsLeavesNoMemoryBehindOfAnyJob(ExecutionMode mode) {
    for (int i = 0; i < FAILURES; i++) {
      try (Batch batch = gpu.batch()) {
        CompletableFuture<HostVector<Tag>> good = batch.add(job(neg));
        CompletableFuture<HostVector<Tag>> bad = batch.add(job(missing));
        var e = assertThrows(KernelResourceException.class, () -> batch.run(mode));
        assertSame(e, assertThrows(CompletionException.class, good::join).getCause());
        assertSame(e, assertThrows(CompletionException.class, bad::join).getCause());
      }
    }
    assertEquals(before, liveBytes());
  }

  @Test
  void aJobWhoseOutputsWentWithAFailureSaysSo() {
    Job<HostVector<Tag>> job = job(neg);
    assertThrows(DeadlineExceededException.class, () -> job.run(Duration.ZERO));
    String spent =
        "job vector-neg<bls12_381_fp>[10000] failed or was cancelled, and the outputs that it had"
            + " allocated were closed; build it again, or bind outputs of your own";
    assertEquals(spent, assertThrows(ClosedException.class, job::run).getMessage());
    assertEquals(spent, assertThrows(ClosedException.class, job::result).getMessage());
    assertEquals(spent, assertThrows(ClosedException.class, job::vectors).getMessage());
  }

  @Test
  void anOutputThatWasAskedForBelongsToTheCaller() {
    Job<HostVector<Tag>> job = job(missing);
    try (HostVector<Tag> out = job.result()) {
      assertThrows(KernelResourceException.class, job::run);
      assertFalse(out.isClosed());
    }
    Job<HostVector<Tag>> other = job(missing);
    try (HostVector<Tag> out = other.vectors().get(1)) {
      assertThrows(KernelResourceException.class, other::run);
      assertFalse(out.isClosed());
    }
    assertEquals(before, liveBytes());
  }

  @Test
  void anOutputThatARunHasReturnedOutlivesAFailureOfTheNext() {
    Job<HostVector<Tag>> job = job(neg);
    try (HostVector<Tag> out = job.run()) {
      assertThrows(DeadlineExceededException.class, () -> job.run(Duration.ZERO));
      TestVectors.assertElementWise(a, a, out, (x, y) -> x.negate());
    }
  }

  @Test
  void anOutputThatTheCallerHasBoundStaysOpen() {
    try (HostVector<Tag> out = gpu.hostVector(TestFields.FP, SIZE)) {
      Job<HostVector<Tag>> job = missing.job().bind(0, a).bind(1, out).build();
      assertThrows(KernelResourceException.class, job::run);
      assertFalse(out.isClosed());
    }
  }

  @Test
  void aJobThatCannotAllocateItsSecondOutputGivesTheFirstBack() {
    PersistentBackend small =
        PersistentBackend.open(TestDevice.options().withMemoryLimit(3L * SIZE * 48 - 1));
    try {
      KernelDescriptor two =
          TestKernels.describe("two", "nowhere")
              .in("a", 0, 0)
              .out("first", 0, 1)
              .out("second", 0, 2)
              .build();
      Job.Builder<HostVector<Tag>> builder =
          small.kernel(two, TestFields.FP).job().bind(0, small.hostVector(TestFields.FP, SIZE));
      for (int i = 0; i < FAILURES; i++) {
        assertThrows(OutOfMemoryException.class, builder::build);
      }
      assertEquals(SIZE * 48L, small.resources().context().vectors().liveBytes());
      builder.bind(2, small.hostVector(TestFields.FP, SIZE));
    } finally {
      small.close();
    }
    assertEquals(List.of(), small.validationMessages(), "validation messages");
  }

  @Test
  void aRunThatFailsTakesNothingFromAnotherThatSucceeds() throws InterruptedException {
    for (int i = 0; i < FAILURES; i++) {
      Job<HostVector<Tag>> job = job(neg);
      TestThread other =
          TestThread.start(
              () -> assertThrows(DeadlineExceededException.class, () -> job.run(Duration.ZERO)));
      try {
        TestVectors.assertElementWise(a, a, job.run(), (s, t) -> s.negate());
        other.succeeds();
        TestVectors.assertElementWise(a, a, job.result(), (s, t) -> s.negate());
        job.result().close();
      } catch (ClosedException e) {
        other.succeeds(); // it had failed before this one began
        assertTrue(
            String.valueOf(e.getMessage()).contains("and the outputs that it had"), () -> "" + e);
      }
    }
    assertEquals(before, liveBytes());
  }
}
