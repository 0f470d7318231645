// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BatchConflictException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ConfigurationException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a batch accepts, and what becomes of its jobs and their results. */
class BatchTest {

  private static final int SIZE = 200;
  private static final BinaryOperator<BigInteger> SUM = BigInteger::add;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();
  @RegisterExtension static final TestDevice OTHER = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
  private final HostVector<Tag> b = TestVectors.operand(gpu, TestFields.FP, SIZE, 1, 1);
  private final HostVector<Tag> c = TestVectors.poisoned(gpu, TestFields.FP, SIZE);
  private final HostVector<Tag> d = TestVectors.poisoned(gpu, TestFields.FP, SIZE);
  private final HostVector<Tag> small = TestVectors.operand(gpu, TestFields.FP, 3, 0, 1);
  private final Batch batch = gpu.batch();

  @AfterEach
  void close() {
    batch.close();
    small.close();
    a.close();
    b.close();
    c.close();
    d.close();
  }

  private Job<HostVector<Tag>> add(
      HostVector<Tag> left, HostVector<Tag> right, HostVector<Tag> out) {
    return add(gpu, left, right, out);
  }

  private static Job<HostVector<Tag>> add(
      PersistentBackend backend, HostVector<Tag> left, HostVector<Tag> right, HostVector<Tag> out) {
    return backend
        .kernel(TestKernels.ADD, TestFields.FP)
        .job()
        .bind(0, left)
        .bind(1, right)
        .bind(2, out)
        .build();
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void aResultIsThereWhenTheBatchHasRun(ExecutionMode mode) {
    CompletableFuture<HostVector<Tag>> result = batch.add(add(a, b, c));
    assertFalse(result.isDone());
    batch.run(mode);
    assertTrue(result.isDone());
    assertSame(c, result.join());
    TestVectors.assertElementWise(a, b, c, SUM);
  }

  @Test
  void aJobThatIsCancelledBeforeTheBatchRunsDoesNotRun() {
    CompletableFuture<HostVector<Tag>> cancelled = batch.add(add(a, b, c));
    CompletableFuture<HostVector<Tag>> other = batch.add(add(a, b, d));
    BigInteger before = c.get(0);
    assertTrue(cancelled.cancel(false));
    batch.runPipelined();
    assertTrue(cancelled.isCancelled());
    var e = assertThrows(CancellationException.class, cancelled::join);
    assertEquals("the job was cancelled before its batch ran", e.getMessage());
    assertEquals(before, c.get(0));
    TestVectors.assertElementWise(a, b, other.join(), SUM);
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void aStartedBatchRunsInAnotherThreadAndCanBeFilledAnew(ExecutionMode mode) {
    CompletableFuture<HostVector<Tag>> first = batch.add(add(a, b, c));
    CompletableFuture<Void> started = batch.start(mode);
    CompletableFuture<HostVector<Tag>> second = batch.add(add(a, b, d));
    started.join();
    assertTrue(first.isDone());
    assertFalse(second.isDone());
    assertFalse(first.cancel(true), "it has run");
    assertFalse(started.cancel(true), "it has run");
    TestVectors.assertElementWise(a, b, first.join(), SUM);
    batch.run(mode);
    TestVectors.assertElementWise(a, b, second.join(), SUM);
  }

  @Test
  void aBatchThatIsCancelledBeforeItBeginsCancelsItsJobs() {
    for (int i = 0; i < 100; i++) {
      CompletableFuture<HostVector<Tag>> result = batch.add(add(a, b, c));
      CompletableFuture<Void> started = batch.start(ExecutionMode.PIPELINED);
      boolean cancelled = started.cancel(true);
      assertEquals(cancelled, started.isCancelled());
      assertEquals(cancelled, result.isCancelled());
      assertTrue(result.isDone());
      List<CompletableFuture<?>> ended = cancelled ? List.of(started, result) : List.of();
      for (CompletableFuture<?> each : ended) {
        var e = assertThrows(CancellationException.class, each::join);
        assertTrue(
            String.valueOf(e.getMessage()).endsWith(" was cancelled before it began"), e::toString);
      }
    }
  }

  @Test
  void aBatchCanBeCancelledByWhatFollowsOneOfItsJobs() throws Exception {
    CompletableFuture<CompletableFuture<Void>> started = new CompletableFuture<>();
    CompletableFuture<HostVector<Tag>> first = batch.add(add(a, b, c));
    CompletableFuture<HostVector<Tag>> second = batch.add(add(a, b, d));
    CompletableFuture<Boolean> cancelled =
        first.handle((sum, failure) -> started.join().cancel(true));
    started.complete(batch.start(ExecutionMode.PIPELINED));
    assertFalse(cancelled.get(60, TimeUnit.SECONDS), "it has run");
    started.join().get(60, TimeUnit.SECONDS);
    TestVectors.assertElementWise(a, b, second.join(), SUM);
  }

  @Test
  void nothingRunsBeforeTheBatchDoes() {
    BigInteger before = c.get(0);
    batch.add(add(a, b, c));
    assertEquals(before, c.get(0));
  }

  @Test
  void whatFollowsResultsRunsInTheThreadThatRunsTheBatchAndInOrder() {
    List<Integer> order = new ArrayList<>();
    List<HostVector<Tag>> outputs = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int number = i;
      HostVector<Tag> out = gpu.hostVector(TestFields.FP, 3);
      outputs.add(out);
      CompletableFuture<HostVector<Tag>> result =
          batch.add(
              gpu.kernel(TestKernels.NEG, TestFields.FP).job().bind(0, small).bind(1, out).build());
      if (i % 100 == 50) {
        Thread caller = Thread.currentThread();
        var unused =
            result.thenRun(
                () -> {
                  assertSame(caller, Thread.currentThread());
                  order.add(number);
                });
      }
    }
    batch.runPipelined();
    assertEquals(List.of(50, 150, 250), order);
    for (HostVector<Tag> out : outputs) {
      TestVectors.assertElementWise(small, small, out, (x, same) -> x.negate());
      out.close();
    }
  }

  @Test
  void anEmptyBatchRuns() {
    assertDoesNotThrow(batch::runSequential);
    assertDoesNotThrow(batch::runPipelined);
  }

  @Test
  void jobsMayReadTheSameVectors() {
    batch.add(add(a, b, c));
    batch.add(add(b, a, d));
    batch.runPipelined();
    TestVectors.assertElementWise(a, b, c, SUM);
    TestVectors.assertElementWise(a, b, d, SUM);
  }

  @Test
  void aJobMayWriteTheVectorThatItReads() {
    try (HostVector<Tag> sum = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1)) {
      batch.add(add(sum, b, sum));
      batch.runPipelined();
      TestVectors.assertElementWise(a, b, sum, SUM);
    }
  }

  @Test
  void readingWhatAnEarlierJobWritesIsRefused() {
    batch.add(add(a, b, c));
    var e = assertThrows(BatchConflictException.class, () -> batch.add(add(a, c, d)));
    assertEquals(
        "b of job 1 (vector-add<bls12_381_fp>[200]) is a vector that an earlier job of the batch"
            + " uses, and one of them writes it; run them in two batches",
        e.getMessage());
  }

  @Test
  void writingWhatAnEarlierJobReadsIsRefused() {
    batch.add(add(a, b, c));
    var e = assertThrows(BatchConflictException.class, () -> batch.add(add(b, b, a)));
    assertEquals(
        "out of job 1 (vector-add<bls12_381_fp>[200]) is a vector that an earlier job of the batch"
            + " uses, and one of them writes it; run them in two batches",
        e.getMessage());
  }

  @Test
  void writingWhatAnEarlierJobWritesIsRefused() {
    batch.add(add(a, b, c));
    assertThrows(BatchConflictException.class, () -> batch.add(add(a, b, c)));
  }

  @Test
  void whatACancelledJobUsedIsFreeForOthers() {
    batch.add(add(a, b, d));
    assertTrue(batch.add(add(a, b, c)).cancel(false));
    CompletableFuture<HostVector<Tag>> other = batch.add(add(a, b, c));
    var e = assertThrows(BatchConflictException.class, () -> batch.add(add(a, b, d)));
    assertTrue(e.toString().contains("out of job 3 ("), e.toString());
    batch.runPipelined();
    TestVectors.assertElementWise(a, b, other.join(), SUM);
    TestVectors.assertElementWise(a, b, d, SUM);
  }

  @Test
  void aJobThatWasRefusedLeavesNoTrace() {
    batch.add(add(a, b, c));
    assertThrows(BatchConflictException.class, () -> batch.add(add(d, d, c)));
    batch.add(add(a, b, d));
    batch.runPipelined();
    TestVectors.assertElementWise(a, b, c, SUM);
    TestVectors.assertElementWise(a, b, d, SUM);
  }

  @Test
  void onceRunTheBatchForgetsItsJobs() {
    batch.add(add(a, b, c));
    batch.runSequential();
    c.set(0, BigInteger.TWO);
    batch.runSequential();
    assertEquals(BigInteger.TWO, c.get(0));
  }

  @Test
  void aBatchCanBeFilledAndRunAgainAlsoWithWhatItWroteBefore() {
    batch.add(add(a, b, c));
    batch.runPipelined();
    CompletableFuture<HostVector<Tag>> second = batch.add(add(c, b, d));
    assertFalse(second.isDone());
    batch.runPipelined();
    TestVectors.assertElementWise(c, b, second.join(), SUM);
  }

  @Test
  void anotherBackendsJobIsRefused() {
    try (HostVector<Tag> foreign = OTHER.backend().hostVector(TestFields.FP, SIZE)) {
      var e =
          assertThrows(
              BackendMismatchException.class,
              () -> batch.add(add(OTHER.backend(), foreign, foreign, foreign)));
      assertEquals("job vector-add<bls12_381_fp>[200] belongs to another backend", e.getMessage());
    }
  }

  @Test
  void ifAJobFailsEveryResultIsThatFailureAndTheBatchStaysUsable() {
    HostVector<Tag> gone = gpu.hostVector(TestFields.FP, SIZE);
    CompletableFuture<HostVector<Tag>> good = batch.add(add(a, b, c));
    CompletableFuture<HostVector<Tag>> bad = batch.add(add(a, gone, d));
    gone.close();
    var e = assertThrows(ClosedException.class, batch::runPipelined);
    assertTrue(good.isDone());
    assertSame(e, assertThrows(CompletionException.class, good::join).getCause());
    assertSame(e, assertThrows(CompletionException.class, bad::join).getCause());

    CompletableFuture<HostVector<Tag>> again = batch.add(add(a, b, c));
    batch.runPipelined();
    TestVectors.assertElementWise(a, b, again.join(), SUM);
  }

  @Test
  void vectorsAreFreeAgainAfterABatchThatFailed() {
    HostVector<Tag> gone = gpu.hostVector(TestFields.FP, SIZE);
    batch.add(add(a, gone, c));
    gone.close();
    assertThrows(ClosedException.class, batch::runSequential);
    c.close();
    assertTrue(c.isClosed());
  }

  @Test
  void aClosedBatchTakesAndRunsNothing() {
    CompletableFuture<HostVector<Tag>> dropped = batch.add(add(a, b, c));
    BigInteger before = c.get(0);
    batch.close();
    var e = assertThrows(ClosedException.class, () -> batch.add(add(a, b, d)));
    assertEquals("the batch was closed", e.getMessage());
    assertThrows(ClosedException.class, batch::runSequential);
    assertThrows(ClosedException.class, batch::runPipelined);
    assertDoesNotThrow(batch::close);
    assertTrue(dropped.isCancelled());
    assertEquals(before, c.get(0));
  }

  @Test
  void closingABatchLeavesItsVectorsOpen() {
    batch.add(add(a, b, c));
    batch.close();
    assertFalse(a.isClosed());
    assertFalse(c.isClosed());
  }

  @Test
  void aChunkOfNothingIsRefused() {
    var e = assertThrows(ConfigurationException.class, () -> batch.chunkElements(0));
    assertEquals("chunk size is 0; it must be 1 or more elements", e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(TransferPath.class)
  void pathAndChunkOfOneBatchCanBeChosen(TransferPath path) {
    batch.path(path).chunkElements(7).add(add(a, b, c));
    batch.runPipelined();
    TestVectors.assertElementWise(a, b, c, SUM);
  }
}
