// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.DeadlineExceededException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that wait are ended by interrupts and deadlines, and the backend is usable afterwards. */
@Timeout(120)
class WaitingTest {

  private static final Duration SOON = Duration.ofMillis(20);

  /** How far a batch came that was ended in the middle, and what it left unfinished. */
  private static final String IN_THE_MIDDLE =
      " after [1-9]\\d* of \\d{4} chunks: out of mix<baby_bear>\\[524288\\] is not all written";

  private static final int MORE_THAN_ANY_STREAM_TAKES = 100_000;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final SlowWork work = new SlowWork(gpu);
  private final Batch batch = gpu.batch().chunkElements(SlowWork.CHUNK);

  @BeforeEach
  @AfterEach
  void nobodyHasInterruptedTheThread() {
    assertFalse(Thread.interrupted());
  }

  @AfterEach
  void everythingIsUsable() {
    try (HostVector<Tag> out = work.job().run()) {
      assertTrue(SlowWork.isRight(out));
    }
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 100, 0, 1);
        HostVector<Tag> b = TestVectors.poisoned(gpu, TestFields.FP, 100);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 100);
        GpuTimer timer = gpu.timer()) {
      x.upload(a);
      Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
      assertTrue(timer.measure(() -> ResidentDispatchTest.dispatch(neg, x, x)) > 0);
      x.download(b);
      TestVectors.assertElementWise(a, a, b, (s, t) -> s.negate());
    }
    batch.close();
    work.close();
  }

  static Stream<Arguments> everyWay() {
    return Arrays.stream(ExecutionMode.values())
        .flatMap(
            mode ->
                Stream.of(TransferPath.HOST_VISIBLE, TransferPath.DEVICE_LOCAL)
                    .map(path -> Arguments.of(mode, path)));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void aBatchThatIsInterruptedBeforeDoesNotBegin(ExecutionMode mode, TransferPath path) {
    CompletableFuture<HostVector<Tag>> ticket = batch.path(path).add(work.job());
    Thread.currentThread().interrupt();
    var e = assertThrows(OperationInterruptedException.class, () -> batch.run(mode));
    assertTrue(Thread.interrupted());
    assertEquals("the job was interrupted before it began", e.getMessage());
    assertTrue(ticket.isDone());
    assertEquals(e, assertThrows(CompletionException.class, ticket::join).getCause());
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void aBatchThatIsInterruptedMeanwhileSaysHowFarItCame(ExecutionMode mode, TransferPath path)
      throws InterruptedException {
    batch.path(path).add(work.job());
    TestThread thread =
        TestThread.start(
            () -> {
              try {
                batch.run(mode);
              } finally {
                assertTrue(Thread.interrupted());
              }
            });
    TestThread.pause(SOON.toMillis());
    thread.interrupt();
    var e = thread.fails(OperationInterruptedException.class);
    assertMatches("the job was interrupted" + IN_THE_MIDDLE, e);
  }

  private static void assertMatches(String pattern, FieldstoneException e) {
    String message = requireNonNull(e.getMessage());
    assertTrue(message.matches(pattern), message);
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void aBatchWhoseTimeIsOverBeforeDoesNotBegin(ExecutionMode mode, TransferPath path) {
    for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      batch.path(path).add(work.job());
      var e = assertThrows(DeadlineExceededException.class, () -> batch.run(mode, none));
      assertEquals("the deadline of the job passed before it began", e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void aBatchWhoseTimeIsOverMeanwhileSaysHowFarItCame(ExecutionMode mode, TransferPath path) {
    batch.path(path).add(work.job());
    long start = System.nanoTime();
    var e = assertThrows(DeadlineExceededException.class, () -> batch.run(mode, SOON));
    assertTrue(System.nanoTime() - start >= SOON.toNanos());
    assertMatches("the deadline of the job passed" + IN_THE_MIDDLE, e);
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void theJobsThatABatchDidNotFinishAreCounted(ExecutionMode mode) {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10)) {
      batch.path(TransferPath.HOST_VISIBLE).add(work.job()); // no path is measured
      for (int i = 0; i < 3; i++) {
        batch.add(gpu.kernel(TestKernels.NEG, TestFields.FP).job().bind(0, a).build());
      }
      var e = assertThrows(DeadlineExceededException.class, () -> batch.run(mode, SOON));
      assertMatches(
          ".*: out of mix<baby_bear>\\[524288\\] and the outputs of 3 jobs after it are not all"
              + " written",
          e);
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void jobsThatWereDoneBeforeTheTimeWasOverHaveTheirResults(ExecutionMode mode, TransferPath path) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 10, 0, 1)) {
      Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
      var before = batch.path(path).add(neg.job().bind(0, a).build());
      var slow = batch.add(work.job());
      var after = batch.add(neg.job().bind(0, a).build());
      var e = assertThrows(DeadlineExceededException.class, () -> batch.run(mode, SOON));
      assertMatches("the deadline of the batch passed after .*", e);
      try (HostVector<Tag> out = before.join()) {
        TestVectors.assertElementWise(a, a, out, (x, y) -> x.negate());
      }
      for (var each : List.of(slow, after)) {
        assertEquals(e, assertThrows(CompletionException.class, each::join).getCause());
      }
    }
  }

  @Test
  void jobsThatWereDoneBeforeTheBatchWasCancelledHaveTheirResults() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 10, 0, 1)) {
      Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
      var before = batch.path(TransferPath.HOST_VISIBLE).add(neg.job().bind(0, a).build());
      var slow = batch.add(work.job());
      CompletableFuture<Void> started = batch.start(ExecutionMode.PIPELINED);
      TestThread.pause(SOON.toMillis());
      assertTrue(started.cancel(true));
      try (HostVector<Tag> out = before.join()) {
        TestVectors.assertElementWise(a, a, out, (x, y) -> x.negate());
      }
      assertTrue(slow.isCancelled());
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void aBatchThatHasTimeEnoughRuns(ExecutionMode mode, TransferPath path) {
    CompletableFuture<HostVector<Tag>> ticket =
        batch.path(path).chunkElements(1 << 16).add(work.job());
    batch.run(mode, Duration.ofSeconds(Long.MAX_VALUE));
    try (HostVector<Tag> out = ticket.join()) {
      assertTrue(SlowWork.isRight(out));
    }
  }

  @Test
  void aJobThatIsInterruptedOrOutOfTimeBeforeDoesNotBegin() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 10, 0, 1);
        HostVector<Tag> out = TestVectors.poisoned(gpu, TestFields.FP, 10)) {
      BigInteger poison = out.get(9);
      Job<HostVector<Tag>> job =
          gpu.kernel(TestKernels.NEG, TestFields.FP).job().bind(0, a).bind(1, out).build();
      Thread.currentThread().interrupt();
      assertThrows(OperationInterruptedException.class, job::run);
      assertTrue(Thread.interrupted());
      var e = assertThrows(DeadlineExceededException.class, () -> job.run(Duration.ZERO));
      assertEquals("the deadline of the job passed before it began", e.getMessage());
      assertEquals(poison, out.get(9));
    }
  }

  /** More large batches than there are slots: the chunks of a small one come in between. */
  @Test
  void aJobBehindLargeBatchesOfOthersTakesItsTurn() throws InterruptedException {
    List<TestThread> large = new ArrayList<>();
    for (int i = 0; i < gpu.plan().slots() + 1; i++) {
      Batch each = gpu.batch().chunkElements(SlowWork.CHUNK);
      each.add(work.job());
      large.add(TestThread.start(each::runPipelined));
    }
    TestThread.pause(SOON.toMillis());
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 100, 0, 1);
        Batch small = gpu.batch().path(TransferPath.DEVICE_LOCAL)) {
      var neg = small.add(gpu.kernel(TestKernels.NEG, TestFields.FP).job().bind(0, a).build());
      small.runPipelined();
      try (HostVector<Tag> out = neg.join()) {
        TestVectors.assertElementWise(a, a, out, (x, y) -> x.negate());
      }
    }
    for (TestThread each : large) {
      assertTrue(each.runs(), "which it was not behind");
      each.interrupt();
      each.fails(OperationInterruptedException.class);
    }
  }

  @Test
  void aJobThatIsCancelledSubmitsNoFurtherChunk() {
    CompletableFuture<HostVector<Tag>> result =
        batch.path(TransferPath.HOST_VISIBLE).add(work.job());
    CompletableFuture<Void> started = batch.start(ExecutionMode.PIPELINED);
    TestThread.pause(SOON.toMillis());
    assertTrue(started.cancel(true));
    assertTrue(started.isCancelled());
    var e = assertThrows(CancellationException.class, started::join);
    assertTrue(
        String.valueOf(e.getMessage()).matches("the job was cancelled" + IN_THE_MIDDLE),
        e.getMessage());
    assertTrue(result.isCancelled());
  }

  @Test
  void aJobThatHasRunCannotBeCancelled() {
    CompletableFuture<HostVector<Tag>> started = work.job().start();
    try (HostVector<Tag> out = started.join()) {
      assertTrue(SlowWork.isRight(out));
      assertFalse(started.cancel(true));
      assertFalse(started.isCancelled());
    }
  }

  @Test
  void uploadsAndDownloadsThatAreInterruptedBeforeCopyNothing() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 10, 0, 1);
        HostVector<Tag> poison = TestVectors.poisoned(gpu, TestFields.FP, 10);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 10)) {
      x.upload(poison);
      Thread.currentThread().interrupt();
      var e = assertThrows(OperationInterruptedException.class, () -> x.upload(a));
      assertEquals(
          "the copy of HostVector<bls12_381_fp>[10] was interrupted before it was submitted",
          e.getMessage());
      e = assertThrows(OperationInterruptedException.class, () -> x.download(a));
      assertEquals(
          "the copy of DeviceVector<bls12_381_fp>[10] was interrupted before it was submitted",
          e.getMessage());
      assertTrue(Thread.interrupted());
      assertEquals(BigInteger.ZERO, a.get(0));
      x.download(a);
      assertEquals(poison.get(0), a.get(0));
    }
  }

  @Test
  void aCopyThatWaitsForTheDeviceIsInterruptedAndWritesNothing() throws InterruptedException {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 1000, 0, 1);
        HostVector<Tag> b = TestVectors.poisoned(gpu, TestFields.FP, 1000);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 1000)) {
      x.upload(a);
      BigInteger poison = b.get(0);
      work.keepBusy();
      TestThread thread = TestThread.start(() -> x.download(b));
      TestThread.pause(SOON.toMillis());
      thread.interrupt();
      assertEquals(
          "the copy of DeviceVector<bls12_381_fp>[1000] was interrupted before it was submitted",
          thread.fails(OperationInterruptedException.class).getMessage());
      assertStillBusy();
      gpu.await();
      assertEquals(poison, b.get(0));
      x.download(b);
      TestVectors.assertElementWise(a, a, b, (s, t) -> s);
    }
  }

  @Test
  void finishIsInterruptedBeforeAndMeanwhile() throws InterruptedException {
    String message = "waiting for the device was interrupted while dispatches still run";
    work.keepBusy();
    Thread.currentThread().interrupt();
    var before = assertThrows(OperationInterruptedException.class, gpu::await);
    assertEquals(message, before.getMessage());
    assertTrue(Thread.interrupted());
    TestThread thread =
        TestThread.start(
            () -> {
              try {
                gpu.await();
              } finally {
                assertTrue(Thread.interrupted());
              }
            });
    TestThread.pause(SOON.toMillis());
    thread.interrupt();
    assertEquals(message, thread.fails(OperationInterruptedException.class).getMessage());
    assertStillBusy();
  }

  private void assertStillBusy() {
    var queue = gpu.resources().device().resident();
    assertFalse(queue.timeline().reached(queue.submitted()), "too fast to be tested");
  }

  @Test
  void finishHasADeadline() {
    String message = "the deadline of waiting for the device passed while dispatches still run";
    work.keepBusy();
    for (Duration duration : List.of(Duration.ofSeconds(-1), Duration.ZERO, SOON)) {
      var e = assertThrows(DeadlineExceededException.class, () -> gpu.await(duration));
      assertEquals(message, e.getMessage());
    }
    assertStillBusy();
    gpu.await(Duration.ofSeconds(60));
    assertDoesNotThrow(() -> gpu.await(Duration.ZERO), "nothing runs");
  }

  @Test
  void finishHasNothingToWaitForThoughItIsInterrupted() {
    gpu.await();
    Thread.currentThread().interrupt();
    assertDoesNotThrow(() -> gpu.await());
    assertTrue(Thread.interrupted());
  }

  @Test
  void aMeasurementIsInterruptedBeforeAndMeanwhile() throws InterruptedException {
    String message = "the measurement was interrupted while its dispatches still run";
    try (GpuTimer timer = gpu.timer()) {
      Thread.currentThread().interrupt();
      var before =
          assertThrows(OperationInterruptedException.class, () -> timer.measure(work::dispatch));
      assertEquals(message, before.getMessage());
      assertTrue(Thread.interrupted());
      gpu.await();
      TestThread thread =
          TestThread.start(
              () -> {
                try {
                  timer.measure(work::keepBusy);
                } finally {
                  assertTrue(Thread.interrupted());
                }
              });
      TestThread.pause(SOON.toMillis());
      thread.interrupt();
      assertEquals(message, thread.fails(OperationInterruptedException.class).getMessage());
      assertTrue(timer.measure(work::dispatch) > 0, "stays usable");
    }
  }

  @Test
  void aDispatchThatHasToWaitForEarlierOnesIsInterrupted() {
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 64, 0, 1);
        HostVector<Tag> b = TestVectors.poisoned(gpu, TestFields.FP, 64);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 64)) {
      x.upload(a);
      for (int i = 0; i < 3; i++) {
        work.keepBusy();
      }
      Thread.currentThread().interrupt();
      AtomicInteger taken = new AtomicInteger();
      var interrupted =
          assertThrows(
              OperationInterruptedException.class,
              () -> {
                while (taken.get() < MORE_THAN_ANY_STREAM_TAKES) {
                  ResidentDispatchTest.dispatch(neg, x, x);
                  taken.incrementAndGet();
                }
              });
      assertEquals(
          "the call of vector-neg<bls12_381_fp> was interrupted before it was submitted",
          interrupted.getMessage());
      assertTrue(Thread.interrupted());
      assertStillBusy();
      assertTrue(taken.get() >= 1000, "took only " + taken);
      x.download(b);
      BigInteger p = TestFields.FP.modulus();
      BigInteger last = a.get(63);
      assertEquals(taken.get() % 2 == 0 ? last : p.subtract(last).mod(p), b.get(63));
    }
  }

  @Test
  void whatNeedsNotWaitGoesOnThoughItIsInterrupted() {
    gpu.await();
    Thread.currentThread().interrupt();
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 1000, 0, 1);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 1000)) {
      a.requireBelowModulus();
      ResidentDispatchTest.dispatch(gpu.kernel(TestKernels.NEG, TestFields.FP), x, x);
    }
    assertTrue(Thread.interrupted());
  }

  @Test
  void interruptsAfterwardsChangeNothing() {
    try (HostVector<Tag> out = work.job().run()) {
      Thread.currentThread().interrupt();
      assertTrue(SlowWork.isRight(out));
      assertTrue(Thread.interrupted());
    }
  }
}
