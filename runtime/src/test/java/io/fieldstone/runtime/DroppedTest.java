// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import java.lang.ref.Reference;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users drop without closing it is found, said and freed. */
@Timeout(120)
class DroppedTest {

  private static final String WHERE =
      "BackendOptions.withLeakTraces(true) or FIELDSTONE_LEAK_TRACES=1 tells where it was made";

  @RegisterExtension final CapturedLog log = new CapturedLog(PersistentBackend.class);

  private final BackendOptions options = TestDevice.options();
  private final PersistentBackend gpu = PersistentBackend.open(options);

  @AfterEach
  void close() {
    gpu.close();
    assertEquals(List.of(), gpu.validationMessages(), "validation messages");
  }

  private static void collectUntil(BooleanSupplier found) {
    for (int i = 0; i < 500 && !found.getAsBoolean(); i++) {
      System.gc();
      TestThread.pause(10);
    }
    assertTrue(found.getAsBoolean(), "found by the collector");
  }

  private static long liveBytes(PersistentBackend backend) {
    return backend.resources().context().vectors().liveBytes();
  }

  private void dropVectors() {
    gpu.hostVector(TestFields.FP, 1000).set(0, BigInteger.ONE);
    gpu.deviceVector(TestFields.FP, 2000);
  }

  @Test
  void droppedVectorsAreNamedAndTheirMemoryGoesBack() {
    dropVectors();
    collectUntil(() -> liveBytes(gpu) == 0);
    List<LogRecord> found = log.drainRecords();
    assertEquals(
        List.of(
            "DeviceVector<bls12_381_fp>[2000] of 96000 bytes was dropped without close(); its"
                + " memory goes back now. "
                + WHERE,
            "HostVector<bls12_381_fp>[1000] of 48000 bytes was dropped without close(); its"
                + " memory goes back now. "
                + WHERE),
        found.stream().map(LogRecord::getMessage).sorted().toList());
    found.forEach(record -> assertNull(record.getThrown()));
    assertEquals(0, gpu.resources().device().memory().liveBytes());
  }

  @Test
  void aDroppedTimerIsToldAndClosed() {
    dropTimer();
    List<String> found = new ArrayList<>();
    collectUntil(
        () -> {
          found.addAll(log.drain());
          return !found.isEmpty();
        });
    assertEquals(List.of("WARNING: a timer was dropped without close(); it is closed now"), found);
  }

  private void dropTimer() {
    GpuTimer timer = gpu.timer();
    try (DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 100)) {
      Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
      assertTrue(timer.measure(() -> ResidentDispatchTest.dispatch(neg, x, x)) > 0);
    }
  }

  @Test
  void onRequestItIsToldWhereTheyWereMade() {
    PersistentBackend tracing = PersistentBackend.open(options.withLeakTraces(true));
    try {
      dropTraced(tracing);
      collectUntil(() -> liveBytes(tracing) == 0);
      List<LogRecord> found = log.drainRecords();
      assertEquals(1, found.size());
      assertEquals(
          "HostVector<baby_bear>[10] of 40 bytes was dropped without close(); its memory goes back"
              + " now. It was made here:",
          found.get(0).getMessage());
      Throwable made = assertNotNullThrown(found.get(0));
      assertTrue(
          Arrays.stream(made.getStackTrace())
              .anyMatch(frame -> frame.getMethodName().equals("dropTraced")),
          Arrays.toString(made.getStackTrace()));
    } finally {
      tracing.close();
    }
    assertEquals(List.of(), tracing.validationMessages(), "validation messages");
  }

  private static void dropTraced(PersistentBackend backend) {
    backend.hostVector(TestFields.BABY_BEAR, 10);
  }

  private static Throwable assertNotNullThrown(LogRecord found) {
    Throwable thrown = found.getThrown();
    assertNotNull(thrown);
    return thrown;
  }

  @Test
  void aDroppedVectorThatTheDeviceStillUsesIsFreedAfterwards() {
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    for (int i = 0; i < 20; i++) {
      dispatchAndDrop(neg);
    }
    List<String> found = new ArrayList<>();
    collectUntil(
        () -> {
          found.addAll(log.drain());
          return found.size() == 20;
        });
    collectUntil(
        () -> {
          gpu.hostVector(TestFields.FP, 0).close(); // looks for what the device is done with
          return liveBytes(gpu) == 0;
        });
  }

  private void dispatchAndDrop(Kernel<Tag> kernel) {
    DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 100_000);
    ResidentDispatchTest.dispatch(kernel, a, a);
  }

  @Test
  void whatIsClosedIsNotMentioned() {
    makeAndClose();
    collectSomeTime();
    assertEquals(List.of(), log.drain());
  }

  private void makeAndClose() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 10);
        GpuTimer timer = gpu.timer();
        Batch batch = gpu.batch()) {
      x.upload(a);
      assertEquals(0, timer.measure(() -> {}));
      batch.runPipelined();
    }
    PersistentBackend.open(options).close();
  }

  private static void collectSomeTime() {
    for (int i = 0; i < 10; i++) {
      System.gc();
      TestThread.pause(10);
    }
  }

  @Test
  void vectorsThatTheBackendHasClosedAreNotMentioned() {
    PersistentBackend other = PersistentBackend.open(options);
    closeAround(other);
    collectSomeTime();
    assertEquals(List.of(), log.drain());
    assertEquals(List.of(), other.validationMessages(), "validation messages");
  }

  private static void closeAround(PersistentBackend backend) {
    List<ElementVector<Tag>> open = new ArrayList<>();
    try {
      open.add(backend.hostVector(TestFields.FP, 10));
      open.add(backend.deviceVector(TestFields.FP, 10));
      backend.close();
    } finally {
      Reference.reachabilityFence(open);
    }
  }

  @Test
  void aSliceAJobABatchAndADispatchKeepTheirVectors() {
    List<Object> holders = new ArrayList<>();
    try {
      holders.add(slice());
      holders.add(job());
      holders.add(batch());
      holders.add(dispatch());
      collectSomeTime();
      assertEquals(List.of(), log.drain());
      assertTrue(liveBytes(gpu) > 0);
    } finally {
      Reference.reachabilityFence(holders);
    }
  }

  private HostSlice<Tag> slice() {
    return gpu.hostVector(TestFields.FP, 10).slice(1, 1);
  }

  private Job<HostVector<Tag>> job() {
    return gpu.kernel(TestKernels.NEG, TestFields.FP)
        .job()
        .bind(0, gpu.hostVector(TestFields.FP, 10))
        .build();
  }

  private Batch batch() {
    Batch batch = gpu.batch();
    batch.add(job());
    return batch;
  }

  private Dispatch<Tag> dispatch() {
    Dispatch<Tag> dispatch = gpu.kernel(TestKernels.NEG, TestFields.FP).dispatch();
    dispatch.bind(0, gpu.deviceVector(TestFields.FP, 10));
    return dispatch;
  }

  @Test
  void aDroppedBackendIsNamedAndClosed() {
    BackendResources left = dropBackend();
    collectUntil(() -> !left.device().gate().isOpen());
    collectUntil(() -> left.context().vectors().liveBytes() == 0);
    left.close(false); // waits for the end of the close that the collector began
    String named =
        "WARNING: a backend on device \""
            + gpu.plan().report().name()
            + "\" was dropped without close(); it is closed now";
    List<String> found = new ArrayList<>();
    collectUntil(
        () -> {
          found.addAll(log.drain()); // it is told after the close
          return found.contains(named);
        });
  }

  /** Returns what is left of a backend that did something and was dropped with a vector open. */
  private BackendResources dropBackend() {
    PersistentBackend dropped = PersistentBackend.open(options);
    DeviceVector<Tag> a = dropped.deviceVector(TestFields.FP, 10);
    ResidentDispatchTest.dispatch(dropped.kernel(TestKernels.NEG, TestFields.FP), a, a);
    return dropped.resources();
  }

  @Test
  void aBackendIsNotTakenForDroppedWhileSomethingOfItIsInUse() {
    List<Object> holders = new ArrayList<>();
    List<BackendResources> used = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        PersistentBackend backend = PersistentBackend.open(options);
        used.add(backend.resources());
        holders.add(
            switch (i) {
              case 0 -> backend.hostVector(TestFields.FP, 10);
              case 1 -> backend.kernel(TestKernels.NEG, TestFields.FP);
              case 2 -> backend.batch();
              case 3 -> backend.timer();
              default -> backend.kernel(TestKernels.NEG, TestFields.FP).dispatch();
            });
      }
      collectSomeTime();
      assertEquals(List.of(), log.drain());
      for (BackendResources resources : used) {
        assertTrue(resources.device().gate().isOpen());
      }
    } finally {
      Reference.reachabilityFence(holders);
    }
    for (BackendResources resources : used) {
      resources.close(false);
      assertFalse(resources.device().gate().isOpen());
      assertEquals(List.of(), resources.validationMessages(), "validation messages");
    }
  }
}
