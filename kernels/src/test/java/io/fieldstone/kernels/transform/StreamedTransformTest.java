// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.BabyBear;
import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Bls12377FpField;
import io.fieldstone.kernels.Bn254FrField;
import io.fieldstone.kernels.GoldilocksField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.kernels.Operands;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.StageSubscription;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transforms in parts that are as long as a row, against their definition. */
class StreamedTransformTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  /** With the shaders that GPUs run. */
  @RegisterExtension static final OpenBackend GPU_SHADERS = OpenBackend.withGpuShaders("portable");

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;

  /**
   * Bytes of host and device memory for what one call of {@code whatFailedLeavesNothing...} has.
   */
  private static final long LIMIT = 1L << 20;

  private final PersistentBackend gpu = BACKEND.get();

  static List<Field<?>> fields() {
    return List.of(
        FIELD, GoldilocksField.INSTANCE, Bn254FrField.INSTANCE, Bls12377FpField.INSTANCE);
  }

  private static List<BigInteger> random(Field<?> field, int size, int seed) {
    Random random = new Random(seed);
    List<BigInteger> edges = Operands.edges(field);
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                random.nextInt(8) == 0
                    ? edges.get(random.nextInt(edges.size()))
                    : Operands.element(field, random))
        .toList();
  }

  private static int[] words(int size) {
    int p = FIELD.modulus().intValueExact();
    return new Random(1).ints(size).map(x -> (x & Integer.MAX_VALUE) % p).toArray();
  }

  private static int[] words(HostVector<BabyBear> host) {
    int[] words = new int[Math.toIntExact(host.size())];
    host.get(0, words);
    return words;
  }

  private <F> HostVector<F> host(Field<F> field, List<BigInteger> elements, ElementForm form) {
    HostVector<F> host = gpu.hostVector(field, elements.size(), form);
    host.put(0, elements.toArray(BigInteger[]::new));
    return host;
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void partsMakeTheWhole(Field<F> field) {
    // log2 of the size and of a row: in one part, in two, in more than the device has at once, of
    // single columns, in more tiles than the device copies at once
    for (int[] shape :
        new int[][] {
          {0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {3, 2}, {5, 3}, {6, 3}, {6, 5}, {7, 4}, {9, 6},
          {10, 5}
        }) {
      if (!isDue(field, shape)) {
        continue;
      }
      int n = 1 << shape[0];
      for (BigInteger shift : shifts(field, shape)) {
        ElementForm form = shape[0] % 2 == 0 ? ElementForm.MONTGOMERY : ElementForm.CANONICAL;
        List<BigInteger> a = random(field, n, shape[0]);
        BigInteger root = field.rootOfUnity(shape[0]);
        List<BigInteger> expected =
            ReferenceTransform.reversed(new ReferenceTransform(field, root, false, shift).apply(a));
        String what = "2^" + shape[0] + " in rows of 2^" + shape[1] + " of " + field;
        try (var transform = StreamedTransform.of(gpu, field, n, shift, shape[1]);
            HostVector<F> in = host(field, a, form);
            HostVector<F> out = gpu.hostVector(field, n, form)) {
          assertEquals(n, transform.size());
          assertEquals(root, transform.root());
          transform.forward(in, out);
          assertEquals(expected, out.toList(), what);
          assertEquals(a, in.toList(), what + " changed its input");
          transform.forward(in, in);
          assertEquals(expected, in.toList(), what + " in place");
          transform.inverse(out, in);
          assertEquals(a, in.toList(), what + " and back");
          assertEquals(expected, out.toList(), what + " changed its input on the way back");
          transform.inverse(out, out);
          assertEquals(a, out.toList(), what + " and back in place");
        }
      }
    }
  }

  /** Fields of more than a word take turns: a long one has each second shape. */
  private static boolean isDue(Field<?> field, int[] shape) {
    int turn = fields().indexOf(field) + shape[0] / 2 + shape[1];
    return TransformTest.FULL || field.shape().words() == 1 || turn % 2 == 0;
  }

  /** The domain and a coset take turns, so that each shape has both, over some field. */
  private static List<BigInteger> shifts(Field<?> field, int[] shape) {
    List<BigInteger> both = List.of(BigInteger.ONE, field.generator());
    int turn = (field.elementBytes() / Long.BYTES + shape[0] + shape[1]) % 2;
    return TransformTest.FULL ? both : both.subList(turn, turn + 1);
  }

  /** Of rows as their size and the device's limits make them: one, and two. */
  @ParameterizedTest
  @ValueSource(ints = {13, 21})
  void whatFitsTheDeviceIsTheSame(int log) {
    int n = 1 << log;
    int[] a = words(n);
    try (var transform = StreamedTransform.of(gpu, FIELD, n, FIELD.generator());
        var plain = StreamedTransform.of(gpu, FIELD, n);
        var domain = Domain.of(gpu, FIELD, n);
        var coset = domain.coset(FIELD.generator());
        HostVector<BabyBear> in = gpu.hostVector(FIELD, n);
        HostVector<BabyBear> out = gpu.hostVector(FIELD, n);
        HostVector<BabyBear> wanted = gpu.hostVector(FIELD, n)) {
      in.put(0, a);
      transform.forward(in, out);
      domain.forward(Order.NATURAL_TO_REVERSED).on(coset).apply(in, wanted);
      assertArrayEquals(words(wanted), words(out));
      plain.forward(in, out);
      domain.forward(Order.NATURAL_TO_REVERSED).apply(in, wanted);
      assertArrayEquals(words(wanted), words(out));
      transform.inverse(out, out);
      domain.inverse(Order.REVERSED_TO_NATURAL).on(coset).apply(wanted, wanted);
      assertArrayEquals(words(wanted), words(out));
    }
  }

  /** Each tile goes there and comes back in each of the two steps. */
  @Test
  @SuppressWarnings("try") // a subscription does its work by being there
  void tilesAreCopiedByThemselves() {
    List<StageTime> times = Collections.synchronizedList(new ArrayList<>());
    try (var transform = StreamedTransform.of(gpu, FIELD, 1 << 10, BigInteger.ONE, 7);
        HostVector<BabyBear> data = host(FIELD, random(FIELD, 1 << 10, 1), ElementForm.CANONICAL)) {
      try (StageSubscription listening = gpu.listen(times::add)) {
        transform.forward(data, data);
      }
    }
    for (Stage stage : List.of(Stage.UPLOAD, Stage.DOWNLOAD)) {
      assertEquals(2 * 8 * 8, times.stream().filter(time -> time.stage() == stage).count());
    }
  }

  /**
   * Some points of a long one: with {@code -Dfieldstone.test.random=100000}, of twice what the
   * device binds, if the field has it.
   */
  @Test
  void longVectors() {
    long most = gpu.plan().report().limits().maxStorageBufferRange();
    int beyond = Long.SIZE - Long.numberOfLeadingZeros(most / FIELD.elementBytes());
    int log = TransformTest.FULL ? Math.min(beyond, FIELD.twoAdicity()) : 15;
    int n = 1 << log;
    BigInteger p = FIELD.modulus();
    int[] words = words(n);
    try (var transform =
            TransformTest.FULL
                ? StreamedTransform.of(gpu, FIELD, n)
                : StreamedTransform.of(gpu, FIELD, n, BigInteger.ONE, 10);
        HostVector<BabyBear> data = gpu.hostVector(FIELD, n)) {
      data.put(0, words);
      transform.forward(data, data);
      for (int i : new int[] {0, 1, n / 3, n - 1}) {
        long x = transform.root().modPow(BigInteger.valueOf(i), p).longValueExact();
        long value = 0;
        for (int k = n - 1; k >= 0; k--) {
          value = (value * x + words[k]) % p.longValueExact();
        }
        assertEquals(
            BigInteger.valueOf(value),
            data.get(Integer.reverse(i) >>> (Integer.SIZE - log)),
            "at point " + i);
      }
      transform.inverse(data, data);
      assertArrayEquals(words, words(data));
    }
  }

  private static void refused(
      Class<? extends FieldstoneException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  void badArgumentsAreNamedAndNothingIsWritten() {
    refused(
        LengthMismatchException.class,
        "a domain has 1, 2, 4, 8 ... points, a power of two, and not 12",
        () -> StreamedTransform.of(gpu, FIELD, 12));
    refused(
        UnsupportedFieldException.class,
        "baby_bear has no root of unity of order 2^28: the largest power of two that divides p - 1"
            + " is 2^27",
        () -> StreamedTransform.of(gpu, FIELD, 1 << 28));
    refused(
        ElementRangeException.class,
        "the generator 0x1 of a coset is a point of the domain of 2^4 points over baby_bear, whose"
            + " coset is the domain itself",
        () -> StreamedTransform.of(gpu, FIELD, 16, BigInteger.ONE));
    refused(
        ElementRangeException.class,
        "the generator of a coset is not from 1 to p - 1 of baby_bear: 0x0",
        () -> StreamedTransform.of(gpu, FIELD, 16, BigInteger.ZERO));
    assertThrows(
        RecordingException.class, () -> gpu.record(() -> StreamedTransform.of(gpu, FIELD, 16)));
    List<BigInteger> kept = random(FIELD, 16, 2);
    var transform = StreamedTransform.of(gpu, FIELD, 16);
    try (HostVector<BabyBear> a = host(FIELD, kept, ElementForm.CANONICAL);
        HostVector<BabyBear> eight = gpu.hostVector(FIELD, 8);
        HostVector<BabyBear> montgomery = gpu.hostVector(FIELD, 16, ElementForm.MONTGOMERY);
        HostVector<BabyBear> unreduced = gpu.hostVector(FIELD, 16, ElementForm.UNREDUCED)) {
      refused(
          LengthMismatchException.class,
          "in has 8 elements, but 16 are expected",
          () -> transform.forward(eight, a));
      refused(
          FormMismatchException.class,
          "out is CANONICAL, but MONTGOMERY is expected",
          () -> transform.inverse(montgomery, a));
      refused(
          FormMismatchException.class,
          "in is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          () -> transform.forward(unreduced, a));
      transform.close();
      transform.close();
      assertThrows(ClosedException.class, () -> transform.forward(a, a));
      assertEquals(kept, a.toList());
    }
  }

  private HostVector<BabyBear> shared(ByteBuffer memory, int at, int size) {
    int bytes = size * FIELD.elementBytes();
    return gpu.hostVector(FIELD, memory.duplicate().position(at).limit(at + bytes).slice());
  }

  @Test
  void vectorsThatShareSomeElementsAreRefusedAndTheSameOnesAreNot() {
    int n = 2048;
    ByteBuffer memory = ByteBuffer.allocateDirect(4 * 4096);
    int page = (int) (4096 - org.lwjgl.system.MemoryUtil.memAddress(memory) % 4096) % 4096;
    int[] words = words(n);
    try (var transform = StreamedTransform.of(gpu, FIELD, n, BigInteger.ONE, 7);
        HostVector<BabyBear> a = shared(memory, page, n);
        HostVector<BabyBear> same = shared(memory, page, n);
        HostVector<BabyBear> later = shared(memory, page + 4096, n);
        HostVector<BabyBear> own = gpu.hostVector(FIELD, n)) {
      a.put(0, words);
      for (Executable call :
          List.<Executable>of(
              () -> transform.forward(a, later), () -> transform.inverse(later, a))) {
        refused(
            BindingException.class,
            "in and out share some elements, and one of them is written; take parts that do not",
            call);
      }
      assertArrayEquals(words, words(a));
      transform.forward(a, own);
      transform.forward(a, same);
      assertArrayEquals(words(own), words(a));
      transform.inverse(same, a);
      assertArrayEquals(words, words(a));
    }
  }

  @Test
  void whatIsClosedIsSaidByName() {
    HostVector<BabyBear> closed = gpu.hostVector(FIELD, 64);
    closed.close();
    var transform = StreamedTransform.of(gpu, FIELD, 64);
    try (HostVector<BabyBear> open = gpu.hostVector(FIELD, 64)) {
      assertThrows(ClosedException.class, () -> transform.forward(closed, open));
      assertThrows(ClosedException.class, () -> transform.inverse(open, closed));
      assertThrows(
          BackendMismatchException.class,
          () -> {
            try (HostVector<BabyBear> other = GPU_SHADERS.get().hostVector(FIELD, 64)) {
              transform.forward(open, other);
            }
          });
      transform.close();
      refused(
          ClosedException.class,
          "the streamed transform of 2^6 points over baby_bear was closed",
          () -> transform.forward(open, open));
    }
  }

  @Test
  void withTheShadersOfGpus() {
    PersistentBackend backend = GPU_SHADERS.get();
    int n = 1 << 9;
    int[] words = words(n);
    try (var transform = StreamedTransform.of(backend, FIELD, n, FIELD.generator(), 6);
        var domain = Domain.of(backend, FIELD, n);
        var coset = domain.coset(FIELD.generator());
        HostVector<BabyBear> data = backend.hostVector(FIELD, n);
        HostVector<BabyBear> wanted = backend.hostVector(FIELD, n)) {
      data.put(0, words);
      domain.forward(Order.NATURAL_TO_REVERSED).on(coset).apply(data, wanted);
      transform.forward(data, data);
      assertArrayEquals(words(wanted), words(data));
      transform.inverse(data, data);
      assertArrayEquals(words, words(data));
    }
  }

  @Test
  void threadsHaveTheirOwnParts() throws InterruptedException {
    int n = 1 << 10;
    int[] words = words(n);
    List<Throwable> failed = Collections.synchronizedList(new ArrayList<>());
    try (var transform = StreamedTransform.of(gpu, FIELD, n, FIELD.generator(), 7)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        threads.add(started(failed, 5, () -> thereAndBack(gpu, transform, words)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(List.of(), failed);
  }

  private static Thread started(List<Throwable> failed, int times, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < times; i++) {
                work.run();
              }
            });
    thread.setUncaughtExceptionHandler((ended, e) -> failed.add(e));
    thread.start();
    return thread;
  }

  /** Whoever uses the vector after a failure meets no copy that still runs. */
  private static void thereAndBack(
      PersistentBackend backend, StreamedTransform<BabyBear> transform, int[] words) {
    try (HostVector<BabyBear> data = backend.hostVector(FIELD, words.length)) {
      data.put(0, words);
      try {
        transform.forward(data, data);
        transform.inverse(data, data);
        assertArrayEquals(words, words(data));
      } catch (FieldstoneException e) {
        if (!data.isClosed()) {
          data.put(0, words);
          assertArrayEquals(words, words(data));
        }
        throw e;
      }
    }
  }

  /** Ends a thread's transforms in some way meanwhile, earlier and later, and returns how. */
  private static void ends(
      Class<? extends FieldstoneException> type,
      PersistentBackend backend,
      StreamedTransform<BabyBear> transform,
      int round,
      Consumer<Thread> end)
      throws InterruptedException {
    int[] words = words(Math.toIntExact(transform.size()));
    List<Throwable> failed = Collections.synchronizedList(new ArrayList<>());
    Thread thread =
        started(failed, Integer.MAX_VALUE, () -> thereAndBack(backend, transform, words));
    Thread.sleep(7L * round);
    end.accept(thread);
    thread.join(60_000);
    assertFalse(thread.isAlive());
    assertEquals(1, failed.size());
    assertEquals(type, failed.get(0).getClass(), () -> failed.get(0).toString());
  }

  @Test
  void closingItMeanwhileEndsIt() throws InterruptedException {
    for (int round = 0; round < 15; round++) {
      var transform = StreamedTransform.of(gpu, FIELD, 1 << 10, FIELD.generator(), 7);
      ends(ClosedException.class, gpu, transform, round, thread -> transform.close());
    }
  }

  @Test
  void anInterruptMeanwhileEndsItAndTheNextOneIsRight() throws InterruptedException {
    try (var transform = StreamedTransform.of(gpu, FIELD, 1 << 10, FIELD.generator(), 7)) {
      for (int round = 0; round < 15; round++) {
        ends(OperationInterruptedException.class, gpu, transform, round, Thread::interrupt);
      }
      thereAndBack(gpu, transform, words(1 << 10));
    }
  }

  @Test
  void closingTheBackendMeanwhileEndsIt() throws InterruptedException {
    for (int round = 0; round < 4; round++) {
      PersistentBackend backend =
          PersistentBackend.open(BackendOptions.fromEnvironment().withStrategy("portable"));
      var transform = StreamedTransform.of(backend, FIELD, 1 << 10, FIELD.generator(), 7);
      ends(ClosedException.class, backend, transform, 5 * round, thread -> backend.close());
    }
  }

  /** Of a backend that has memory for the parts of one call, and not for those of two. */
  @Test
  void whatFailedLeavesNothingBehind() {
    int n = 1 << 16;
    PersistentBackend backend =
        PersistentBackend.open(
            BackendOptions.fromEnvironment().withStrategy("portable").withMemoryLimit(LIMIT));
    try (backend;
        var transform = StreamedTransform.of(backend, FIELD, n, BigInteger.ONE, 15);
        HostVector<BabyBear> data = backend.hostVector(FIELD, n)) {
      data.put(0, words(n));
      for (int round = 0; round < 20; round++) {
        Thread.currentThread().interrupt();
        try {
          assertThrows(OperationInterruptedException.class, () -> transform.forward(data, data));
        } finally {
          assertTrue(Thread.interrupted());
        }
        transform.forward(data, data);
        transform.inverse(data, data);
      }
      assertArrayEquals(words(n), words(data));
    }
  }
}
