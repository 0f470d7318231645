// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vulkan.DeviceQueue;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ResidentDispatchTest {

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  static final List<Field<Tag>> FIELDS =
      List.of(
          TestFields.FP,
          TestFields.FR,
          TestFields.SECP,
          TestFields.GOLDILOCKS,
          TestFields.BABY_BEAR);

  private final PersistentBackend gpu = DEVICE.backend();

  @ParameterizedTest
  @FieldSource("FIELDS")
  void aChainOfDispatchesComputesInTheOrderOfTheCalls(Field<Tag> field) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, field, 1000, 0, 1);
        HostVector<Tag> b = TestVectors.operand(gpu, field, 1000, 1, 1);
        HostVector<Tag> result = TestVectors.poisoned(gpu, field, 1000);
        DeviceVector<Tag> x = gpu.deviceVector(field, 1000);
        DeviceVector<Tag> y = gpu.deviceVector(field, 1000)) {
      x.upload(a);
      y.upload(b);
      dispatch(gpu.kernel(TestKernels.ADD, field), x, y, x);
      dispatch(gpu.kernel(TestKernels.DOUBLE, field), x, x);
      dispatch(gpu.kernel(TestKernels.SUB, field), x, y, y);
      dispatch(gpu.kernel(TestKernels.NEG, field), y, x);
      x.download(result);
      TestVectors.assertElementWise(
          a, b, result, (s, t) -> s.add(t).shiftLeft(1).subtract(t).negate());
    }
  }

  @Test
  void aDispatchAllocatesNothingOnTheJavaHeap() {
    Kernel<Tag> kernel = gpu.kernel(TestKernels.ADD, TestFields.FP);
    try (DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 64);
        DeviceVector<Tag> b = gpu.deviceVector(TestFields.FP, 64);
        DeviceVector<Tag> c = gpu.deviceVector(TestFields.FP, 64)) {
      // The first rounds load classes and compile; what a dispatch allocates shows in every round.
      long nothing = allocated(kernel, a, b, c, 0);
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 100 && least > nothing; round++) {
        least = Math.min(least, allocated(kernel, a, b, c, 500));
      }
      assertEquals(nothing, least, "bytes that 500 dispatches allocate at least");
    }
  }

  private static long allocated(
      Kernel<Tag> kernel,
      DeviceVector<Tag> a,
      DeviceVector<Tag> b,
      DeviceVector<Tag> c,
      int dispatches) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    dispatchAlternating(kernel, a, b, c, dispatches);
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  /** Alternates the arguments, so that recording is on the measured path too. */
  private static void dispatchAlternating(
      Kernel<Tag> kernel,
      DeviceVector<Tag> a,
      DeviceVector<Tag> b,
      DeviceVector<Tag> c,
      int times) {
    for (int i = 0; i < times; i++) {
      try (Dispatch<Tag> dispatch = kernel.pooledDispatch()) {
        dispatch.bind(0, (i & 8) == 0 ? a : b);
        dispatch.bind(1, b);
        dispatch.bind(2, c);
        dispatch.submit();
      }
    }
  }

  @Test
  void vectorsOfDifferentLengthsAreRefusedByName() {
    try (DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 10);
        DeviceVector<Tag> b = gpu.deviceVector(TestFields.FP, 11)) {
      var e =
          assertThrows(
              LengthMismatchException.class,
              () -> dispatch(gpu.kernel(TestKernels.ADD, TestFields.FP), a, b, a));
      assertEquals("b has 11 elements, but 10 are expected", e.getMessage());
    }
  }

  @Test
  void formsDoNotMix() {
    try (DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 10);
        DeviceVector<Tag> b = gpu.deviceVector(TestFields.FP, 10, ElementForm.MONTGOMERY)) {
      assertThrows(
          FormMismatchException.class,
          () -> dispatch(gpu.kernel(TestKernels.ADD, TestFields.FP), a, b, a));
    }
  }

  @Test
  void fieldsDoNotMix() {
    try (DeviceVector<Tag> a = gpu.deviceVector(TestFields.FR, 10);
        DeviceVector<Tag> b = gpu.deviceVector(TestFields.SECP, 10)) {
      assertThrows(
          UnsupportedFieldException.class,
          () -> dispatch(gpu.kernel(TestKernels.ADD, TestFields.FR), a, b, a));
    }
  }

  @Test
  void anUnboundVectorIsRefusedAndTheKernelStaysUsable() {
    Kernel<Tag> kernel = gpu.kernel(TestKernels.NEG, TestFields.FP);
    try (DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 10)) {
      var e = assertThrows(BindingException.class, () -> dispatch(kernel, a));
      assertEquals("vector-neg<bls12_381_fp>: nothing is bound to out", e.getMessage());
      dispatch(kernel, a, a);
    }
  }

  @Test
  void aClosedVectorIsAnExceptionAndNeverACrash() {
    DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 10);
    a.close();
    a.close();
    assertThrows(
        ClosedException.class, () -> dispatch(gpu.kernel(TestKernels.NEG, TestFields.FP), a, a));
  }

  @Test
  void aVectorMayBeClosedRightAfterItsDispatch() {
    for (int i = 0; i < 100; i++) {
      DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 10_000);
      dispatch(gpu.kernel(TestKernels.NEG, TestFields.FP), a, a);
      a.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "1, 1, 1, 1",
    "256, 1, 1, 1",
    "257, 2, 1, 1",
    "512, 2, 1, 1",
    "513, 3, 2, 1",
    "1024, 4, 2, 1",
    "1025, 5, 3, 2"
  })
  void anInvocationTakesSixteenBytesAtLeast(long elements, int fp, int goldilocks, int babyBear) {
    assertEquals(fp, workgroups(TestKernels.NEG, TestFields.FP, elements));
    assertEquals(goldilocks, workgroups(TestKernels.NEG, TestFields.GOLDILOCKS, elements));
    assertEquals(babyBear, workgroups(TestKernels.NEG, TestFields.BABY_BEAR, elements));
  }

  private int workgroups(KernelDescriptor kernel, Field<Tag> field, long elements) {
    KernelCode code = gpu.kernel(kernel, field).code();
    Gate gate = gpu.resources().device().gate();
    return gate.inside(() -> code.pipeline(ElementForm.CANONICAL, true)).workgroups(elements);
  }

  @Test
  void aKernelWithoutAGridStrideHasAnInvocationForEachElement() {
    assertEquals(0, workgroups(TestKernels.STRAIGHT, TestFields.BABY_BEAR, 0));
    assertEquals(1, workgroups(TestKernels.STRAIGHT, TestFields.BABY_BEAR, 64));
    assertEquals(2, workgroups(TestKernels.STRAIGHT, TestFields.BABY_BEAR, 65));
    long size = 64L * gpu.plan().report().limits().maxComputeWorkGroupCountX() + 1000;
    if (size > 1 << 24) {
      size = 1 << 20; // no device of that grid is short of workgroups
    }
    try (HostVector<Tag> in = gpu.hostVector(TestFields.BABY_BEAR, size);
        HostVector<Tag> out = gpu.hostVector(TestFields.BABY_BEAR, size);
        DeviceVector<Tag> a = gpu.deviceVector(TestFields.BABY_BEAR, size);
        DeviceVector<Tag> b = gpu.deviceVector(TestFields.BABY_BEAR, size)) {
      int[] values = new int[Math.toIntExact(size)];
      Arrays.setAll(values, i -> i);
      in.put(0, values);
      a.upload(in);
      dispatch(gpu.kernel(TestKernels.STRAIGHT, TestFields.BABY_BEAR), a, b);
      b.download(out);
      int[] copies = new int[values.length];
      out.get(0, copies);
      assertArrayEquals(values, copies);
      out.put(0, new int[values.length]);
      gpu.kernel(TestKernels.STRAIGHT, TestFields.BABY_BEAR)
          .job()
          .bind(0, in)
          .bind(1, out)
          .build()
          .run();
      out.get(0, copies);
      assertArrayEquals(values, copies);
    }
  }

  @Test
  void finishWaitsForWhatWasSubmitted() {
    try (DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 100_000)) {
      dispatch(gpu.kernel(TestKernels.NEG, TestFields.FP), a, a);
      DeviceQueue queue = gpu.resources().device().resident();
      long submitted = queue.submitted();
      gpu.await();
      assertTrue(queue.timeline().reached(submitted));
    }
  }

  @Test
  void emptyVectorsAreFine() {
    try (DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 0);
        HostVector<Tag> host = gpu.hostVector(TestFields.FP, 0)) {
      a.upload(host);
      dispatch(gpu.kernel(TestKernels.NEG, TestFields.FP), a, a);
      a.download(host);
    }
  }

  @Test
  void montgomeryVectorsAddAsCanonicalOnesDo() {
    Field<Tag> field = TestFields.FP;
    try (HostVector<Tag> a = gpu.hostVector(field, 1, ElementForm.MONTGOMERY);
        DeviceVector<Tag> x = gpu.deviceVector(field, 1, ElementForm.MONTGOMERY)) {
      a.set(0, BigInteger.ONE);
      x.upload(a);
      dispatch(gpu.kernel(TestKernels.DOUBLE, field), x, x);
      x.download(a);
      assertEquals(BigInteger.TWO, a.get(0));
    }
  }

  @SafeVarargs
  static void dispatch(Kernel<Tag> kernel, DeviceVector<Tag>... vectors) {
    try (Dispatch<Tag> dispatch = kernel.dispatch()) {
      for (int i = 0; i < vectors.length; i++) {
        dispatch.bind(i, vectors[i]);
      }
      dispatch.submit();
    }
  }
}
