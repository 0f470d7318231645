// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches of small jobs whose pieces a kernel gathers and scatters, as on a GPU. */
class GatheredBatchTest {

  private static final Set<Stage> GATHERED =
      EnumSet.of(Stage.UPLOAD, Stage.COMPUTE, Stage.DOWNLOAD);

  @RegisterExtension static final TestDevice DEVICE = new TestDevice(GatheredBatchTest::asOnGpu);

  /** Pieces end where segments do. */
  @RegisterExtension
  static final TestDevice SEGMENTED = new TestDevice(plan -> asOnGpu(plan).withSegmentBytes(4096));

  @RegisterExtension
  static final TestDevice SHORT_OF_MEMORY =
      new TestDevice(
          options -> options.withMemoryLimit(1_500_000), plan -> plan.withGatheredPieces(true));

  private static DevicePlan asOnGpu(DevicePlan plan) {
    return TestDevice.noCpu(plan).withGatheredPieces(true);
  }

  /** A job and what it is to make. */
  private record Sum(HostVector<Tag> a, HostVector<Tag> b, HostVector<Tag> out) {

    static Sum of(PersistentBackend gpu, Field<Tag> field, long size, long seed) {
      return new Sum(
          TestVectors.operand(gpu, field, size, 0, seed),
          TestVectors.operand(gpu, field, size, 1, seed),
          TestVectors.poisoned(gpu, field, size));
    }

    Job<HostVector<Tag>> job(Kernel<Tag> add) {
      return add.job().bind(0, a).bind(1, b).bind(2, out).build();
    }

    void check() {
      TestVectors.assertElementWise(a, b, out, BigInteger::add);
    }

    void close() {
      a.close();
      b.close();
      out.close();
    }
  }

  private static Set<Stage> stages(PersistentBackend gpu, Runnable work) {
    List<StageTime> times = Collections.synchronizedList(new ArrayList<>());
    StageSubscription listening = gpu.listen(times::add);
    try {
      work.run();
    } finally {
      listening.close();
    }
    return times.stream().map(StageTime::stage).collect(Collectors.toSet());
  }

  private static Field<Tag> field(String name) {
    return switch (name) {
      case "fp" -> TestFields.FP;
      case "fr" -> TestFields.FR;
      case "goldilocks" -> TestFields.GOLDILOCKS;
      default -> TestFields.BABY_BEAR;
    };
  }

  private static List<Sum> sums(PersistentBackend gpu, Field<Tag> field, int... sizes) {
    List<Sum> sums = new ArrayList<>();
    for (int size : sizes) {
      sums.add(Sum.of(gpu, field, size, size));
    }
    return sums;
  }

  private static void assertRight(
      PersistentBackend gpu, Field<Tag> field, TransferPath path, long chunk, List<Sum> sums) {
    Kernel<Tag> add = gpu.kernel(TestKernels.ADD, field);
    try (Batch batch = gpu.batch().path(path).chunkElements(chunk)) {
      assertEquals(
          GATHERED,
          stages(
              gpu,
              () -> {
                sums.forEach(sum -> batch.add(sum.job(add)));
                batch.runPipelined();
              }));
    }
    sums.forEach(Sum::check);
    sums.forEach(Sum::close);
  }

  @ParameterizedTest
  @CsvSource({
    "fp, AUTO, 100000",
    "fp, DEVICE_LOCAL, 37",
    "fr, DEVICE_LOCAL, 100000",
    "goldilocks, DEVICE_LOCAL, 33",
    "baby_bear, DEVICE_LOCAL, 100000",
    "baby_bear, DEVICE_LOCAL, 7"
  })
  void smallJobsOfAnyLengthAreGathered(String name, TransferPath path, long chunk) {
    PersistentBackend gpu = DEVICE.backend();
    Field<Tag> field = field(name);
    List<Sum> sums = sums(gpu, field, 64, 64, 64, 1, 2, 3, 5, 100, 63, 65, 17, 64, 250, 1);
    assertRight(gpu, field, path, chunk, sums);
  }

  @Test
  void piecesEndWhereSegmentsDo() {
    PersistentBackend gpu = SEGMENTED.backend();
    List<Sum> sums = sums(gpu, TestFields.FP, 200, 86, 85, 171, 3);
    assertRight(gpu, TestFields.FP, TransferPath.DEVICE_LOCAL, 1000, sums);
  }

  @Test
  void whatIsReadAndWrittenIsGatheredAndScattered() {
    PersistentBackend gpu = DEVICE.backend();
    Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.FR);
    List<HostVector<Tag>> vectors = new ArrayList<>();
    List<List<BigInteger>> before = new ArrayList<>();
    try (Batch batch = gpu.batch()) {
      for (int i = 0; i < 20; i++) {
        HostVector<Tag> x = TestVectors.operand(gpu, TestFields.FR, 64, i % 2, i);
        vectors.add(x);
        before.add(x.toList());
        batch.add(add.job().bind(0, x).bind(1, x).bind(2, x).build());
      }
      assertEquals(GATHERED, stages(gpu, batch::runPipelined));
    }
    Function<BigInteger, BigInteger> twice = v -> v.shiftLeft(1).mod(TestFields.FR.modulus());
    for (int i = 0; i < vectors.size(); i++) {
      assertEquals(before.get(i).stream().map(twice).toList(), vectors.get(i).toList());
      vectors.get(i).close();
    }
  }

  @Test
  void thousandsTakeSeveralChunksAndAreRunAgain() {
    PersistentBackend gpu = DEVICE.backend();
    Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.BABY_BEAR);
    int jobs = 3000;
    List<HostVector<Tag>> vectors = new ArrayList<>();
    List<Job<HostVector<Tag>>> built = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      HostVector<Tag> x = gpu.hostVector(TestFields.BABY_BEAR, 2);
      x.put(0, new int[] {i, 3 * i + 1});
      vectors.add(x);
      built.add(add.job().bind(0, x).bind(1, x).bind(2, x).build());
    }
    int[] found = new int[2];
    try (Batch batch = gpu.batch().path(TransferPath.DEVICE_LOCAL).chunkElements(301)) {
      for (int times = 2; times <= 4; times *= 2) {
        batch.addAll(built);
        batch.runPipelined();
        for (int i = 0; i < jobs; i++) {
          vectors.get(i).get(0, found);
          assertArrayEquals(new int[] {times * i, times * (3 * i + 1)}, found, "job " + i);
        }
      }
    }
    vectors.forEach(HostVector::close);
  }

  /** What the host would have checked as it copied is checked nevertheless. */
  @Test
  void arraysAreCopiedByTheHostAndChecked() {
    PersistentBackend gpu = DEVICE.backend();
    Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.FP);
    byte[] wrong = new byte[64 * 48];
    Arrays.fill(wrong, 5 * 48, 6 * 48, (byte) -1);
    HeapVector<Tag> bad = HeapVector.of(TestFields.FP, wrong);
    Sum sum = Sum.of(gpu, TestFields.FP, 64, 1);
    try (Batch batch = gpu.batch()) {
      batch.add(sum.job(add));
      batch.add(add.heapJob().bind(0, bad).bind(1, bad).build());
      assertThrows(ElementRangeException.class, batch::runPipelined);
      batch.add(sum.job(add));
      batch.add(Sum.of(gpu, TestFields.FP, 64, 1).job(add));
      batch.runPipelined();
      sum.check();
    }
  }

  @Test
  void withoutDeviceMemoryTheHostCopies() {
    assertCopiedByHost(SHORT_OF_MEMORY.backend(), TransferPath.AUTO);
  }

  @Test
  void whoeverChoosesHostMemoryHasIt() {
    assertCopiedByHost(DEVICE.backend(), TransferPath.HOST_VISIBLE);
  }

  private static void assertCopiedByHost(PersistentBackend gpu, TransferPath path) {
    Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.FP);
    List<Sum> sums = sums(gpu, TestFields.FP, 64, 64, 10);
    try (Batch batch = gpu.batch().path(path)) {
      sums.forEach(sum -> batch.add(sum.job(add)));
      assertEquals(
          EnumSet.of(Stage.COPY_IN, Stage.COMPUTE, Stage.COPY_OUT),
          stages(gpu, batch::runPipelined));
    }
    sums.forEach(Sum::check);
    sums.forEach(Sum::close);
  }
}
