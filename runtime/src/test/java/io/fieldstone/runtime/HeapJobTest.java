// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BatchConflictException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs over Java arrays: every kind of array, path and mode; and what is refused. */
class HeapJobTest {

  private static final Field<Tag> FP = TestFields.FP;
  private static final int LONGS = 6;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> add = gpu.kernel(TestKernels.ADD, FP);
  private final Random random = new Random(1);

  private static void put(long[] words, int i, BigInteger value) {
    for (int limb = 0; limb < LONGS; limb++) {
      words[i * LONGS + limb] = value.shiftRight(limb * Long.SIZE).longValue();
    }
  }

  private BigInteger element(int i) {
    BigInteger p = FP.modulus();
    List<BigInteger> edges =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            p.subtract(BigInteger.ONE),
            p.subtract(BigInteger.TWO),
            FP.r(),
            FP.rSquared(),
            BigInteger.ONE.shiftLeft(320).subtract(BigInteger.ONE));
    return i % 3 == 0 ? edges.get(i / 3 % edges.size()) : new BigInteger(400, random).mod(p);
  }

  private long[] elements(int count) {
    long[] words = new long[count * LONGS];
    for (int i = 0; i < count; i++) {
      put(words, i, element(i));
    }
    return words;
  }

  private static void assertSums(HeapVector<Tag> a, HeapVector<Tag> b, HeapVector<Tag> sum) {
    assertEquals(a.size(), sum.size());
    for (long i = 0; i < a.size(); i++) {
      assertEquals(a.get(i).add(b.get(i)).mod(FP.modulus()), sum.get(i), "element " + i);
    }
  }

  static Stream<Arguments> everyWay() {
    return Arrays.stream(ExecutionMode.values())
        .flatMap(
            mode ->
                Stream.of(TransferPath.HOST_VISIBLE, TransferPath.DEVICE_LOCAL)
                    .flatMap(
                        path ->
                            Stream.of(1, 64, 5000, 70_000)
                                .map(size -> Arguments.of(mode, path, size))));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void jobsOfAllLengthsGiveWhatBigIntegerGives(ExecutionMode mode, TransferPath path, int size) {
    HeapVector<Tag> a = HeapVector.of(FP, elements(size));
    HeapVector<Tag> b = HeapVector.of(FP, elements(size));
    try (Batch batch = gpu.batch().path(path).chunkElements(3000)) {
      var sum = batch.add(add.heapJob().bind(0, a).bind(1, b).build());
      batch.run(mode);
      assertSums(a, b, sum.join());
    }
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void manyJobsOfArraysAndVectorsShareABatch(ExecutionMode mode) {
    try (Batch batch = gpu.batch()) {
      List<Runnable> checks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int size = 1 + i % 67;
        HeapVector<Tag> a = HeapVector.of(FP, elements(size));
        HeapVector<Tag> b = HeapVector.of(FP, elements(size));
        var sum = batch.add(add.heapJob().bind(0, a).bind(1, b).build());
        checks.add(() -> assertSums(a, b, sum.join()));
        HostVector<Tag> x = TestVectors.operand(gpu, FP, size, 0, i);
        var twice = batch.add(add.job().bind(0, x).bind(1, x).build());
        checks.add(
            () -> {
              TestVectors.assertElementWise(x, x, twice.join(), BigInteger::add);
              twice.join().close();
              x.close();
            });
      }
      batch.run(mode);
      checks.forEach(Runnable::run);
    }
  }

  @Test
  void arraysOfBytesAndIntsAreAsArraysOfLongs() {
    long[] a = elements(100);
    long[] b = elements(100);
    long[] sum = run(HeapVector.of(FP, a), HeapVector.of(FP, b)).longs();
    byte[] bytes = run(HeapVector.of(FP, bytes(a)), HeapVector.of(FP, bytes(b))).bytes();
    assertArrayEquals(bytes(sum), bytes);
    int[] ints = run(HeapVector.of(FP, ints(a)), HeapVector.of(FP, ints(b))).ints();
    assertArrayEquals(ints(sum), ints);
  }

  private HeapVector<Tag> run(HeapVector<Tag> a, HeapVector<Tag> b) {
    return add.heapJob().bind(0, a).bind(1, b).build().run();
  }

  private static byte[] bytes(long[] words) {
    ByteBuffer buffer = ByteBuffer.allocate(words.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(words);
    return buffer.array();
  }

  private static int[] ints(long[] words) {
    int[] ints = new int[2 * words.length];
    for (int i = 0; i < words.length; i++) {
      ints[2 * i] = (int) words[i];
      ints[2 * i + 1] = (int) (words[i] >>> 32);
    }
    return ints;
  }

  @ParameterizedTest
  @EnumSource(names = {"CANONICAL", "MONTGOMERY"})
  void arraysOfValuesWorkInEitherForm(ElementForm form) {
    BigInteger[] values = new BigInteger[3000];
    for (int i = 0; i < values.length; i++) {
      values[i] = element(i);
    }
    HeapVector<Tag> a = HeapVector.of(FP, values, form);
    BigInteger[] sum = run(a, a).values();
    for (int i = 0; i < sum.length; i++) {
      assertEquals(values[i].shiftLeft(1).mod(FP.modulus()), sum[i], "element " + i);
    }
    values[2999] = FP.modulus();
    var e = assertThrows(ElementRangeException.class, () -> run(a, a));
    assertEquals(
        "a of vector-add<bls12_381_fp>[3000]: element 2999 is not in [0, p) of bls12_381_fp: 0x"
            + FP.modulus().toString(16),
        e.getMessage());
  }

  @Test
  void elementsOf32BitsWork() {
    Field<Tag> field = TestFields.BABY_BEAR;
    int[] a = {1, 2, 2013265920};
    int[] sum =
        gpu.kernel(TestKernels.ADD, field)
            .heapJob()
            .bind(0, HeapVector.of(field, a))
            .bind(1, HeapVector.of(field, a))
            .build()
            .run()
            .ints();
    assertArrayEquals(new int[] {2, 4, 2013265919}, sum);
    var e = assertThrows(UnsupportedFieldException.class, () -> HeapVector.of(field, new long[3]));
    assertEquals(
        "elements of " + field + " have 32 bits, which are no longs; use int[] or byte[]",
        e.getMessage());
  }

  @Test
  void theCallersArrayIsWritten() {
    HeapVector<Tag> a = HeapVector.of(FP, elements(1000));
    long[] out = new long[1000 * LONGS];
    HeapVector<Tag> sum =
        add.heapJob().bind(0, a).bind(1, a).bind(2, HeapVector.of(FP, out)).build().run();
    assertSame(out, sum.longs());
    assertSums(a, a, HeapVector.of(FP, out));
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void anElementThatIsNotBelowTheModulusIsNamed(ExecutionMode mode) {
    long[] words = elements(5000);
    put(words, 4321, FP.modulus());
    HeapVector<Tag> a = HeapVector.of(FP, words);
    try (Batch batch = gpu.batch().chunkElements(1000)) {
      var sum = batch.add(add.heapJob().bind(0, a).bind(1, a).build());
      var e = assertThrows(ElementRangeException.class, () -> batch.run(mode));
      assertEquals(
          "a of vector-add<bls12_381_fp>[5000]: element 4321 is not below the modulus of"
              + " bls12_381_fp: 0x"
              + FP.modulus().toString(16),
          e.getMessage());
      assertSame(e, assertThrows(CompletionException.class, sum::join).getCause());
    }
  }

  @Test
  void whatAJobReadsAndWritesIsWholeIfItFails() {
    long[] words = elements(5000);
    put(words, 4999, FP.modulus());
    long[] before = words.clone();
    HeapVector<Tag> a = HeapVector.of(FP, words);
    try (Batch batch = gpu.batch().chunkElements(100)) {
      batch.add(add.heapJob().bind(0, a).bind(1, a).bind(2, a).build());
      assertThrows(ElementRangeException.class, batch::runPipelined);
    }
    assertArrayEquals(before, words);
  }

  @Test
  void aJobMayWriteItsOwnInput() {
    long[] words = elements(5000);
    HeapVector<Tag> before = HeapVector.of(FP, words.clone());
    HeapVector<Tag> a = HeapVector.of(FP, words);
    add.heapJob().bind(0, a).bind(1, a).bind(2, a).build().run();
    assertSums(before, before, a);
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    var odd = assertThrows(LengthMismatchException.class, () -> HeapVector.of(FP, new long[13]));
    assertEquals(
        "13 longs are no whole number of elements of bls12_381_fp, which have 6", odd.getMessage());
    HeapVector<Tag> two = HeapVector.of(FP, new long[12]);
    HeapVector<Tag> three = HeapVector.of(FP, new long[18]);
    assertThrows(
        LengthMismatchException.class, () -> add.heapJob().bind(0, two).bind(1, three).build());
    HeapVector<Tag> montgomery = HeapVector.of(FP, new long[12], ElementForm.MONTGOMERY);
    assertThrows(
        FormMismatchException.class, () -> add.heapJob().bind(0, two).bind(1, montgomery).build());
    var kind = assertThrows(IllegalStateException.class, two::ints);
    assertEquals("HeapVector<bls12_381_fp>[2] was made of long[], not of int[]", kind.getMessage());
    assertThrows(ElementRangeException.class, () -> two.get(2));
  }

  @Test
  void jobsOfOneBatchDoNotWriteTheArrayThatAnotherReads() {
    long[] shared = new long[12];
    HeapVector<Tag> a = HeapVector.of(FP, new long[12]);
    try (Batch batch = gpu.batch()) {
      batch.add(add.heapJob().bind(0, a).bind(1, HeapVector.of(FP, shared)).build());
      Job<HeapVector<Tag>> writer =
          add.heapJob().bind(0, a).bind(1, a).bind(2, HeapVector.of(FP, shared)).build();
      assertThrows(BatchConflictException.class, () -> batch.add(writer));
    }
  }

  @Test
  void aValueIsReadWhateverTheForm() {
    long[] words = new long[LONGS];
    put(words, 0, FP.r());
    HeapVector<Tag> one = HeapVector.of(FP, words, ElementForm.MONTGOMERY);
    assertEquals(BigInteger.ONE, one.get(0));
    assertEquals(BigInteger.TWO, run(one, one).get(0));
    assertEquals(ElementForm.MONTGOMERY, run(one, one).form());
  }

  @Test
  void aStartedJobOfAClosedBackendFails() {
    HeapVector<Tag> a = HeapVector.of(FP, elements(10));
    Job<HeapVector<Tag>> job;
    try (PersistentBackend other = PersistentBackend.open(TestDevice.options())) {
      job = other.kernel(TestKernels.ADD, FP).heapJob().bind(0, a).bind(1, a).build();
      var started = job.start();
      assertSums(a, a, started.join());
    }
    assertThrows(ClosedException.class, job::start);
  }
}
