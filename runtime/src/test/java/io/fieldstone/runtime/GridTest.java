// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static io.fieldstone.runtime.TypedKernels.UINT32;
import static io.fieldstone.runtime.TypedKernels.out;
import static io.fieldstone.runtime.TypedKernels.own;
import static io.fieldstone.runtime.TypedKernels.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.IntegerType;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Kernels whose grid is that of the call, or one workgroup. */
class GridTest {

  private static final int BASE = 1_000_000;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  @RegisterExtension
  static final TestDevice SEGMENTED = new TestDevice(plan -> plan.withSegmentBytes(4096));

  private final PersistentBackend gpu = DEVICE.backend();

  /** Each workgroup writes BASE + 1000 * count + workgroups to its element. */
  private static KernelDescriptor grid(Grid grid, BindingDescriptor out) {
    return own("grid", "grid.spv")
        .typeArguments(0)
        .grid(grid)
        .vector(out)
        .pushConstant("base", 4, int.class)
        .build();
  }

  private static BindingDescriptor whole() {
    return vector("out", 0, Access.OUT, Extent.WHOLE, UINT32, 1);
  }

  private static void dispatch(Kernel<?> kernel, DeviceVector<?> out, int workgroups) {
    try (Dispatch<?> dispatch = kernel.dispatch()) {
      dispatch.bind(0, out);
      dispatch.push(0, BASE);
      if (workgroups != -1) {
        dispatch.workgroups(workgroups);
      }
      dispatch.submit();
    }
  }

  private static DeviceVector<UInt32> zeros(PersistentBackend gpu, int size) {
    try (HostVector<UInt32> host = gpu.hostVector(IntegerType.UINT32, size)) {
      host.put(0, new int[size]);
      return gpu.upload(host);
    }
  }

  private static int[] words(DeviceVector<UInt32> vector) {
    try (HostVector<UInt32> host = vector.download()) {
      int[] words = new int[(int) host.size()];
      host.get(0, words);
      return words;
    }
  }

  @Test
  void theCallSaysHowManyWorkgroups() {
    for (BindingDescriptor vector : new BindingDescriptor[] {whole(), out("out", 0, UINT32)}) {
      Kernel<?> kernel = gpu.kernel(grid(Grid.CALL, vector));
      try (DeviceVector<UInt32> out = zeros(gpu, 6)) {
        dispatch(kernel, out, 0);
        assertArrayEquals(new int[6], words(out));
        dispatch(kernel, out, 4);
        int each = BASE + 6004;
        assertArrayEquals(new int[] {each, each, each, each, 0, 0}, words(out));
      }
    }
  }

  @Test
  void aPooledDispatchForgetsTheWorkgroups() {
    Kernel<?> kernel = gpu.kernel(grid(Grid.CALL, whole()));
    try (DeviceVector<UInt32> out = zeros(gpu, 2)) {
      try (Dispatch<?> first = kernel.pooledDispatch()) {
        first.bind(0, out);
        first.push(0, BASE);
        first.workgroups(2);
        first.submit();
      }
      try (Dispatch<?> again = kernel.pooledDispatch()) {
        again.bind(0, out);
        again.push(0, BASE);
        assertRefused(
            BindingException.class, "grid: the number of workgroups is not given", again::submit);
      }
    }
  }

  @Test
  void thereIsOneWorkgroup() {
    Kernel<?> kernel = gpu.kernel(grid(Grid.ONE, whole()));
    try (DeviceVector<UInt32> out = zeros(gpu, 3)) {
      dispatch(kernel, out, -1);
      assertArrayEquals(new int[] {BASE + 3001, 0, 0}, words(out));
    }
  }

  @Test
  void aGridThatIsNotTheCallsIsRefused() {
    long most = gpu.plan().report().limits().maxComputeWorkGroupCountX();
    Kernel<?> call = gpu.kernel(grid(Grid.CALL, whole()));
    Kernel<?> one = gpu.kernel(grid(Grid.ONE, whole()));
    Kernel<?> elements = gpu.kernel(grid(Grid.ELEMENTS, out("out", 0, UINT32)));
    try (DeviceVector<UInt32> out = zeros(gpu, 3)) {
      assertRefused(
          BindingException.class,
          "grid: the number of workgroups is not given",
          () -> dispatch(call, out, -1));
      assertRefused(
          BindingException.class,
          "grid: -2 workgroups are negative",
          () -> dispatch(call, out, -2));
      assertRefused(
          BindingException.class,
          "grid has a grid of ONE, not of the call",
          () -> dispatch(one, out, 1));
      assertRefused(
          BindingException.class,
          "grid has a grid of ELEMENTS, not of the call",
          () -> dispatch(elements, out, 1));
      if (most < Integer.MAX_VALUE) {
        assertRefused(
            BindingException.class,
            "grid: "
                + (most + 1)
                + " workgroups are more than the device takes in a dispatch, which are "
                + most
                + "; give fewer",
            () -> dispatch(call, out, (int) most + 1));
      }
      assertArrayEquals(new int[3], words(out));
    }
  }

  @Test
  void aKernelWithAGridOfItsOwnRunsInOneDispatchOnOneBuffer() {
    PersistentBackend segmented = SEGMENTED.backend();
    for (BindingDescriptor vector : new BindingDescriptor[] {whole(), out("out", 0, UINT32)}) {
      Kernel<?> kernel = segmented.kernel(grid(Grid.CALL, vector));
      try (DeviceVector<UInt32> out = zeros(segmented, 1025);
          DeviceVector<UInt32> fits = zeros(segmented, 1024)) {
        assertRefused(
            BindingException.class,
            "out is DeviceVector<uint32>[1025] of 4100 bytes, which is more than a dispatch of this"
                + " device can bind; take shorter ones",
            () -> dispatch(kernel, out, 1));
        dispatch(kernel, fits, 1);
        assertEquals(BASE + 1_024_001, words(fits)[0]);
        DeviceVector<UInt32> part = out.slice(64, 10);
        dispatch(kernel, part, 2);
        assertEquals(BASE + 10_002, words(out)[65]);
      }
    }
  }

  @Test
  void whatIsBoundWholeMayHaveABound() {
    BindingDescriptor bounded =
        new BindingDescriptor("out", 0, 0, Access.OUT, Form.OF_CALL, Extent.WHOLE, UINT32, 1, 3);
    Kernel<?> kernel = gpu.kernel(grid(Grid.CALL, bounded));
    try (DeviceVector<UInt32> fits = zeros(gpu, 3);
        DeviceVector<UInt32> longer = zeros(gpu, 4)) {
      dispatch(kernel, fits, 1);
      assertArrayEquals(new int[] {BASE + 3001, 0, 0}, words(fits));
      assertRefused(
          LengthMismatchException.class,
          "out has 4 elements, but the kernel takes 3 at most",
          () -> dispatch(kernel, longer, 1));
      assertArrayEquals(new int[4], words(longer));
    }
  }

  @Test
  void noElementsAreNothingToDo() {
    Kernel<?> kernel = gpu.kernel(grid(Grid.CALL, out("out", 0, UINT32)));
    try (DeviceVector<UInt32> none = gpu.deviceVector(IntegerType.UINT32, 0)) {
      dispatch(kernel, none, 5);
      gpu.await();
    }
    assertEquals(0, gpu.validationMessages().size());
  }

  @Test
  void elementsThatAreWrittenAsAWholeAreOneDispatch() {
    KernelDescriptor descriptor =
        own("grid", "grid.spv")
            .typeArguments(0)
            .vector(whole())
            .vector(vector("like", 1, Access.IN, Extent.ELEMENTS, UINT32, 1))
            .pushConstant("base", 4, int.class)
            .build();
    Kernel<?> kernel = gpu.kernel(descriptor);
    try (DeviceVector<UInt32> out = zeros(gpu, 3);
        DeviceVector<UInt32> like = zeros(gpu, 129);
        Dispatch<?> dispatch = kernel.dispatch()) {
      dispatch.bind(0, out);
      dispatch.bind(1, like);
      dispatch.push(0, BASE);
      dispatch.submit();
      int all = words(out)[0];
      assertEquals(BASE + 129_000, all / 1000 * 1000);
    }
  }

  @Test
  void programsKeepTheGridOfTheCall() {
    Kernel<?> kernel = gpu.kernel(grid(Grid.CALL, whole()));
    try (DeviceVector<UInt32> out = zeros(gpu, 4);
        Program program = gpu.record(() -> dispatch(kernel, out, 3))) {
      assertArrayEquals(new int[4], words(out));
      program.run();
      int each = BASE + 4003;
      assertArrayEquals(new int[] {each, each, each, 0}, words(out));
    }
  }

  @Test
  void oneVectorIsNotBoundTwiceWhereWorkgroupsDoAsTheyLike() {
    KernelDescriptor descriptor =
        own("grid", "grid.spv")
            .typeArguments(0)
            .grid(Grid.ONE)
            .vector(out("out", 0, UINT32))
            .vector(vector("a", 1, Access.IN, Extent.ELEMENTS, UINT32, 1))
            .pushConstant("base", 4, int.class)
            .build();
    try (DeviceVector<UInt32> both = zeros(gpu, 4);
        Dispatch<?> dispatch = gpu.kernel(descriptor).dispatch()) {
      dispatch.bind(0, both);
      dispatch.bind(1, both);
      dispatch.push(0, BASE);
      assertRefused(
          BindingException.class, "out and a are the same vector; take two", dispatch::submit);
    }
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
