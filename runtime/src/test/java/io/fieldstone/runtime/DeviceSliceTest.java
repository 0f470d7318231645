// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of device vectors, as arguments of kernels and of transfers. */
class DeviceSliceTest {

  /** Of 48-byte elements; vectors take several. */
  private static final int SEGMENT_ELEMENTS = 1024;

  @RegisterExtension static final TestDevice WHOLE = new TestDevice();

  @RegisterExtension
  static final TestDevice CUT =
      new TestDevice(plan -> plan.withSegmentBytes(SEGMENT_ELEMENTS * 48L));

  static final List<Field<Tag>> FIELDS =
      List.of(
          TestFields.FP,
          TestFields.FR,
          TestFields.SECP,
          TestFields.GOLDILOCKS,
          TestFields.BABY_BEAR);

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T open(T opened) {
    this.opened.add(opened);
    return opened;
  }

  private DeviceVector<Tag> device(PersistentBackend gpu, Field<Tag> field, int seed, int size) {
    return open(gpu.upload(open(TestVectors.operand(gpu, field, size, 0, seed))));
  }

  private static List<BigInteger> values(DeviceVector<Tag> vector) {
    try (HostVector<Tag> host = vector.download()) {
      return host.toList();
    }
  }

  @ParameterizedTest
  @FieldSource("FIELDS")
  void aPartIsAnArgumentLikeAnyOther(Field<Tag> field) {
    PersistentBackend gpu = WHOLE.backend();
    Kernel<Tag> add = gpu.kernel(TestKernels.ADD, field);
    DeviceVector<Tag> x = device(gpu, field, 1, 1000);
    List<BigInteger> expected = new ArrayList<>(values(x));
    int step = Math.toIntExact(x.sliceStep());
    assertEquals(0, step * field.elementBytes() % 4);
    for (int[] parts : new int[][] {{0, 10, 20}, {100, 3, 40}, {5, 100, 5}, {7, 7, 7}}) {
      int a = parts[0] * step;
      int b = parts[1] * step;
      int out = parts[2] * step;
      int count = Math.max(1, 2 * step - 1);
      ResidentDispatchTest.dispatch(add, x.slice(a, count), x.slice(b, count), x.slice(out, count));
      List<BigInteger> sums = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sums.add(expected.get(a + i).add(expected.get(b + i)).mod(field.modulus()));
      }
      for (int i = 0; i < count; i++) {
        expected.set(out + i, sums.get(i));
      }
      assertEquals(expected, values(x), Arrays.toString(parts));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void partsAcrossBuffersAndCallsInAnyOrder(long seed) {
    PersistentBackend gpu = CUT.backend();
    Field<Tag> field = TestFields.FP;
    Kernel<Tag> add = gpu.kernel(TestKernels.ADD, field);
    int size = 3 * SEGMENT_ELEMENTS + 100;
    DeviceVector<Tag> x = device(gpu, field, 1, size);
    assertEquals(4, x.buffers());
    assertEquals(2, x.slice(SEGMENT_ELEMENTS - 1, 2).buffers());
    int step = Math.toIntExact(x.sliceStep());
    BigInteger[] expected = values(x).toArray(BigInteger[]::new);
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      int count = random.nextInt(size / 3);
      // Three parts that do not overlap, each in a third.
      int[] at = new int[3];
      for (int i = 0; i < 3; i++) {
        at[i] = (size / 3 * i + random.nextInt(size / 3 - count)) / step * step;
      }
      at[1] = Math.max(at[1], (at[0] + count + step - 1) / step * step);
      at[2] = Math.max(at[2], (at[1] + count + step - 1) / step * step);
      if (at[2] + count > size) {
        continue;
      }
      int out = random.nextInt(3);
      ResidentDispatchTest.dispatch(
          add, x.slice(at[0], count), x.slice(at[1], count), x.slice(at[out], count));
      for (int i = 0; i < count; i++) {
        expected[at[out] + i] = expected[at[0] + i].add(expected[at[1] + i]).mod(field.modulus());
      }
    }
    assertEquals(Arrays.asList(expected), values(x));
  }

  @Test
  void workgroupsShareAPartAcrossBuffers() {
    PersistentBackend gpu = CUT.backend();
    Kernel<Tag> ends = gpu.kernel(TestKernels.ENDS, TestFields.BABY_BEAR);
    int segment = SEGMENT_ELEMENTS * 48 / 4; // of elements of 4 bytes
    int size = 2 * segment + 300;
    DeviceVector<Tag> a = open(gpu.deviceVector(TestFields.BABY_BEAR, size));
    try (HostVector<Tag> host = gpu.hostVector(TestFields.BABY_BEAR, size)) {
      BigInteger[] values = new BigInteger[size];
      Arrays.setAll(values, BigInteger::valueOf);
      host.put(0, values);
      a.upload(host);
    }
    DeviceVector<Tag> results =
        open(gpu.deviceVector(TestFields.BABY_BEAR, 1000, ElementForm.UNREDUCED));
    int step = Math.toIntExact(a.sliceStep());
    for (int first : new int[] {0, 8 * step, segment - 4 * step, segment + 4 * step}) {
      for (int count : new int[] {1, 8 * step, segment, segment + 200}) {
        DeviceVector<Tag> part = a.slice(first, count);
        for (int workgroups : new int[] {part.buffers(), part.buffers() + 1, 97}) {
          DeviceVector<Tag> least = results.slice(100L * step, workgroups);
          DeviceVector<Tag> greatest = results.slice(0, workgroups);
          try (Dispatch<Tag> dispatch = ends.dispatch()) {
            dispatch.bind(0, part);
            dispatch.bind(1, least);
            dispatch.bind(2, greatest);
            dispatch.push(0, 0);
            dispatch.submit();
          }
          String what = first + ", " + count + ", " + workgroups;
          BigInteger next = BigInteger.valueOf(first);
          List<BigInteger> firsts = values(least);
          List<BigInteger> lasts = values(greatest);
          for (int w = 0; w < workgroups; w++) {
            if (firsts.get(w).longValueExact() != 0xffff_ffffL) {
              assertEquals(next, firsts.get(w), what);
              next = lasts.get(w).add(BigInteger.ONE);
            }
          }
          assertEquals(BigInteger.valueOf((long) first + count), next, what);
        }
      }
    }
    var e =
        assertThrows(
            LengthMismatchException.class,
            () -> {
              try (Dispatch<Tag> dispatch = ends.dispatch()) {
                dispatch.bind(0, a.slice(segment - 4L * step, 8L * step));
                dispatch.bind(1, results.slice(0, 1));
                dispatch.bind(2, results.slice(4L * step, 1));
                dispatch.push(0, 0);
                dispatch.submit();
              }
            });
    assertTrue(String.valueOf(e.getMessage()).contains("1 workgroups, but its elements take 2"));
  }

  @Test
  void anUnalignedPartIsRefusedByKernelsButCopied() {
    PersistentBackend gpu = WHOLE.backend();
    DeviceVector<Tag> x = device(gpu, TestFields.BABY_BEAR, 1, 100);
    long step = x.sliceStep();
    assertTrue(step > 1, "the devices of the tests want 16 bytes at least");
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.BABY_BEAR);
    var e =
        assertThrows(
            BindingException.class,
            () -> ResidentDispatchTest.dispatch(neg, x.slice(0, 9), x.slice(step + 1, 9)));
    String refusal =
        " is elements "
            + (step + 1)
            + " to "
            + (step + 9)
            + " of DeviceVector<baby_bear>[100], but kernels of this device take parts that begin"
            + " at a multiple of "
            + step
            + " elements";
    assertEquals("out" + refusal, e.getMessage());
    var named =
        assertThrows(
            BindingException.class, () -> gpu.requireOperand("quotient", x.slice(step + 1, 9)));
    assertEquals("quotient" + refusal, named.getMessage());
    List<BigInteger> values = values(x);
    assertEquals(values.subList(3, 12), values(x.slice(3, 9)));
  }

  @Test
  void partsOfOneCallAreTheSameOrApart() {
    PersistentBackend gpu = WHOLE.backend();
    Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.FP);
    DeviceVector<Tag> x = device(gpu, TestFields.FP, 1, 100);
    List<BigInteger> before = values(x);
    var e =
        assertThrows(
            BindingException.class,
            () ->
                ResidentDispatchTest.dispatch(
                    add, x.slice(0, 50), x.slice(50, 50), x.slice(10, 50)));
    assertEquals(
        "a and out share some elements, and one of them is written; take parts that do not",
        e.getMessage());
    for (Runnable call :
        List.<Runnable>of(
            () ->
                ResidentDispatchTest.dispatch(add, x.slice(0, 50), x.slice(0, 50), x.slice(49, 50)),
            () ->
                gpu.record(
                    () ->
                        ResidentDispatchTest.dispatch(
                            add, x.slice(0, 50), x.slice(40, 50), x.slice(40, 50))))) {
      assertThrows(BindingException.class, call::run);
    }
    assertEquals(before, values(x));
    DeviceVector<Tag> y = open(gpu.deviceVector(TestFields.FP, 50));
    ResidentDispatchTest.dispatch(add, x.slice(0, 50), x.slice(49, 50), y); // both are read only
    assertEquals(before.get(0).add(before.get(49)).mod(TestFields.FP.modulus()), values(y).get(0));
  }

  @Test
  void partsAreUploadedAndDownloadedInTheOrderOfTheCalls() {
    for (PersistentBackend gpu : List.of(WHOLE.backend(), CUT.backend())) {
      Kernel<Tag> twice = gpu.kernel(TestKernels.DOUBLE, TestFields.FP);
      int size = 2500;
      DeviceVector<Tag> x = device(gpu, TestFields.FP, 1, size);
      HostVector<Tag> other = open(TestVectors.operand(gpu, TestFields.FP, size, 1, 9));
      List<BigInteger> expected = new ArrayList<>(values(x));
      x.slice(1000, 100).upload(other.slice(5, 100));
      for (int i = 0; i < 100; i++) {
        expected.set(1000 + i, other.get(5 + i));
      }
      ResidentDispatchTest.dispatch(twice, x.slice(1000, 1200), x.slice(1000, 1200));
      for (int i = 1000; i < 2200; i++) {
        expected.set(i, expected.get(i).shiftLeft(1).mod(TestFields.FP.modulus()));
      }
      assertEquals(expected, values(x));
      HostVector<Tag> into = open(TestVectors.poisoned(gpu, TestFields.FP, size));
      BigInteger untouched = into.getRaw(0);
      x.slice(1020, 1100).download(into.slice(1, 1100));
      assertEquals(untouched, into.getRaw(0));
      assertEquals(untouched, into.getRaw(1101));
      BigInteger[] found = new BigInteger[1100];
      into.get(1, found);
      assertEquals(expected.subList(1020, 2120), Arrays.asList(found));
      var e =
          assertThrows(
              LengthMismatchException.class, () -> x.slice(0, 10).upload(other.slice(0, 11)));
      assertEquals("target has 10 elements, but 11 are expected", e.getMessage());
      x.slice(2500, 0).upload(other.slice(0, 0));
    }
  }

  @Test
  void aPartOfAPartIsAPart() {
    PersistentBackend gpu = WHOLE.backend();
    DeviceVector<Tag> x = device(gpu, TestFields.FP, 1, 100);
    assertEquals(values(x).subList(30, 35), values(x.slice(10, 50).slice(20, 5)));
    var e = assertThrows(ElementRangeException.class, () -> x.slice(10, 50).slice(20, 31));
    assertTrue(
        String.valueOf(e.getMessage())
            .endsWith("elements 10 to 59 of DeviceVector<bls12_381_fp>[100]"),
        e.getMessage());
    for (long[] bad : new long[][] {{-1, 1}, {0, 101}, {101, 0}, {1, -1}, {Long.MAX_VALUE, 2}}) {
      assertThrows(ElementRangeException.class, () -> x.slice(bad[0], bad[1]));
    }
  }

  @Test
  void aPartDoesNotOutliveItsVector() {
    PersistentBackend gpu = WHOLE.backend();
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 100);
    DeviceVector<Tag> part = x.slice(10, 20);
    part.close();
    assertFalse(x.isClosed());
    ResidentDispatchTest.dispatch(neg, part, part);
    HostVector<Tag> host = open(gpu.hostVector(TestFields.FP, 20));
    x.close();
    assertTrue(part.isClosed());
    String message =
        "DeviceVector<bls12_381_fp>\\[100] was closed, and its parts with it: ((a|source|target), )?"
            + "elements 10 to 29 of DeviceVector<bls12_381_fp>\\[100]";
    for (Runnable use :
        List.<Runnable>of(
            () -> ResidentDispatchTest.dispatch(neg, part, part),
            () -> part.upload(host),
            () -> part.download(host),
            () -> part.slice(0, 1),
            () -> gpu.record(() -> ResidentDispatchTest.dispatch(neg, part, part)))) {
      var e = assertThrows(ClosedException.class, use::run);
      assertTrue(String.valueOf(e.getMessage()).matches(message), e.getMessage());
    }
  }

  @Test
  void viewsOfHostMemoryHaveParts() {
    PersistentBackend gpu = WHOLE.backend();
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    HostVector<Tag> host = open(TestVectors.operand(gpu, TestFields.FP, 100, 0, 1));
    List<BigInteger> before = host.toList();
    DeviceVector<Tag> part = host.asDeviceVector().slice(10, 20);
    ResidentDispatchTest.dispatch(neg, part, part);
    part.await();
    for (int i = 0; i < 100; i++) {
      BigInteger was = before.get(i);
      assertEquals(
          i < 10 || i >= 30 ? was : was.negate().mod(TestFields.FP.modulus()), host.get(i));
    }
    var e = assertThrows(BindingException.class, () -> part.upload(host.slice(0, 20)));
    assertEquals("source and target share some elements", e.getMessage());
  }

  @Test
  void aDispatchOfAPartAllocatesNothingOnTheJavaHeap() {
    PersistentBackend gpu = WHOLE.backend();
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    DeviceVector<Tag> x = device(gpu, TestFields.FP, 1, 100);
    DeviceVector<Tag> low = x.slice(0, 50);
    DeviceVector<Tag> high = x.slice(50, 50);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 200 && least > 0; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 100; i++) {
        try (Dispatch<Tag> dispatch = neg.pooledDispatch()) {
          dispatch.bind(0, (i & 1) == 0 ? low : high);
          dispatch.bind(1, (i & 2) == 0 ? low : high);
          dispatch.submit();
        }
      }
      long now = threads.getThreadAllocatedBytes(thread);
      long empty = threads.getThreadAllocatedBytes(thread) - now;
      least = Math.min(least, now - before - empty);
    }
    assertEquals(0, least, "bytes that 100 dispatches allocate at least");
  }
}
