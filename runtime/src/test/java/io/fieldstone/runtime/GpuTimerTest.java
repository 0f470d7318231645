// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.device.QueueFamily;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.tuning.StrategyCalibrator;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GpuTimerTest {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;
  private static final long SIZE = 1 << 14;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  @RegisterExtension final CapturedLog tried = new CapturedLog(StrategyCalibrator.class);

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> fast = gpu.kernel(TestKernels.MIX, FIELD, "fast");
  private final Kernel<Tag> slow = gpu.kernel(TestKernels.MIX, FIELD, "portable");

  private void dispatch(Kernel<Tag> kernel, int times) {
    try (DeviceVector<Tag> a = gpu.deviceVector(FIELD, SIZE);
        DeviceVector<Tag> out = gpu.deviceVector(FIELD, SIZE)) {
      for (int i = 0; i < times; i++) {
        ResidentDispatchTest.dispatch(kernel, a, a, out);
      }
    }
  }

  @Test
  void whatTakesTheDeviceLongerIsMeasuredAsLonger() {
    try (GpuTimer timer = gpu.timer()) {
      long shorter = timer.measure(() -> dispatch(fast, 1));
      long longer = timer.measure(() -> dispatch(slow, 1));
      assertTrue(shorter > 0, "measured " + shorter + " ns");
      assertTrue(longer > shorter, shorter + " ns and " + longer + " ns");
    }
  }

  @Test
  void theDevicesTimeIsPartOfTheCallersTime() {
    try (GpuTimer timer = gpu.timer()) {
      long start = System.nanoTime();
      long measured = timer.measure(() -> dispatch(slow, 3));
      long passed = System.nanoTime() - start;
      assertTrue(measured <= passed, measured + " ns of " + passed + " ns");
    }
  }

  @Test
  void timesAreSummedOverMoreDispatchesThanOnePoolHolds() {
    try (GpuTimer timer = gpu.timer()) {
      long one = timer.measure(() -> dispatch(slow, 1));
      long many = timer.measure(() -> dispatch(fast, 600));
      assertTrue(many > 0);
      assertTrue(timer.measure(() -> dispatch(slow, 20)) > one);
    }
  }

  @Test
  void nothingTakesNoTime() {
    try (GpuTimer timer = gpu.timer()) {
      assertEquals(0, timer.measure(() -> {}));
    }
  }

  @Test
  void otherThreadsDispatchesAreNotMeasured() {
    try (GpuTimer timer = gpu.timer()) {
      long measured =
          timer.measure(() -> CompletableFuture.runAsync(() -> dispatch(slow, 1)).join());
      assertEquals(0, measured);
    }
  }

  @Test
  void anInnerMeasurementIsNotPartOfTheOuterOne() {
    try (GpuTimer outer = gpu.timer();
        GpuTimer inner = gpu.timer()) {
      long[] inside = new long[1];
      long outside = outer.measure(() -> inside[0] = inner.measure(() -> dispatch(slow, 1)));
      assertTrue(inside[0] > 0);
      assertEquals(0, outside);
      var e =
          assertThrows(
              IllegalStateException.class, () -> outer.measure(() -> outer.measure(() -> {})));
      assertEquals("this timer is already measuring; take another one", e.getMessage());
      assertTrue(outer.measure(() -> dispatch(fast, 1)) > 0, "stays usable");
    }
  }

  @Test
  void aFailureInsideEndsTheMeasurementAndTheTimerStaysUsable() {
    try (GpuTimer timer = gpu.timer();
        DeviceVector<Tag> a = gpu.deviceVector(FIELD, SIZE)) {
      assertThrows(
          BindingException.class,
          () ->
              timer.measure(
                  () -> {
                    dispatch(fast, 5);
                    ResidentDispatchTest.dispatch(fast, a);
                  }));
      assertTrue(timer.measure(() -> dispatch(fast, 1)) > 0);
    }
  }

  @Test
  void measuredDispatchesComputeTheSame() {
    Kernel<Tag> kernel = gpu.kernel(TestKernels.DOUBLE, FIELD);
    try (GpuTimer timer = gpu.timer();
        HostVector<Tag> host = gpu.hostVector(FIELD, 1);
        DeviceVector<Tag> a = gpu.deviceVector(FIELD, 1)) {
      host.set(0, BigInteger.ONE);
      a.upload(host);
      for (int i = 0; i < 12; i++) {
        ResidentDispatchTest.dispatch(kernel, a, a);
        timer.measure(() -> ResidentDispatchTest.dispatch(kernel, a, a));
      }
      a.download(host);
      assertEquals(BigInteger.ONE.shiftLeft(24), host.get(0));
    }
  }

  @Test
  void aClosedTimerIsRefused() {
    GpuTimer timer = gpu.timer();
    timer.measure(() -> dispatch(fast, 1));
    timer.close();
    timer.close();
    assertThrows(ClosedException.class, () -> timer.measure(() -> {}));
  }

  @Test
  void closingTheBackendClosesItsTimers() {
    PersistentBackend other = PersistentBackend.open(TestDevice.options());
    GpuTimer timer = other.timer();
    DeviceVector<Tag> a = other.deviceVector(FIELD, SIZE);
    Kernel<Tag> kernel = other.kernel(TestKernels.NEG, FIELD);
    assertTrue(timer.measure(() -> ResidentDispatchTest.dispatch(kernel, a, a)) > 0);
    other.close();
    assertThrows(ClosedException.class, () -> timer.measure(() -> {}));
    timer.close();
    assertEquals(List.of(), other.validationMessages(), "validation messages");
  }

  @Test
  void aDeviceWithoutTimestampsIsRefused() {
    try (PersistentBackend other =
        PersistentBackend.open(TestDevice.options(), GpuTimerTest::withoutTimestamps)) {
      var e = assertThrows(MissingFeatureException.class, other::timer);
      assertEquals(
          "the compute queue of device \""
              + other.plan().report().name()
              + "\" has no timestamps; measure the time between calls of await() instead",
          e.getMessage());
      assertEquals("fast", other.kernel(TestKernels.MIX, FIELD).strategy());
    }
  }

  private static DevicePlan withoutTimestamps(DevicePlan plan) {
    DeviceReport report = plan.report();
    List<QueueFamily> families =
        report.queueFamilies().stream()
            .map(
                family ->
                    new QueueFamily(
                        family.index(),
                        family.queueCount(),
                        family.compute(),
                        family.graphics(),
                        family.transfer()))
            .toList();
    DeviceReport bent = Records.with(report, Map.of("queueFamilies", families));
    return Records.with(plan, Map.of("report", bent));
  }
}
