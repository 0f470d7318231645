// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.batch.HostPath;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Paths on a device that is taken for one with memory of its own. */
@Timeout(120)
class MeasuredPathTest {

  @RegisterExtension static final TestDevice DEVICE = new TestDevice(TestDevice::noCpu);

  @RegisterExtension
  static final TestDevice WITH_LITTLE_ROOM =
      new TestDevice(options -> options.withMemoryLimit(3_000_000), TestDevice::noCpu);

  @RegisterExtension
  static final TestDevice WITHOUT_ROOM =
      new TestDevice(options -> options.withMemoryLimit(1_500_000), TestDevice::noCpu);

  private static final KernelDescriptor MISSING =
      TestKernels.describe("missing", "nowhere").in("a", 0, 0).out("out", 0, 1).build();

  private final PersistentBackend gpu = DEVICE.backend();

  private long liveBytes() {
    return gpu.resources().context().vectors().liveBytes();
  }

  @Test
  void aPathThatCannotBeMeasuredLeavesNoMemoryBehind() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 1000)) {
      long before = liveBytes();
      Job<HostVector<Tag>> job = gpu.kernel(MISSING, TestFields.FP).job().bind(0, a).build();
      assertThrows(KernelResourceException.class, job::run);
      assertEquals(before, liveBytes());
    }
  }

  @Test
  void whereThereIsNoRoomToMeasureCallsRunAllTheSame() {
    for (TestDevice device : List.of(WITH_LITTLE_ROOM, WITHOUT_ROOM)) {
      PersistentBackend small = device.backend();
      try (HostVector<Tag> a = TestVectors.operand(small, TestFields.FP, 3000, 0, 1);
          HostVector<Tag> out = TestVectors.poisoned(small, TestFields.FP, 3000)) {
        Kernel<Tag> neg = small.kernel(TestKernels.NEG, TestFields.FP);
        neg.job().bind(0, a).bind(1, out).build().run();
        TestVectors.assertElementWise(a, a, out, (s, t) -> s.negate());
        long live = small.resources().context().vectors().liveBytes();
        assertEquals(a.bytes() + out.bytes(), live);
      }
    }
  }

  @Test
  void callsThatNameTheirPathMeasureNothing() {
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FR);
    PushConstants none = new PushConstants(neg.descriptor(), neg.types());
    KernelCode code = neg.code();
    BackendResources resources = gpu.resources();
    assertEquals(HostPath.HOST_VISIBLE, resources.settle(TransferPath.HOST_VISIBLE, code, none, 1));
    assertEquals(HostPath.DEVICE_LOCAL, resources.settle(TransferPath.DEVICE_LOCAL, code, none, 1));
    resources.measurePath(TransferPath.DEVICE_LOCAL, code, none);
    assertEquals(HostPath.HOST_VISIBLE, resources.settle(TransferPath.HOST_VISIBLE, code, none, 1));
    resources.measurePath(TransferPath.HOST_VISIBLE, code, none);
    HostPath measured = resources.settle(TransferPath.HOST_VISIBLE, code, none, 1);
    assertEquals(TransferPath.HOST_VISIBLE, measured.path());
    assertEquals(measured, resources.settle(TransferPath.HOST_VISIBLE, code, none, 1 << 20));
  }
}
