// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener is told of the stages of jobs and dispatches. */
@SuppressWarnings("try") // a subscription does its work by being there
class StageListenerTest {

  private static final Field<Tag> FIELD = TestFields.FP;
  private static final int SIZE = 1000;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  @RegisterExtension
  static final TestDevice SEPARATE = new TestDevice(plan -> plan.withSeparateTransfers());

  @RegisterExtension final CapturedLog log = new CapturedLog(PersistentBackend.class);

  private final PersistentBackend gpu = DEVICE.backend();
  private final List<StageTime> times = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void prepare() {
    for (TestDevice device : List.of(DEVICE, SEPARATE)) {
      PersistentBackend backend = device.backend();
      backend.prepare(List.of(backend.kernel(TestKernels.ADD, FIELD))).requireComplete();
    }
  }

  /** Runs something that is listened to; checks that all times are within it. */
  private List<StageTime> listen(PersistentBackend backend, Runnable body) {
    times.clear();
    long begin = System.nanoTime();
    try (StageSubscription listening = backend.listen(times::add)) {
      body.run();
    }
    long end = System.nanoTime();
    List<StageTime> told = new ArrayList<>(times);
    told.sort(Comparator.comparing(StageTime::beginNanos));
    for (StageTime time : told) {
      assertTrue(begin <= time.beginNanos(), time.toString());
      assertTrue(time.beginNanos() <= time.endNanos(), time.toString());
      assertTrue(time.endNanos() <= end, time.toString());
    }
    return told;
  }

  private static List<Stage> stages(List<StageTime> times) {
    return times.stream().map(StageTime::stage).toList();
  }

  private static void batch(PersistentBackend backend, TransferPath path, int chunk) {
    try (HostVector<Tag> a = TestVectors.operand(backend, FIELD, SIZE, 0, 1);
        HostVector<Tag> b = TestVectors.operand(backend, FIELD, SIZE, 1, 1);
        HostVector<Tag> sum = backend.hostVector(FIELD, SIZE);
        Batch batch = backend.batch().path(path).chunkElements(chunk)) {
      batch.add(
          backend.kernel(TestKernels.ADD, FIELD).job().bind(0, a).bind(1, b).bind(2, sum).build());
      batch.runPipelined();
      TestVectors.assertElementWise(a, b, sum, BigInteger::add);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChunkThatGoesThroughTheDevicesMemoryIsToldInThreeStages(boolean separate) {
    PersistentBackend backend = (separate ? SEPARATE : DEVICE).backend();
    List<StageTime> told = listen(backend, () -> batch(backend, TransferPath.DEVICE_LOCAL, SIZE));
    told.removeIf(time -> time.track().startsWith("main")); // copies of the test's own
    assertEquals(List.of(Stage.UPLOAD, Stage.COMPUTE, Stage.DOWNLOAD), stages(told));
    StageTime upload = told.get(0);
    StageTime compute = told.get(1);
    StageTime download = told.get(2);
    assertEquals("vector-add<bls12_381_fp>", compute.what());
    assertTrue(compute.track().startsWith("slot "), compute.track());
    assertEquals(SIZE, compute.elements());
    assertEquals(2 * SIZE * 48, upload.bytes());
    assertEquals(SIZE * 48, download.bytes());
    boolean clock = backend.plan().computeClock().exists();
    assertEquals(List.of(clock, clock, clock), told.stream().map(StageTime::onDevice).toList());
    assertTrue(upload.beginNanos() <= compute.beginNanos());
    assertTrue(compute.beginNanos() <= download.beginNanos());
  }

  @Test
  void everyChunkIsTold() {
    List<StageTime> told = listen(gpu, () -> batch(gpu, TransferPath.HOST_VISIBLE, (SIZE + 3) / 4));
    told.removeIf(time -> time.stage() != Stage.COMPUTE);
    assertEquals(4, told.size());
    assertEquals(SIZE, told.stream().mapToLong(StageTime::elements).sum());
  }

  @Test
  void dispatchesAndTheirCopiesAreTold() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, FIELD, SIZE, 0, 1);
        DeviceVector<Tag> x = gpu.deviceVector(FIELD, SIZE)) {
      List<StageTime> told =
          listen(
              gpu,
              () -> {
                x.upload(a);
                for (int i = 0; i < 3; i++) {
                  ResidentDispatchTest.dispatch(gpu.kernel(TestKernels.ADD, FIELD), x, x, x);
                }
                gpu.await();
                x.download(a);
              });
      assertEquals(
          List.of(Stage.UPLOAD, Stage.COMPUTE, Stage.COMPUTE, Stage.COMPUTE, Stage.DOWNLOAD),
          stages(told));
      assertEquals("vector-add", told.get(1).what());
      assertEquals("device vectors", told.get(1).track());
      assertEquals(SIZE * 48, told.get(0).bytes());
      boolean clock = gpu.plan().computeClock().exists();
      assertTrue(told.stream().allMatch(time -> time.onDevice() == clock), told.toString());
    }
  }

  @Test
  void aProgramIsToldAsAWhole() {
    try (DeviceVector<Tag> x = gpu.deviceVector(FIELD, SIZE);
        Program twice =
            gpu.record(
                () -> {
                  ResidentDispatchTest.dispatch(gpu.kernel(TestKernels.ADD, FIELD), x, x, x);
                  ResidentDispatchTest.dispatch(gpu.kernel(TestKernels.ADD, FIELD), x, x, x);
                })) {
      gpu.await();
      List<StageTime> told = listen(gpu, twice::run);
      assertEquals(1, told.size());
      assertEquals("program of 2 dispatches", told.get(0).what());
    }
  }

  @Test
  void copiesOfTheHostAreTold() {
    try (HostVector<Tag> a = gpu.hostVector(FIELD, SIZE)) {
      List<StageTime> told =
          listen(
              gpu,
              () -> {
                a.put(0, ByteBuffer.allocate(SIZE * 48));
                a.get(0, ByteBuffer.allocate(48));
              });
      assertEquals(List.of(Stage.COPY_IN, Stage.COPY_OUT), stages(told));
      assertEquals(SIZE * 48, told.get(0).bytes());
      assertEquals(1, told.get(1).elements());
      assertEquals(Thread.currentThread().getName(), told.get(0).track());
    }
  }

  @Test
  void oneListensAtATimeAndNothingIsToldAfterwards() {
    try (HostVector<Tag> a = gpu.hostVector(FIELD, SIZE)) {
      StageSubscription first = gpu.listen(times::add);
      assertThrows(IllegalStateException.class, () -> gpu.listen(times::add));
      first.close();
      first.close();
      a.put(0, ByteBuffer.allocate(48));
      assertEquals(List.of(), times);
      gpu.listen(times::add).close();
    }
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    AtomicInteger calls = new AtomicInteger();
    try (StageSubscription listening =
            gpu.listen(
                time -> {
                  calls.incrementAndGet();
                  throw new IllegalArgumentException("made so");
                });
        HostVector<Tag> a = gpu.hostVector(FIELD, SIZE)) {
      a.put(0, ByteBuffer.allocate(48));
      a.put(0, ByteBuffer.allocate(48));
    }
    assertEquals(1, calls.get());
    assertEquals(
        List.of(
            "WARNING: a listener to stages has thrown, and is told nothing more:"
                + " java.lang.IllegalArgumentException: made so"),
        log.drain());
  }

  @Test
  void closingTheBackendEndsIt() {
    PersistentBackend other = PersistentBackend.open(TestDevice.options());
    StageSubscription listening =
        other.listen(
            time -> {
              times.add(time);
              other.close(); // even from there
            });
    try (HostVector<Tag> a = other.hostVector(FIELD, 1)) {
      a.put(0, ByteBuffer.allocate(48));
    }
    listening.close();
    other.close();
    assertEquals(1, times.size());
    assertThrows(ClosedException.class, () -> other.listen(times::add));
    assertEquals(List.of(), other.validationMessages());
  }
}
