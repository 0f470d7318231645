// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_ERROR_INITIALIZATION_FAILED;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_DEVICE_MEMORY;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_HOST_MEMORY;
import static org.lwjgl.vulkan.VK10.VK_TIMEOUT;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.vulkan.FaultInjector;
import io.fieldstone.runtime.vulkan.LwjglCalls;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * In every operation of a user's, each Vulkan call that can fail fails: once, and from then on. The
 * operation gives the right result or an exception with a type; then the same backend does it, or
 * another if the device was lost; and nothing is left. Some of the faults, each of another kind;
 * {@code -Dfieldstone.test.faults=all} injects them all.
 */
class OperationFaultsTest {

  private static final int SIZE = 700;

  /** Of all faults so many are injected in each operation unless all are asked for. */
  private static final int SOME = 6;

  private static final int MOST_OCCURRENCES = 16;

  /** What a call results in. */
  private enum Result {
    OUT_OF_HOST_MEMORY(VK_ERROR_OUT_OF_HOST_MEMORY),
    OUT_OF_DEVICE_MEMORY(VK_ERROR_OUT_OF_DEVICE_MEMORY),
    INITIALIZATION_FAILED(VK_ERROR_INITIALIZATION_FAILED),
    TIMEOUT(VK_TIMEOUT),
    DEVICE_LOST(VK_ERROR_DEVICE_LOST);

    final int code;

    Result(int code) {
      this.code = code;
    }
  }

  private record Fault(String method, int occurrence, Result result, boolean persistent) {}

  @RegisterExtension final CapturedLog log = new CapturedLog(PersistentBackend.class);

  private final boolean all = "all".equals(System.getProperty("fieldstone.test.faults"));
  private final FaultInjector injector = new FaultInjector(LwjglCalls.INSTANCE);

  private static Map<String, Consumer<PersistentBackend>> operations() {
    Map<String, Consumer<PersistentBackend>> operations = new LinkedHashMap<>();
    operations.put("vectors are made and closed", OperationFaultsTest::vectors);
    operations.put("upload, dispatches, download", OperationFaultsTest::chain);
    operations.put("copies beside dispatches", OperationFaultsTest::beside);
    operations.put("job", gpu -> batch(gpu, ExecutionMode.PIPELINED, TransferPath.AUTO));
    for (ExecutionMode mode : ExecutionMode.values()) {
      for (TransferPath path : List.of(TransferPath.HOST_VISIBLE, TransferPath.DEVICE_LOCAL)) {
        operations.put("batch, " + mode + ", " + path, gpu -> batch(gpu, mode, path));
      }
    }
    operations.put("batch of small jobs", OperationFaultsTest::smallJobs);
    operations.put("timer", OperationFaultsTest::timer);
    operations.put("statistics", OperationFaultsTest::statistics);
    operations.put("strategy", OperationFaultsTest::strategy);
    return operations;
  }

  private static void vectors(PersistentBackend gpu) {
    gpu.hostVector(TestFields.FP, SIZE).close();
    gpu.deviceVector(TestFields.FP, SIZE).close();
  }

  private static void chain(PersistentBackend gpu) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
        HostVector<Tag> back = TestVectors.poisoned(gpu, TestFields.FP, SIZE);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, SIZE)) {
      x.upload(a);
      for (int i = 0; i < 6; i++) {
        ResidentDispatchTest.dispatch(gpu.kernel(TestKernels.DOUBLE, TestFields.FP), x, x);
      }
      gpu.await();
      x.download(back);
      TestVectors.assertElementWise(a, a, back, (s, t) -> s.shiftLeft(6));
    }
  }

  private static void beside(PersistentBackend gpu) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
        HostVector<Tag> back = TestVectors.poisoned(gpu, TestFields.FP, SIZE);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, SIZE)) {
      Kernel<Tag> kernel = gpu.kernel(TestKernels.DOUBLE, TestFields.FP);
      List<Transfer> transfers = new ArrayList<>();
      try {
        for (int at = 0; at < SIZE; at += SIZE / 2) {
          DeviceVector<Tag> half = x.slice(at, SIZE / 2);
          transfers.add(half.startUpload(a.slice(at, SIZE / 2)));
          ResidentDispatchTest.dispatch(kernel, half, half);
          transfers.add(half.startDownload(back.slice(at, SIZE / 2)));
        }
      } finally {
        transfers.forEach(Transfer::await);
      }
      TestVectors.assertElementWise(a, a, back, (s, t) -> s.shiftLeft(1));
    }
  }

  private static void batch(PersistentBackend gpu, ExecutionMode mode, TransferPath path) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FR, SIZE, 0, 1);
        HostVector<Tag> b = TestVectors.operand(gpu, TestFields.FR, SIZE, 1, 1);
        HostVector<Tag> sum = TestVectors.poisoned(gpu, TestFields.FR, SIZE);
        HostVector<Tag> difference = TestVectors.poisoned(gpu, TestFields.FR, SIZE);
        Batch batch = gpu.batch().path(path).chunkElements(300)) {
      batch.add(job(gpu.kernel(TestKernels.ADD, TestFields.FR), a, b, sum));
      batch.add(job(gpu.kernel(TestKernels.SUB, TestFields.FR), a, b, difference));
      batch.run(mode);
      TestVectors.assertElementWise(a, b, sum, BigInteger::add);
      TestVectors.assertElementWise(a, b, difference, BigInteger::subtract);
    }
  }

  private static void smallJobs(PersistentBackend gpu) {
    Kernel<Tag> kernel = gpu.kernel(TestKernels.ADD, TestFields.FR);
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FR, 100, 0, 1);
        HostVector<Tag> b = TestVectors.operand(gpu, TestFields.FR, 100, 1, 1);
        HostVector<Tag> one = TestVectors.poisoned(gpu, TestFields.FR, 100);
        HostVector<Tag> other = TestVectors.poisoned(gpu, TestFields.FR, 100);
        Batch batch = gpu.batch()) {
      batch.add(job(kernel, a, b, one));
      batch.add(job(kernel, b, b, other));
      batch.runPipelined();
      TestVectors.assertElementWise(a, b, one, BigInteger::add);
      TestVectors.assertElementWise(b, b, other, BigInteger::add);
    }
  }

  private static Job<HostVector<Tag>> job(
      Kernel<Tag> kernel, HostVector<Tag> a, HostVector<Tag> b, HostVector<Tag> out) {
    return kernel.job().bind(0, a).bind(1, b).bind(2, out).build();
  }

  private static void timer(PersistentBackend gpu) {
    try (DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, SIZE);
        GpuTimer timer = gpu.timer()) {
      Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
      assertTrue(timer.measure(() -> ResidentDispatchTest.dispatch(neg, x, x)) > 0);
    }
  }

  private static void statistics(PersistentBackend gpu) {
    gpu.kernel(TestKernels.NEG, TestFields.FP).statistics(ElementForm.CANONICAL);
  }

  private static void strategy(PersistentBackend gpu) {
    gpu.kernel(TestKernels.MIX, TestFields.BABY_BEAR).strategy();
  }

  /** The path over DMA queues, on any device, the choice of paths, and pieces that are gathered. */
  private static DevicePlan plan(DevicePlan plan) {
    return plan.withSeparateTransfers().withGatheredPieces(true);
  }

  private PersistentBackend open() {
    return PersistentBackend.open(
        TestDevice.options().withValidation(!all),
        KernelRegistry.load(),
        injector.calls(),
        OperationFaultsTest::plan);
  }

  @Test
  void whateverFailsInAnyOperationIsToldAndNothingIsLeft() {
    System.out.printf("%-40s %6s %8s %8s%n", "operation", "faults", "refused", "endured");
    operations().forEach(this::inject);
    log.drain();
  }

  private void inject(String name, Consumer<PersistentBackend> operation) {
    int refused = 0;
    int endured = 0;
    List<Fault> faults = faults(operation);
    for (Fault fault : faults) {
      if (injected(operation, fault)) {
        refused++;
      } else {
        endured++;
      }
    }
    System.out.printf("%-40s %6d %8d %8d%n", name, faults.size(), refused, endured);
    assertTrue(refused > 0, name);
  }

  private List<Fault> faults(Consumer<PersistentBackend> operation) {
    Map<String, Integer> calls = new TreeMap<>();
    try (PersistentBackend gpu = open()) {
      injector.disarm();
      operation.accept(gpu);
      injector.log().forEach(method -> calls.merge(method, 1, Integer::sum));
    }
    List<Fault> faults = new ArrayList<>();
    calls.forEach(
        (method, count) -> {
          // Waiting polls, and trials of strategies do the same again and again.
          int occurrences = Math.min(method.contains("emaphore") ? 2 : MOST_OCCURRENCES, count);
          for (int i = 1; i <= occurrences; i++) {
            for (Result result : Result.values()) {
              faults.add(new Fault(method, i, result, false));
              faults.add(new Fault(method, i, result, true));
            }
          }
        });
    if (all) {
      return faults;
    }
    // An odd step meets every kind of fault, every method in the end, once and persistent.
    int step = Math.max(1, faults.size() / SOME) | 1;
    List<Fault> some = new ArrayList<>();
    for (int i = 0; i < faults.size(); i += step) {
      some.add(faults.get(i));
    }
    return some;
  }

  /** Returns whether the operation was refused. */
  private boolean injected(Consumer<PersistentBackend> operation, Fault fault) {
    injector.disarm();
    PersistentBackend gpu = open();
    boolean refused = false;
    try {
      injector.failAt(fault.method(), fault.occurrence(), fault.result().code, fault.persistent());
      try {
        operation.accept(gpu);
      } catch (FieldstoneException e) {
        refused = true;
        assertTrue(!String.valueOf(e.getMessage()).isEmpty(), fault.toString());
        if (fault.result() == Result.DEVICE_LOST) {
          assertEquals(DeviceLostException.class, e.getClass(), fault.toString());
        }
      }
      boolean lost = gpu.resources().device().isLost();
      injector.disarm();
      if (lost) {
        gpu = gpu.reopen();
      }
      operation.accept(gpu);
    } catch (AssertionError e) {
      throw new AssertionError(fault + ": " + e.getMessage(), e);
    } finally {
      gpu.close();
    }
    assertEquals(List.of(), gpu.validationMessages(), fault.toString());
    assertEquals(Map.of(), injector.live(), fault.toString());
    return refused;
  }
}
