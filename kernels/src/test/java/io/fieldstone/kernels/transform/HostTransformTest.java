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
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.GoldilocksField;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.StageSubscription;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transforms from host memory to host memory, in small parts, against those of vectors on the
 * device, which other tests hold against their definition.
 */
class HostTransformTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  /** With the shaders that GPUs run. */
  @RegisterExtension static final OpenBackend GPU_SHADERS = OpenBackend.withGpuShaders("portable");

  private static final int LOG_MOST = 14;

  /** Parts as small as kernels take them. */
  private static final long SMALLEST = 1;

  private final PersistentBackend gpu = BACKEND.get();

  /** One of each limb shape, and an extension. */
  static List<FiniteField<?>> fields() {
    return List.of(
        BabyBearField.INSTANCE,
        GoldilocksField.INSTANCE,
        Bls12381FrField.INSTANCE,
        Bls12377FpField.INSTANCE,
        Mersenne31ComplexField.INSTANCE);
  }

  private static <F> Coset<F> coset(Domain<F> domain) {
    FiniteField<F> field = domain.elementField();
    return domain.coset(
        field instanceof ExtensionField<F> extension
            ? extension.generator()
            : field.element(field.primeField().generator()));
  }

  private static <F> void fill(HostVector<F> host, FiniteField<F> field, long seed) {
    HostValues.ofElements(host)
        .put(0, TransformCheck.elements(field, host.size(), new Random(seed)));
  }

  private static byte[] words(HostVector<?> host) {
    byte[] words = new byte[Math.toIntExact(host.bytes())];
    host.get(0, words);
    return words;
  }

  /** Holds a transform, in parts of so many bytes, against the same of a vector on the device. */
  private static <F> void check(Transform<F> transform, ElementForm form, long partBytes) {
    PersistentBackend backend = transform.domain().backend();
    FiniteField<F> field = transform.domain().elementField();
    String what =
        transform.order()
            + " of "
            + transform.length()
            + " over "
            + transform.domain()
            + ", "
            + transform.domain().plan()
            + ", in parts of "
            + partBytes
            + " bytes";
    try (HostVector<F> in = backend.hostVector(field, transform.length(), form);
        HostVector<F> out = backend.hostVector(field, transform.length(), form);
        HostVector<F> wanted = backend.hostVector(field, transform.length(), form)) {
      fill(in, field, transform.length());
      byte[] before = words(in);
      try (DeviceVector<F> device = backend.upload(in)) {
        transform.apply(device);
        device.download(wanted);
      }
      transform.apply(in, out, partBytes);
      assertArrayEquals(words(wanted), words(out), what);
      assertArrayEquals(before, words(in), what + ": the input");
      transform.apply(in, in, partBytes);
      assertArrayEquals(words(wanted), words(in), what + ", in place");
    }
  }

  /** Fields of more than a word take turns, as their kernels take long to make. */
  private static boolean isDue(FiniteField<?> field, List<Integer> radices) {
    int turn = fields().indexOf(field) + radices.stream().mapToInt(Integer::intValue).sum();
    return TransformTest.FULL || field.elementBytes() == Integer.BYTES || turn % 2 == 0;
  }

  /** Holds all orders, directions and cosets of a domain. */
  private static <F> void everyWay(
      PersistentBackend backend,
      FiniteField<F> field,
      List<Integer> radices,
      int logTable,
      int rows,
      int columns,
      long partBytes) {
    if (!isDue(field, radices)) {
      return;
    }
    int turn = 0;
    int first = radices.get(0) + rows + columns; // the domain and its coset take turns
    try (Domain<F> domain = TransformCheck.planned(backend, field, radices, logTable);
        Coset<F> coset = coset(domain)) {
      for (Order order : Order.values()) {
        for (boolean inverse : List.of(false, true)) {
          Transform<F> transform = inverse ? domain.inverse(order) : domain.forward(order);
          transform = transform.rows(rows).columns(columns);
          ElementForm form = turn % 2 == 0 ? ElementForm.MONTGOMERY : ElementForm.CANONICAL;
          boolean onCoset = (first + turn + turn / 2) % 2 == 0;
          if (!onCoset || TransformTest.FULL) {
            check(transform, form, partBytes);
          }
          if (onCoset || TransformTest.FULL) {
            check(transform.on(coset), form, partBytes);
          }
          turn++;
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void everyOrderDirectionAndCosetInSmallParts(FiniteField<F> field) {
    everyWay(gpu, field, List.of(4, 3, 2), 30, 1, 1, SMALLEST);
    everyWay(gpu, field, List.of(5, 5), 30, 1, 1, SMALLEST);
    everyWay(gpu, field, List.of(3, 2, 2, 2), 4, 1, 1, SMALLEST); // tables in two parts
    everyWay(gpu, field, List.of(6, 3), 30, 1, 1, field.elementBytes() * 64L);
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void rowsAndColumns(FiniteField<F> field) {
    everyWay(gpu, field, List.of(4, 4), 30, 3, 1, SMALLEST);
    everyWay(gpu, field, List.of(2, 1), 30, 37, 1, SMALLEST);
    everyWay(gpu, field, List.of(3, 2), 30, 11, 1, field.elementBytes() * 96L);
    everyWay(gpu, field, List.of(4, 3), 30, 5, 3, SMALLEST);
    everyWay(gpu, field, List.of(2, 2), 30, 1, 6, SMALLEST);
  }

  /** More parts than copies are ahead, and than the device has at once. */
  @Test
  void manyParts() {
    try (Domain<BabyBear> domain =
        TransformCheck.planned(gpu, BabyBearField.INSTANCE, List.of(5, 4), 30)) {
      for (Order order : Order.values()) {
        check(domain.forward(order).rows(60), ElementForm.MONTGOMERY, SMALLEST);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void sizesWithTheirOwnPlans(FiniteField<F> field) {
    for (int log = 0; log <= LOG_MOST; log++) {
      try (Domain<F> domain = Domain.of(gpu, field, 1L << log)) {
        boolean inverse = log % 2 == 0; // by turns
        for (Order order : List.of(Order.NATURAL_TO_REVERSED, Order.REVERSED_TO_NATURAL)) {
          inverse = !inverse;
          if (!inverse || TransformTest.FULL) {
            check(domain.forward(order), ElementForm.MONTGOMERY, SMALLEST);
          }
          if (inverse || TransformTest.FULL) {
            check(domain.inverse(order), ElementForm.CANONICAL, HostTransform.PART_BYTES);
          }
        }
      }
    }
  }

  @Test
  void withTheShadersOfGpus() {
    PersistentBackend backend = GPU_SHADERS.get();
    List<FiniteField<?>> fields =
        List.of(BabyBearField.INSTANCE, Bls12381FrField.INSTANCE, Mersenne31ComplexField.INSTANCE);
    for (FiniteField<?> field : fields) {
      everyWay(backend, field, List.of(4, 4, 4), 30, 1, 1, SMALLEST);
      everyWay(backend, field, List.of(5, 2, 3), 4, 2, 1, SMALLEST);
    }
  }

  /** Returns how many copies of a stage there are in a transform. */
  @SuppressWarnings("try") // a subscription does its work by being there
  private <F> long copies(Stage stage, Transform<F> transform, long partBytes) {
    List<StageTime> times = Collections.synchronizedList(new ArrayList<>());
    FiniteField<F> field = transform.domain().elementField();
    try (HostVector<F> host = gpu.hostVector(field, transform.length())) {
      fill(host, field, 1);
      try (StageSubscription listening = gpu.listen(times::add)) {
        transform.apply(host, host, partBytes);
      }
    }
    return times.stream().filter(time -> time.stage() == stage).count();
  }

  @Test
  void partsAreCopiedByThemselves() {
    try (Domain<BabyBear> domain =
        TransformCheck.planned(gpu, BabyBearField.INSTANCE, List.of(3, 4, 4), 30)) {
      long part = 4L << 8;
      Transform<BabyBear> there = domain.forward(Order.NATURAL_TO_REVERSED);
      assertEquals(1, copies(Stage.UPLOAD, there, part));
      // 8 blocks, as many as the first pass leaves: 1, 1, 2, 2 and 2 of them
      assertEquals(5, copies(Stage.DOWNLOAD, there, part));
      assertEquals(4, copies(Stage.DOWNLOAD, there, 2 * part));
      assertEquals(2, copies(Stage.DOWNLOAD, there, 4 * part));
      assertEquals(1, copies(Stage.DOWNLOAD, there, 8 * part));
      Transform<BabyBear> back = domain.inverse(Order.REVERSED_TO_NATURAL);
      assertEquals(5, copies(Stage.UPLOAD, back, part));
      assertEquals(1, copies(Stage.DOWNLOAD, back, part));
      assertEquals(16, copies(Stage.UPLOAD, back.rows(4), 2 * part));
      assertEquals(2, copies(Stage.UPLOAD, back.rows(4), 16 * part));
      Transform<BabyBear> natural = domain.forward(Order.NATURAL);
      assertEquals(1, copies(Stage.DOWNLOAD, natural, part));
      assertEquals(5, copies(Stage.DOWNLOAD, natural.rows(5), part));
      assertEquals(3, copies(Stage.UPLOAD, natural.rows(5), 16 * part));
    }
  }

  @Test
  void newVectorsAndArraysHaveTheSame() {
    BabyBearField field = BabyBearField.INSTANCE;
    try (Domain<BabyBear> domain = Domain.of(gpu, field, 64);
        HostVector<BabyBear> in = gpu.hostVector(field, 64);
        HostVector<BabyBear> out = gpu.hostVector(field, 64)) {
      fill(in, field, 1);
      Transform<BabyBear> transform = domain.forward(Order.NATURAL);
      transform.apply(in, out);
      try (HostVector<BabyBear> made = transform.apply(in)) {
        assertArrayEquals(words(out), words(made));
      }
      int[] array = new int[64];
      int[] wanted = new int[64];
      for (int i = 0; i < 64; i++) {
        array[i] = in.get(i).intValueExact();
        wanted[i] = out.get(i).intValueExact();
      }
      HeapVector<BabyBear> heap = HeapVector.of(field, array.clone());
      HeapVector<BabyBear> result = transform.apply(heap);
      for (int i = 0; i < 64; i++) {
        assertEquals(BigInteger.valueOf(wanted[i]), result.get(i));
        assertEquals(BigInteger.valueOf(array[i]), heap.get(i));
      }
    }
  }

  /** Calls of other lengths and forms take other memory, and that of one is free for the next. */
  @Test
  void callsFollowEachOther() {
    try (Domain<BabyBear> domain =
        TransformCheck.planned(gpu, BabyBearField.INSTANCE, List.of(4, 4), 30)) {
      for (int rows : new int[] {1, 3, 3, 1}) {
        for (ElementForm form : List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)) {
          check(domain.forward(Order.NATURAL_TO_REVERSED).rows(rows), form, SMALLEST);
        }
      }
    }
  }

  @Test
  void threadsHaveTheirOwn() throws InterruptedException {
    List<Throwable> failed = Collections.synchronizedList(new ArrayList<>());
    try (Domain<BabyBear> domain =
        TransformCheck.planned(gpu, BabyBearField.INSTANCE, List.of(4, 4), 30)) {
      List<Thread> threads = new ArrayList<>();
      for (Order order : Order.values()) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    check(domain.forward(order).rows(3), ElementForm.MONTGOMERY, SMALLEST);
                  }
                });
        thread.setUncaughtExceptionHandler((ended, e) -> failed.add(e));
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(List.of(), failed);
  }

  private static void refused(
      Class<? extends FieldstoneException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingIsWritten() {
    BabyBearField field = BabyBearField.INSTANCE;
    ByteBuffer memory = ByteBuffer.allocateDirect(3 * 4096);
    try (Domain<BabyBear> domain = Domain.of(gpu, field, 64);
        HostVector<BabyBear> in = gpu.hostVector(field, 64);
        HostVector<BabyBear> out = gpu.hostVector(field, 64);
        HostVector<BabyBear> shorter = gpu.hostVector(field, 32);
        HostVector<BabyBear> montgomery = gpu.hostVector(field, 64, ElementForm.MONTGOMERY);
        HostVector<BabyBear> unreduced = gpu.hostVector(field, 64, ElementForm.UNREDUCED);
        HostVector<BabyBear> other = GPU_SHADERS.get().hostVector(field, 64)) {
      fill(out, field, 1);
      byte[] before = words(out);
      Transform<BabyBear> transform = domain.forward(Order.NATURAL_TO_REVERSED);
      refused(
          LengthMismatchException.class,
          "in has 32 elements, but 64 are expected",
          () -> transform.apply(shorter, out));
      refused(
          LengthMismatchException.class,
          "out has 32 elements, but 64 are expected",
          () -> transform.apply(in, shorter));
      refused(
          FormMismatchException.class,
          "out is MONTGOMERY, but CANONICAL is expected",
          () -> transform.apply(in, montgomery));
      refused(
          FormMismatchException.class,
          "in is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          () -> transform.apply(unreduced, out));
      refused(
          BackendMismatchException.class,
          "in belongs to another backend",
          () -> transform.apply(other, out));
      refused(
          BackendMismatchException.class,
          "out belongs to another backend",
          () -> transform.apply(in, other));
      var e =
          assertThrows(RecordingException.class, () -> gpu.record(() -> transform.apply(in, out)));
      assertTrue(String.valueOf(e.getMessage()).startsWith("apply(in, out) "), e::toString);
      assertArrayEquals(before, words(out));
      int page = (int) (4096 - org.lwjgl.system.MemoryUtil.memAddress(memory) % 4096) % 4096;
      try (HostVector<BabyBear> all = shared(memory, page, 256);
          HostVector<BabyBear> same = shared(memory, page, 256)) {
        fill(all, field, 2);
        transform.apply(in, out);
        transform.apply(all, same); // the same elements of one buffer
      }
    }
  }

  private HostVector<BabyBear> shared(ByteBuffer memory, int at, int bytes) {
    return gpu.hostVector(
        BabyBearField.INSTANCE, memory.duplicate().position(at).limit(at + bytes).slice());
  }

  @Test
  void whatIsClosedIsSaidByName() {
    BabyBearField field = BabyBearField.INSTANCE;
    HostVector<BabyBear> closed = gpu.hostVector(field, 64);
    closed.close();
    Domain<BabyBear> domain = Domain.of(gpu, field, 64);
    Coset<BabyBear> coset = domain.coset(field.generator());
    Transform<BabyBear> transform = domain.forward(Order.NATURAL_TO_REVERSED);
    Transform<BabyBear> onCoset = transform.on(coset);
    try (HostVector<BabyBear> in = gpu.hostVector(field, 64);
        HostVector<BabyBear> out = gpu.hostVector(field, 64)) {
      fill(out, field, 1);
      byte[] before = words(out);
      assertThrows(ClosedException.class, () -> transform.apply(closed, out));
      assertThrows(ClosedException.class, () -> transform.apply(in, closed));
      coset.close();
      assertThrows(ClosedException.class, () -> onCoset.apply(in, out));
      domain.close();
      refused(
          ClosedException.class,
          "the domain of 2^6 points over baby_bear was closed",
          () -> transform.apply(in, out));
      assertArrayEquals(before, words(out));
    }
  }

  @Test
  void anInterruptedThreadTransformsNothing() {
    BabyBearField field = BabyBearField.INSTANCE;
    try (Domain<BabyBear> domain = TransformCheck.planned(gpu, field, List.of(4, 4), 30);
        HostVector<BabyBear> in = gpu.hostVector(field, 256);
        HostVector<BabyBear> out = gpu.hostVector(field, 256)) {
      fill(in, field, 1);
      fill(out, field, 2);
      byte[] before = words(out);
      Transform<BabyBear> transform = domain.forward(Order.NATURAL_TO_REVERSED);
      Thread.currentThread().interrupt();
      try {
        assertThrows(OperationInterruptedException.class, () -> transform.apply(in, out, SMALLEST));
        assertTrue(Thread.currentThread().isInterrupted());
      } finally {
        assertTrue(Thread.interrupted());
      }
      assertArrayEquals(before, words(out));
      check(transform, ElementForm.CANONICAL, SMALLEST);
    }
  }

  /** Whoever uses the vectors after a failure meets no copy that still runs. */
  @Test
  void closingTheDomainMeanwhileEndsItOrLetsItGoOn() throws InterruptedException {
    BabyBearField field = BabyBearField.INSTANCE;
    for (int round = 0; round < 20; round++) {
      Domain<BabyBear> domain = TransformCheck.planned(gpu, field, List.of(5, 4), 30);
      List<Throwable> failed = Collections.synchronizedList(new ArrayList<>());
      Thread thread =
          new Thread(
              () -> {
                Transform<BabyBear> transform = domain.inverse(Order.REVERSED_TO_NATURAL).rows(8);
                while (true) {
                  check(transform, ElementForm.MONTGOMERY, SMALLEST);
                }
              });
      thread.setUncaughtExceptionHandler((ended, e) -> failed.add(e));
      thread.start();
      Thread.sleep(5L * round);
      domain.close();
      thread.join(60_000);
      assertFalse(thread.isAlive());
      assertEquals(1, failed.size());
      assertEquals(ClosedException.class, failed.get(0).getClass(), () -> failed.get(0).toString());
    }
  }

  @Test
  void partsOfOneBufferAreRefused() {
    BabyBearField field = BabyBearField.INSTANCE;
    ByteBuffer memory = ByteBuffer.allocateDirect(4 * 4096);
    int page = (int) (4096 - org.lwjgl.system.MemoryUtil.memAddress(memory) % 4096) % 4096;
    try (Domain<BabyBear> domain = Domain.of(gpu, field, 2048);
        HostVector<BabyBear> first = shared(memory, page, 8192);
        HostVector<BabyBear> second = shared(memory, page + 4096, 8192)) {
      refused(
          BindingException.class,
          "in and out share some elements, and one of them is written; take parts that do not",
          () -> domain.forward(Order.NATURAL_TO_REVERSED).apply(first, second));
    }
  }
}
