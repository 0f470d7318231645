// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.vulkan.MemoryAllocator;
import java.math.BigInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a backend does when the memory that it may take is used up. */
class MemoryLimitTest {

  private static final int SIZE = 20_000;
  private static final long VECTOR_BYTES = SIZE * 48L;
  private static final long LIMIT = 4_000_000;

  @RegisterExtension
  static final TestDevice DEVICE =
      new TestDevice(options -> options.withMemoryLimit(LIMIT), UnaryOperator.identity());

  private final PersistentBackend gpu = DEVICE.backend();

  private MemoryAllocator memory() {
    return gpu.resources().device().memory();
  }

  @Test
  void whatWouldPassTheLimitIsRefusedWithTheFiguresAndLaterFits() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 4 * SIZE)) {
      OutOfMemoryException e =
          assertThrows(
              OutOfMemoryException.class, () -> gpu.hostVector(TestFields.FP, SIZE).close());
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains(VECTOR_BYTES + " bytes"), message);
      assertTrue(message.contains(a.bytes() + " of " + LIMIT), message);
    }
    gpu.hostVector(TestFields.FP, 4 * SIZE).close();
  }

  @Test
  void chunksShrinkToWhatIsFree() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
        HostVector<Tag> out = TestVectors.poisoned(gpu, TestFields.FP, SIZE);
        DeviceVector<Tag> filler = gpu.deviceVector(TestFields.FP, SIZE);
        Batch batch = gpu.batch().path(TransferPath.DEVICE_LOCAL)) {
      for (ExecutionMode mode : ExecutionMode.values()) {
        batch.add(neg(a, out));
        batch.run(mode);
        TestVectors.assertElementWise(a, a, out, (s, t) -> s.negate());
      }
      assertEquals(VECTOR_BYTES, filler.bytes());
    }
  }

  @Test
  void aJobForWhoseSmallestChunksThereIsNoRoomIsRefusedBeforeItStarts() {
    trim();
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 100);
        HostVector<Tag> out = gpu.hostVector(TestFields.FP, 100);
        DeviceVector<Tag> filler =
            gpu.deviceVector(TestFields.FP, (memory().budget().deviceFree() - 200) / 48);
        Batch batch = gpu.batch().path(TransferPath.DEVICE_LOCAL)) {
      assertTrue(filler.bytes() > LIMIT / 2);
      out.set(0, BigInteger.TEN);
      a.set(0, BigInteger.ONE);
      batch.add(neg(a, out));
      OutOfMemoryException e =
          assertThrows(OutOfMemoryException.class, () -> batch.run(ExecutionMode.PIPELINED));
      String message = String.valueOf(e.getMessage());
      assertTrue(
          message.matches(
              "vector-neg<bls12_381_fp>\\[100] needs \\d+ bytes of device memory at"
                  + " least, for 4 chunks in flight, but there are \\d+; close device vectors,"
                  + " or have kernels use host memory \\(GPU_DEVICE_LOCAL=0\\)"),
          message);
      assertEquals(BigInteger.TEN, out.get(0));
      batch.path(TransferPath.HOST_VISIBLE).add(neg(a, out));
      batch.run(ExecutionMode.PIPELINED);
      assertEquals(TestFields.FP.modulus().subtract(BigInteger.ONE), out.get(0));
    }
  }

  @Test
  void stagingGoesBackForAVectorAndWhenNoBatchHasRunForAWhile() throws InterruptedException {
    trim();
    long before = memory().liveBytes();
    stage();
    assertTrue(memory().liveBytes() > before);
    gpu.deviceVector(TestFields.FP, (LIMIT - before) / 48).close();
    assertEquals(before, memory().liveBytes());
    stage();
    for (int i = 0; i < 200 && memory().liveBytes() > before; i++) {
      Thread.sleep(100);
    }
    assertEquals(before, memory().liveBytes());
  }

  private void stage() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, SIZE);
        HostVector<Tag> out = gpu.hostVector(TestFields.FP, SIZE);
        Batch batch = gpu.batch().path(TransferPath.DEVICE_LOCAL)) {
      batch.add(neg(a, out));
      batch.run(ExecutionMode.PIPELINED);
    }
  }

  private void trim() {
    gpu.resources().executor().trim();
  }

  private Job<HostVector<Tag>> neg(HostVector<Tag> a, HostVector<Tag> out) {
    return gpu.kernel(TestKernels.NEG, TestFields.FP).job().bind(0, a).bind(1, out).build();
  }

  @Test
  void memoryOfClosedProgramsWhoseRunsArePendingIsWaitedFor() {
    trim();
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    long size = LIMIT / 16 / TestFields.FP.elementBytes();
    try (DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, size)) {
      for (int i = 0; i < 100; i++) {
        Runnable calls =
            () -> {
              try (DeviceVector<Tag> own = gpu.deviceVector(TestFields.FP, size)) {
                ResidentDispatchTest.dispatch(neg, a, own);
                ResidentDispatchTest.dispatch(neg, own, a);
              }
            };
        try (Program program = gpu.record(calls)) {
          program.submit();
        }
      }
      gpu.await();
    }
  }
}
