// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BatchConflictException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Batches with as many chunks in flight as a device has that is not the CPU, and with a crew that
 * copies: the outputs of one chunk together with the inputs of another.
 */
class BatchAsOnGpuTest {

  private static final Field<Tag> FP = TestFields.FP;
  private static final int ELEMENT_BYTES = 48;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice(TestDevice::noCpu);

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> add = gpu.kernel(TestKernels.ADD, FP);
  private final Random random = new Random(7);

  private HeapVector<Tag> random(int size) {
    byte[] bytes = new byte[size * ELEMENT_BYTES];
    random.nextBytes(bytes);
    for (int i = 1; i <= size; i++) {
      bytes[i * ELEMENT_BYTES - 1] = 0; // below the modulus
    }
    return HeapVector.of(FP, bytes);
  }

  private static void assertSums(HeapVector<Tag> a, HeapVector<Tag> b, HeapVector<Tag> sum) {
    for (long i = 0; i < a.size(); i++) {
      assertEquals(a.get(i).add(b.get(i)).mod(FP.modulus()), sum.get(i), "element " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HOST_VISIBLE, 1000",
    "HOST_VISIBLE, 999",
    "HOST_VISIBLE, 64",
    "DEVICE_LOCAL, 1000",
    "DEVICE_LOCAL, 333"
  })
  void chunksOfArraysAreCopiedOutAsOthersAreCopiedIn(TransferPath path, long chunk) {
    List<HeapVector<Tag>> operands = new ArrayList<>();
    List<CompletableFuture<HeapVector<Tag>>> sums = new ArrayList<>();
    try (Batch batch = gpu.batch().path(path).chunkElements(chunk)) {
      for (int size : new int[] {5000, 1, 3333, 64, 1000}) {
        HeapVector<Tag> a = random(size);
        HeapVector<Tag> b = random(size);
        operands.addAll(List.of(a, b));
        sums.add(batch.add(add.heapJob().bind(0, a).bind(1, b).build()));
      }
      batch.runPipelined();
    }
    for (int i = 0; i < sums.size(); i++) {
      assertSums(operands.get(2 * i), operands.get(2 * i + 1), sums.get(i).join());
    }
  }

  @Test
  void bothCopiesAreToldOf() {
    HeapVector<Tag> a = random(10_000);
    List<StageTime> times = Collections.synchronizedList(new ArrayList<>());
    StageSubscription listening = gpu.listen(times::add);
    try (Batch batch = gpu.batch().path(TransferPath.HOST_VISIBLE).chunkElements(1000)) {
      var sum = batch.add(add.heapJob().bind(0, a).bind(1, a).build());
      batch.runPipelined();
      assertSums(a, a, sum.join());
    } finally {
      listening.close();
    }
    for (Stage stage : List.of(Stage.COPY_IN, Stage.COMPUTE, Stage.COPY_OUT)) {
      List<StageTime> ofStage = times.stream().filter(time -> time.stage() == stage).toList();
      assertEquals(10, ofStage.size(), stage.toString());
      assertEquals(10_000, ofStage.stream().mapToLong(StageTime::elements).sum());
    }
  }

  @Test
  void anElementThatIsRefusedInALaterChunkLeavesTheBackendUsable() {
    byte[] bytes = random(9000).bytes();
    Arrays.fill(bytes, 7777 * ELEMENT_BYTES, 7778 * ELEMENT_BYTES, (byte) -1);
    HeapVector<Tag> wrong = HeapVector.of(FP, bytes);
    HeapVector<Tag> right = random(9000);
    try (Batch batch = gpu.batch().chunkElements(1000)) {
      batch.add(add.heapJob().bind(0, right).bind(1, wrong).build());
      var e = assertThrows(ElementRangeException.class, batch::runPipelined);
      assertTrue(e.toString().contains("element 7777 is not below"), e.toString());
      batch.add(add.heapJob().bind(0, right).bind(1, right).build());
      batch.add(add.heapJob().bind(0, right).bind(1, wrong).build());
      e = assertThrows(ElementRangeException.class, batch::runPipelined);
      assertTrue(
          e.toString()
              .contains("job at index 1 of 2: b of vector-add<bls12_381_fp>[9000]: element 7777"),
          e.toString());
      var sum = batch.add(add.heapJob().bind(0, right).bind(1, right).build());
      batch.runPipelined();
      assertSums(right, right, sum.join());
    }
  }

  @Test
  void aVectorThatWasClosedSinceItsJobWasBuiltIsNamed() {
    try (HostVector<Tag> open = gpu.hostVector(FP, 100);
        HostVector<Tag> one = gpu.hostVector(FP, 100);
        HostVector<Tag> other = gpu.hostVector(FP, 100);
        Batch batch = gpu.batch()) {
      HostVector<Tag> closed = gpu.hostVector(FP, 100);
      batch.add(add.job().bind(0, open).bind(1, open).bind(2, one).build());
      batch.add(add.job().bind(0, open).bind(1, closed).bind(2, other).build());
      closed.close();
      var e = assertThrows(ClosedException.class, batch::runPipelined);
      assertEquals(
          "job at index 1 of 2: b of vector-add<bls12_381_fp>[100]: HostVector<bls12_381_fp>[100]"
              + " was closed",
          e.getMessage());
    }
  }

  @Test
  void whatAJobReadsAndWritesIsWholeIfItFails() {
    byte[] bytes = random(9000).bytes();
    Arrays.fill(bytes, 8999 * ELEMENT_BYTES, 9000 * ELEMENT_BYTES, (byte) -1);
    byte[] before = bytes.clone();
    HeapVector<Tag> a = HeapVector.of(FP, bytes);
    try (Batch batch = gpu.batch().chunkElements(1000)) {
      batch.add(add.heapJob().bind(0, a).bind(1, a).bind(2, a).build());
      assertThrows(ElementRangeException.class, batch::runPipelined);
    }
    assertArrayEquals(before, bytes);
  }

  @Test
  void jobsOfTwoKindsAndLengthsInTurnGiveTheirSums() {
    Kernel<Tag> mul = gpu.kernel(TestKernels.ADD, TestFields.FR);
    List<Runnable> checks = new ArrayList<>();
    try (Batch batch = gpu.batch()) {
      for (int i = 0; i < 700; i++) { // more than one piece of the crew's work
        Kernel<Tag> kernel = i % 50 < 49 ? add : mul;
        Field<Tag> field = i % 50 < 49 ? FP : TestFields.FR;
        HostVector<Tag> a = TestVectors.operand(gpu, field, 1 + i / 100, 0, i);
        HostVector<Tag> b = TestVectors.operand(gpu, field, 1 + i / 100, 1, i);
        var sum = batch.add(kernel.job().bind(0, a).bind(1, b).build());
        checks.add(
            () -> {
              TestVectors.assertElementWise(a, b, sum.join(), BigInteger::add);
              a.close();
              b.close();
              sum.join().close();
            });
      }
      batch.runPipelined();
    }
    checks.forEach(Runnable::run);
  }

  private List<Job<HostVector<Tag>>> sums(int count) {
    List<Job<HostVector<Tag>>> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(
          add.job()
              .bind(0, TestVectors.operand(gpu, FP, 3, 0, i))
              .bind(1, TestVectors.operand(gpu, FP, 3, 1, i))
              .build());
    }
    return jobs;
  }

  private static void closeVectors(List<Job<HostVector<Tag>>> jobs) {
    jobs.forEach(job -> job.vectors().forEach(HostVector::close));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 128, 129, 1000})
  void jobsThatAreAddedTogetherHaveTheirResultsInOrder(int count) {
    List<Job<HostVector<Tag>>> jobs = sums(count);
    try (Batch batch = gpu.batch()) {
      var results = batch.addAll(jobs);
      assertEquals(count, results.size());
      if (count > 0) {
        assertTrue(results.get(count / 2).cancel(false));
      }
      batch.runPipelined();
      for (int i = 0; i < count; i++) {
        if (i != count / 2) {
          List<HostVector<Tag>> vectors = jobs.get(i).vectors();
          assertSame(vectors.get(2), results.get(i).join());
          TestVectors.assertElementWise(
              vectors.get(0), vectors.get(1), vectors.get(2), BigInteger::add);
          vectors.forEach(HostVector::close);
        }
      }
    }
  }

  /** Thousands that have nothing in common are taken as they are; later ones are compared. */
  @Test
  void whatIsAddedLaterIsComparedWithAllThatWereAddedTogether() {
    List<Job<HostVector<Tag>>> jobs = sums(200);
    List<HostVector<Tag>> some = jobs.get(77).vectors();
    try (Batch batch = gpu.batch()) {
      var results = batch.addAll(jobs);
      var reads = add.job().bind(0, some.get(2)).bind(1, some.get(0)).build();
      var e = assertThrows(BatchConflictException.class, () -> batch.add(reads));
      assertTrue(e.toString().contains("a of job 200 ("), e.toString());
      assertThrows(BatchConflictException.class, () -> batch.addAll(List.of(reads)));
      assertTrue(results.get(77).cancel(false));
      var sum = batch.add(reads); // nobody writes it any more
      batch.runPipelined();
      TestVectors.assertElementWise(some.get(2), some.get(0), sum.join(), BigInteger::add);
      sum.join().close();
    }
    closeVectors(jobs.subList(0, 77));
    closeVectors(jobs.subList(78, 200));
    some.subList(0, 2).forEach(HostVector::close);
  }

  @Test
  void noneIsAddedIfOneOfThemConflicts() {
    List<Job<HostVector<Tag>>> jobs = sums(200);
    HostVector<Tag> written = jobs.get(150).vectors().get(2);
    List<Job<HostVector<Tag>>> conflicting = new ArrayList<>(jobs);
    conflicting.set(170, add.job().bind(0, written).bind(1, written).build());
    try (Batch batch = gpu.batch()) {
      var e = assertThrows(BatchConflictException.class, () -> batch.addAll(conflicting));
      assertTrue(e.toString().contains("a of job 170 ("), e.toString());
      assertEquals(200, batch.addAll(jobs).size()); // nothing of the others was kept
      var again =
          assertThrows(BatchConflictException.class, () -> batch.addAll(jobs.subList(0, 1)));
      assertTrue(again.toString().contains("out of job 200 ("), again.toString());
      batch.runPipelined();
    }
    closeVectors(jobs);
  }

  @Test
  void jobsOfAnotherBackendAreRefusedTogether() {
    List<Job<HostVector<Tag>>> jobs = new ArrayList<>(sums(2));
    try (PersistentBackend other = PersistentBackend.open(TestDevice.options());
        HostVector<Tag> a = other.hostVector(FP, 1);
        Batch batch = gpu.batch()) {
      jobs.add(other.kernel(TestKernels.ADD, FP).job().bind(0, a).bind(1, a).bind(2, a).build());
      assertThrows(BackendMismatchException.class, () -> batch.addAll(jobs));
      assertEquals(2, batch.addAll(jobs.subList(0, 2)).size());
      batch.runPipelined();
    }
    closeVectors(jobs.subList(0, 2));
  }

  @Test
  void whatFollowsAResultMayWaitForOtherBatches() throws Exception {
    int many = 20; // more than run at once
    List<Job<HostVector<Tag>>> first = sums(many);
    List<Job<HostVector<Tag>>> second = sums(many);
    CountDownLatch met = new CountDownLatch(many);
    List<CompletableFuture<Void>> chains = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Job<HostVector<Tag>> next = second.get(i);
      try (Batch batch = gpu.batch()) {
        var result = batch.add(first.get(i));
        chains.add(
            result.thenAccept(
                vector -> {
                  met.countDown();
                  await(met); // all of them wait at once
                  try (Batch other = gpu.batch()) {
                    var nextResult = other.add(next);
                    other.start(ExecutionMode.PIPELINED).join();
                    nextResult.join();
                  }
                }));
        var started = batch.start(ExecutionMode.PIPELINED);
        chains.add(started);
      }
    }
    CompletableFuture.allOf(chains.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    closeVectors(first);
    closeVectors(second);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aResultCancelledInOneBatchTakesNothingFromAnother() {
    Job<HostVector<Tag>> job = sums(1).get(0);
    try (Batch one = gpu.batch();
        Batch other = gpu.batch()) {
      var kept = one.add(job);
      assertTrue(other.add(job).cancel(false)); // before the first has run
      one.runPipelined();
      List<HostVector<Tag>> vectors = job.vectors();
      TestVectors.assertElementWise(vectors.get(0), vectors.get(1), kept.join(), BigInteger::add);
    }
    closeVectors(List.of(job));
  }

  @Test
  void aResultCancelledAsAnotherBatchEndsTakesNothingFromIt() {
    List<Job<HostVector<Tag>>> jobs = sums(2);
    try (Batch one = gpu.batch();
        Batch other = gpu.batch()) {
      var before = one.add(jobs.get(0));
      var kept = one.add(jobs.get(1));
      var cancelled = other.add(jobs.get(1));
      var done = before.thenRun(() -> cancelled.cancel(true));
      var read = kept.thenApply(vector -> vector.get(0));
      one.runPipelined();
      done.join();
      assertEquals(kept.join().get(0), read.join());
    }
    closeVectors(jobs);
  }

  @Test
  void aJobWhoseOutputsAreGoneIsNotAdded() {
    Job<HostVector<Tag>> job = sums(1).get(0);
    try (Batch batch = gpu.batch()) {
      assertTrue(batch.add(job).cancel(false)); // which nobody else waits for
      assertThrows(ClosedException.class, () -> batch.add(job));
      assertThrows(ClosedException.class, () -> batch.addAll(List.of(job)));
    }
  }
}
