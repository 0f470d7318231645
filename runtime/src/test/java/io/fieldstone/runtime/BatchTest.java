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
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a batch accepts, and what becomes of its jobs and tickets. */
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
  private final Batch batch = gpu.batch();

  @AfterEach
  void close() {
    batch.close();
    a.close();
    b.close();
    c.close();
    d.close();
  }

  private Job<Tag> add(HostVector<Tag> left, HostVector<Tag> right, HostVector<Tag> out) {
    return add(gpu, left, right, out);
  }

  private static Job<Tag> add(
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
  void aTicketIsDoneWhenTheBatchHasRun(ExecutionMode mode) {
    Job<Tag> job = add(a, b, c);
    Ticket<Tag> ticket = batch.submit(job);
    assertSame(job, ticket.job());
    assertFalse(ticket.isDone());
    batch.run(mode);
    assertTrue(ticket.isDone());
    assertSame(c, ticket.result());
    TestVectors.assertElementWise(a, b, c, SUM);
  }

  @Test
  void theResultOfABatchThatHasNotRunIsRefused() {
    Ticket<Tag> ticket = batch.submit(add(a, b, c));
    var e = assertThrows(IllegalStateException.class, ticket::result);
    assertEquals("the batch of vector-add<bls12_381_fp>[200] has not run", e.getMessage());
  }

  @Test
  void nothingRunsBeforeTheBatchDoes() {
    BigInteger before = c.get(0);
    batch.submit(add(a, b, c));
    assertEquals(before, c.get(0));
  }

  @Test
  void anEmptyBatchRuns() {
    assertDoesNotThrow(batch::runSequential);
    assertDoesNotThrow(batch::runPipelined);
  }

  @Test
  void jobsMayReadTheSameVectors() {
    batch.submit(add(a, b, c));
    batch.submit(add(b, a, d));
    batch.runPipelined();
    TestVectors.assertElementWise(a, b, c, SUM);
    TestVectors.assertElementWise(a, b, d, SUM);
  }

  @Test
  void aJobMayWriteTheVectorThatItReads() {
    try (HostVector<Tag> sum = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1)) {
      batch.submit(add(sum, b, sum));
      batch.runPipelined();
      TestVectors.assertElementWise(a, b, sum, SUM);
    }
  }

  @Test
  void readingWhatAnEarlierJobWritesIsRefused() {
    batch.submit(add(a, b, c));
    var e = assertThrows(BatchConflictException.class, () -> batch.submit(add(a, c, d)));
    assertEquals(
        "b of job 1 (vector-add<bls12_381_fp>[200]) is a vector that an earlier job of the batch"
            + " uses, and one of them writes it; run them in two batches",
        e.getMessage());
  }

  @Test
  void writingWhatAnEarlierJobReadsIsRefused() {
    batch.submit(add(a, b, c));
    var e = assertThrows(BatchConflictException.class, () -> batch.submit(add(b, b, a)));
    assertEquals(
        "out of job 1 (vector-add<bls12_381_fp>[200]) is a vector that an earlier job of the batch"
            + " uses, and one of them writes it; run them in two batches",
        e.getMessage());
  }

  @Test
  void writingWhatAnEarlierJobWritesIsRefused() {
    batch.submit(add(a, b, c));
    assertThrows(BatchConflictException.class, () -> batch.submit(add(a, b, c)));
  }

  @Test
  void aJobThatWasRefusedLeavesNoTrace() {
    batch.submit(add(a, b, c));
    assertThrows(BatchConflictException.class, () -> batch.submit(add(d, d, c)));
    batch.submit(add(a, b, d));
    batch.runPipelined();
    TestVectors.assertElementWise(a, b, c, SUM);
    TestVectors.assertElementWise(a, b, d, SUM);
  }

  @Test
  void onceRunTheBatchForgetsItsJobs() {
    batch.submit(add(a, b, c));
    batch.runSequential();
    c.set(0, BigInteger.TWO);
    batch.runSequential();
    assertEquals(BigInteger.TWO, c.get(0));
  }

  @Test
  void aBatchCanBeFilledAndRunAgainAlsoWithWhatItWroteBefore() {
    batch.submit(add(a, b, c));
    batch.runPipelined();
    Ticket<Tag> second = batch.submit(add(c, b, d));
    assertFalse(second.isDone());
    batch.runPipelined();
    TestVectors.assertElementWise(c, b, second.result(), SUM);
  }

  @Test
  void anotherBackendsJobIsRefused() {
    try (HostVector<Tag> foreign = OTHER.backend().hostVector(TestFields.FP, SIZE)) {
      var e =
          assertThrows(
              BackendMismatchException.class,
              () -> batch.submit(add(OTHER.backend(), foreign, foreign, foreign)));
      assertEquals("job vector-add<bls12_381_fp>[200] belongs to another backend", e.getMessage());
    }
  }

  @Test
  void ifAJobFailsEveryTicketHasThatFailureAndTheBatchStaysUsable() {
    HostVector<Tag> gone = gpu.hostVector(TestFields.FP, SIZE);
    Ticket<Tag> good = batch.submit(add(a, b, c));
    Ticket<Tag> bad = batch.submit(add(a, gone, d));
    gone.close();
    var e = assertThrows(ClosedException.class, batch::runPipelined);
    assertTrue(good.isDone());
    assertSame(e, assertThrows(ClosedException.class, good::result));
    assertSame(e, assertThrows(ClosedException.class, bad::result));

    Ticket<Tag> again = batch.submit(add(a, b, c));
    batch.runPipelined();
    TestVectors.assertElementWise(a, b, again.result(), SUM);
  }

  @Test
  void vectorsAreFreeAgainAfterABatchThatFailed() {
    HostVector<Tag> gone = gpu.hostVector(TestFields.FP, SIZE);
    batch.submit(add(a, gone, c));
    gone.close();
    assertThrows(ClosedException.class, batch::runSequential);
    c.close();
    assertTrue(c.isClosed());
  }

  @Test
  void aClosedBatchTakesAndRunsNothing() {
    Ticket<Tag> dropped = batch.submit(add(a, b, c));
    BigInteger before = c.get(0);
    batch.close();
    var e = assertThrows(ClosedException.class, () -> batch.submit(add(a, b, d)));
    assertEquals("the batch was closed", e.getMessage());
    assertThrows(ClosedException.class, batch::runSequential);
    assertThrows(ClosedException.class, batch::runPipelined);
    assertDoesNotThrow(batch::close);
    assertFalse(dropped.isDone());
    assertEquals(before, c.get(0));
  }

  @Test
  void closingABatchLeavesItsVectorsOpen() {
    batch.submit(add(a, b, c));
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
    batch.path(path).chunkElements(7).submit(add(a, b, c));
    batch.runPipelined();
    TestVectors.assertElementWise(a, b, c, SUM);
  }
}
