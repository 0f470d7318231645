// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.tuning.StrategyCalibrator;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lwjgl.system.MemoryUtil;

/**
 * Native memory that a backend took has gone back when it is closed. LWJGL's DebugAllocator counts;
 * the build turns it on with {@code -Dorg.lwjgl.util.DebugAllocator=true}.
 */
class LeakTest {

  @RegisterExtension final CapturedLog log = new CapturedLog(PersistentBackend.class, Level.FINE);

  @RegisterExtension final CapturedLog tried = new CapturedLog(StrategyCalibrator.class);

  /** LWJGL keeps what its first use has made. */
  @BeforeAll
  static void useLwjglOnce() {
    PersistentBackend.open(TestDevice.options()).close();
  }

  @Test
  void theReportKnowsWhatIsAllocated() {
    long block = MemoryUtil.nmemAllocChecked(64);
    assertTrue(allocations().containsKey(block), "run with -Dorg.lwjgl.util.DebugAllocator=true");
    MemoryUtil.nmemFree(block);
  }

  @Test
  void aBackendThatDidEverythingLeavesNothingBehind() {
    Map<Long, String> before = allocations();
    PersistentBackend gpu = PersistentBackend.open(TestDevice.options(), LeakTest::smallAndChoosy);
    List<AutoCloseable> leftOpen = new ArrayList<>();
    try {
      dispatchOnTheDevice(gpu);
      leftOpen.add(measure(gpu));
      runJobs(gpu);
      fail(gpu);
      leftOpen.addAll(leaveVectorsOpen(gpu));
      gpu.close();
    } finally {
      Reference.reachabilityFence(leftOpen); // or they would be taken for dropped
    }
    assertNothingNewSince(before);
    assertEquals(List.of(), gpu.validationMessages(), "validation messages");
    assertEquals(
        List.of("FINE: closing the backend closes 2 vectors that are still open"), log.drain());
  }

  @Test
  void aBackendThatDidNothingLeavesNothingBehind() {
    Map<Long, String> before = allocations();
    PersistentBackend gpu = PersistentBackend.open(TestDevice.options());
    gpu.close();
    assertNothingNewSince(before);
    assertEquals(List.of(), gpu.validationMessages(), "validation messages");
  }

  @Test
  void lookingAtTheDevicesLeavesNothingBehind() {
    Map<Long, String> before = allocations();
    PersistentBackend.devices();
    assertNothingNewSince(before);
  }

  @Test
  void aBackendThatCannotBeOpenedLeavesNothingBehind() {
    BackendOptions nowhere = TestDevice.options().withDevice("no device is called that");
    Map<Long, String> before = allocations();
    assertThrows(RuntimeException.class, () -> PersistentBackend.open(nowhere));
    assertThrows(
        IllegalStateException.class,
        () ->
            PersistentBackend.open(
                TestDevice.options(),
                plan -> {
                  throw new IllegalStateException("planned failure");
                }));
    assertNothingNewSince(before);
  }

  /** Vectors of several segments, and a choice of paths that has to be measured. */
  private static DevicePlan smallAndChoosy(DevicePlan plan) {
    return TestDevice.noCpu(plan).withSegmentBytes(1L << 20);
  }

  private static void dispatchOnTheDevice(PersistentBackend gpu) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 1000, 0, 1);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 1000);
        DeviceVector<Tag> y = gpu.deviceVector(TestFields.FP, 1000)) {
      x.upload(a);
      ResidentDispatchTest.dispatch(gpu.kernel(TestKernels.ADD, TestFields.FP), x, x, y);
      ResidentDispatchTest.dispatch(gpu.kernel(TestKernels.NEG, TestFields.FP), y, x);
      x.download(a);
    }
  }

  /** Has strategies chosen from, and leaves a timer open. */
  private static GpuTimer measure(PersistentBackend gpu) {
    GpuTimer timer = gpu.timer();
    Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, TestFields.BABY_BEAR);
    try (DeviceVector<Tag> x = gpu.deviceVector(TestFields.BABY_BEAR, 1000);
        DeviceVector<Tag> y = gpu.deviceVector(TestFields.BABY_BEAR, 1000)) {
      assertTrue(timer.measure(() -> ResidentDispatchTest.dispatch(mix, x, x, y)) > 0);
    }
    mix.statistics(ElementForm.MONTGOMERY);
    return timer;
  }

  private static void runJobs(PersistentBackend gpu) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FR, 1000, 0, 1);
        HostVector<Tag> out =
            gpu.kernel(TestKernels.DOUBLE, TestFields.FR).job().bind(0, a).build().run();
        Batch batch = gpu.batch()) {
      for (TransferPath path : TransferPath.values()) {
        for (ExecutionMode mode : ExecutionMode.values()) {
          batch.path(path).chunkElements(300);
          batch.add(sub(gpu, a, out));
          batch.run(mode);
          batch.add(sub(gpu, out, a));
          batch.run(mode);
        }
      }
    }
  }

  private static Job<HostVector<Tag>> sub(
      PersistentBackend gpu, HostVector<Tag> a, HostVector<Tag> out) {
    return gpu.kernel(TestKernels.SUB, TestFields.FR)
        .job()
        .bind(0, a)
        .bind(1, a)
        .bind(2, out)
        .build();
  }

  private static void fail(PersistentBackend gpu) {
    Kernel<Tag> missing =
        gpu.kernel(TestKernels.describe("missing", "missing").in("a", 0, 0).build(), TestFields.FP);
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    try (DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 10)) {
      assertThrows(KernelResourceException.class, () -> ResidentDispatchTest.dispatch(missing, x));
      assertThrows(BindingException.class, () -> ResidentDispatchTest.dispatch(neg, x));
    }
  }

  private static List<ElementVector<Tag>> leaveVectorsOpen(PersistentBackend gpu) {
    HostVector<Tag> a = gpu.hostVector(TestFields.GOLDILOCKS, 1 << 18);
    DeviceVector<Tag> x = gpu.deviceVector(TestFields.GOLDILOCKS, 1 << 18);
    x.upload(a);
    return List.of(a, x);
  }

  private static void assertNothingNewSince(Map<Long, String> before) {
    Map<Long, String> left = allocations();
    left.keySet().removeAll(before.keySet());
    assertEquals(Map.of(), left, "allocations that were not freed");
  }

  /** Returns where each block of native memory that is in use was allocated, by address. */
  private static Map<Long, String> allocations() {
    Map<Long, String> found = new TreeMap<>();
    MemoryUtil.memReport(
        (address, bytes, thread, threadName, stack) ->
            found.put(
                address, bytes + " bytes in " + threadName + " at " + Arrays.toString(stack)));
    return found;
  }
}
