// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.RecordingException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Host vectors as arguments of dispatches. */
class VectorViewTest {

  private static final int SIZE = 1000;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.FP);

  @Test
  void dispatchesReadAndWriteHostMemory() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
        HostVector<Tag> sum = gpu.hostVector(TestFields.FP, SIZE);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, SIZE)) {
      DeviceVector<Tag> view = sum.asDeviceVector();
      ResidentDispatchTest.dispatch(add, a.asDeviceVector(), a.asDeviceVector(), view);
      view.await();
      TestVectors.assertElementWise(a, a, sum, BigInteger::add);
      x.upload(a);
      ResidentDispatchTest.dispatch(add, x, x, x);
      ResidentDispatchTest.dispatch(add, x, a.asDeviceVector(), view);
      gpu.await();
      TestVectors.assertElementWise(a, a, sum, (p, q) -> p.multiply(BigInteger.valueOf(3)));
    }
  }

  @Test
  void programsWriteHostMemory() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
        HostVector<Tag> sum = gpu.hostVector(TestFields.FP, SIZE);
        Program twice =
            gpu.record(
                () ->
                    ResidentDispatchTest.dispatch(
                        add, a.asDeviceVector(), a.asDeviceVector(), sum.asDeviceVector()))) {
      twice.run();
      TestVectors.assertElementWise(a, a, sum, BigInteger::add);
      var e = assertThrows(RecordingException.class, () -> gpu.record(sum.asDeviceVector()::await));
      assertEquals(
          "await() of HostVector<bls12_381_fp>[1000] cannot be recorded, since a program is made of"
              + " dispatches on device vectors alone; call it before the recording, or after a run"
              + " of the program",
          e.getMessage());
    }
  }

  @Test
  void aViewIsClosedWithItsVectorAndNotBefore() {
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, SIZE);
    DeviceVector<Tag> view = a.asDeviceVector();
    view.close();
    assertFalse(a.isClosed());
    ResidentDispatchTest.dispatch(add, view, view, view);
    a.close();
    assertTrue(view.isClosed());
    assertThrows(ClosedException.class, () -> ResidentDispatchTest.dispatch(add, view, view, view));
  }

  @Test
  void whatIsSubmittedTogetherIsDoneWhenItIsWaitedFor() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
        HostVector<Tag> sum = gpu.hostVector(TestFields.FP, SIZE);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, SIZE)) {
      x.upload(a);
      gpu.together(
          () -> {
            ResidentDispatchTest.dispatch(add, x, x, x);
            gpu.together(() -> ResidentDispatchTest.dispatch(add, x, x, x));
            ResidentDispatchTest.dispatch(add, x, x, sum.asDeviceVector());
          });
      gpu.await();
      TestVectors.assertElementWise(a, a, sum, (p, q) -> p.multiply(BigInteger.valueOf(8)));
    }
  }

  @Test
  void vectorsOfNoElementsAreNotWaitedFor() {
    try (HostVector<Tag> none = gpu.hostVector(TestFields.FP, 0);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 0)) {
      ResidentDispatchTest.dispatch(add, x, x, none.asDeviceVector());
      x.await();
      none.asDeviceVector().await();
      x.upload(none);
      x.download(none);
    }
  }
}
