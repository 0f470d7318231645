// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.DeadlineExceededException;
import io.fieldstone.runtime.error.RecordingException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was recorded runs as often as it is told, in its place among other calls. */
@Timeout(120)
class ProgramTest {

  private static final int SIZE = 1000;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.FP);
  private final Kernel<Tag> twice = gpu.kernel(TestKernels.DOUBLE, TestFields.FP);
  private final Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
  private final HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
  private final HostVector<Tag> b = TestVectors.operand(gpu, TestFields.FP, SIZE, 1, 1);
  private final HostVector<Tag> out = TestVectors.poisoned(gpu, TestFields.FP, SIZE);
  private final DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, SIZE);
  private final DeviceVector<Tag> y = gpu.deviceVector(TestFields.FP, SIZE);
  private final List<AutoCloseable> opened = new ArrayList<>(List.of(a, b, out, x, y));

  ProgramTest() {
    x.upload(a);
    y.upload(b);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    gpu.await();
    for (int i = 0; i < 500 && liveBytes() > 0; i++) {
      TestThread.pause(10); // another thread may be at it
    }
    assertEquals(0, liveBytes(), "memory is kept");
  }

  private long liveBytes() {
    return gpu.resources().context().vectors().liveBytes();
  }

  private Program record(Runnable calls) {
    Program program = gpu.record(calls);
    opened.add(program);
    return program;
  }

  @Test
  void aRecordingRunsNothingAndItsProgramAllOfIt() {
    Program step =
        record(
            () -> {
              ResidentDispatchTest.dispatch(add, x, y, x);
              ResidentDispatchTest.dispatch(twice, x, x);
              ResidentDispatchTest.dispatch(neg, x, y);
            });
    assertEquals(3, step.dispatches());
    x.download(out);
    TestVectors.assertElementWise(a, a, out, (s, t) -> s);
    step.run();
    y.download(out);
    TestVectors.assertElementWise(a, b, out, (s, t) -> s.add(t).shiftLeft(1).negate());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void programsAndOtherCallsRunInTheOrderOfTheCalls(long seed) {
    Program sum = record(() -> ResidentDispatchTest.dispatch(add, x, y, x));
    Program shift = record(() -> ResidentDispatchTest.dispatch(twice, y, y));
    Random random = new Random(seed);
    BigInteger p = TestFields.FP.modulus();
    BigInteger first = a.get(7);
    BigInteger second = b.get(7);
    for (int i = 0; i < 500; i++) {
      switch (random.nextInt(5)) {
        case 0 -> {
          sum.submit();
          first = first.add(second).mod(p);
        }
        case 1 -> {
          shift.submit();
          second = second.shiftLeft(1).mod(p);
        }
        case 2 -> {
          ResidentDispatchTest.dispatch(neg, x, y);
          second = p.subtract(first).mod(p);
        }
        case 3 -> {
          ResidentDispatchTest.dispatch(add, y, x, y);
          second = second.add(first).mod(p);
        }
        default -> {
          if (random.nextInt(10) == 0) {
            x.download(out);
            assertEquals(first, out.get(7));
          }
        }
      }
    }
    x.download(out);
    assertEquals(first, out.get(7));
    y.download(out);
    assertEquals(second, out.get(7));
  }

  @Test
  void aCallAfterARecordingStillSeesTheCallBeforeIt() {
    for (int i = 0; i < 20; i++) {
      x.upload(a);
      ResidentDispatchTest.dispatch(neg, x, x);
      gpu.record(() -> ResidentDispatchTest.dispatch(twice, y, y)).close();
      ResidentDispatchTest.dispatch(add, x, x, y);
      y.download(out);
      TestVectors.assertElementWise(a, a, out, (s, t) -> s.add(t).negate());
    }
  }

  @Test
  void temporariesOfTheRecordingLiveOnInTheProgram() {
    Program step =
        record(
            () -> {
              try (DeviceVector<Tag> temporary = gpu.deviceVector(TestFields.FP, SIZE)) {
                ResidentDispatchTest.dispatch(add, x, y, temporary);
                ResidentDispatchTest.dispatch(neg, temporary, y);
              }
            });
    for (int i = 0; i < 3; i++) {
      y.upload(b);
      step.run();
      y.download(out);
      TestVectors.assertElementWise(a, b, out, (s, t) -> s.add(t).negate());
    }
  }

  @Test
  void aProgramWhoseVectorWasClosedSaysSoAndRunsNothing() {
    Program step = record(() -> ResidentDispatchTest.dispatch(add, x, y, x));
    y.close();
    var e = assertThrows(ClosedException.class, step::run);
    assertEquals(
        "the program uses DeviceVector<bls12_381_fp>[1000], which was closed", e.getMessage());
    x.download(out);
    TestVectors.assertElementWise(a, a, out, (s, t) -> s);
  }

  /** A user of a library's object never saw the vectors that it has. */
  @Test
  void aVectorThatIsAPartIsClosedByItsOwnersName() {
    y.setPartOf("the table of the house");
    Program step = record(() -> ResidentDispatchTest.dispatch(add, x, y, x));
    String is = "DeviceVector<bls12_381_fp>[1000] of the table of the house";
    assertEquals(is, y.toString());
    DeviceVector<Tag> part = y.slice(2, 3);
    y.close();
    assertEquals(
        "the program uses the table of the house, which was closed",
        assertThrows(ClosedException.class, step::run).getMessage());
    assertEquals(
        "the table of the house was closed",
        assertThrows(ClosedException.class, () -> ResidentDispatchTest.dispatch(neg, y, x))
            .getMessage());
    assertEquals(
        "the table of the house was closed, and its parts with it: elements 2 to 4 of " + is,
        assertThrows(ClosedException.class, () -> part.slice(0, 1)).getMessage());
    x.download(out);
    TestVectors.assertElementWise(a, a, out, (s, t) -> s);
  }

  @Test
  void aClosedProgramSaysSo() {
    Program step = record(() -> ResidentDispatchTest.dispatch(twice, x, x));
    step.submit();
    step.close();
    step.close();
    assertEquals(
        "the program was closed", assertThrows(ClosedException.class, step::run).getMessage());
    x.download(out);
    TestVectors.assertElementWise(a, a, out, (s, t) -> s.shiftLeft(1));
  }

  @Test
  void whatIsNoDispatchCannotBeRecorded() {
    Program step = record(() -> ResidentDispatchTest.dispatch(twice, x, x));
    Job<HostVector<Tag>> job = neg.job().bind(0, a).bind(1, out).build();
    Map<String, Runnable> refused = new LinkedHashMap<>();
    refused.put("upload(source) of DeviceVector<bls12_381_fp>[1000]", () -> x.upload(a));
    refused.put(
        "upload(source) of elements 1 to 2 of DeviceVector<bls12_381_fp>[1000]",
        () -> x.slice(1, 2).upload(a.slice(0, 2)));
    refused.put("upload(source)", () -> gpu.upload(a));
    refused.put("download(target) of DeviceVector<bls12_381_fp>[1000]", () -> x.download(out));
    refused.put("download() of DeviceVector<bls12_381_fp>[1000]", x::download);
    refused.put("startUpload(source) of DeviceVector<bls12_381_fp>[1000]", () -> x.startUpload(a));
    refused.put(
        "startDownload(target) of DeviceVector<bls12_381_fp>[1000]", () -> x.startDownload(out));
    refused.put("await() of DeviceVector<bls12_381_fp>[1000]", x::await);
    refused.put("await()", gpu::await);
    refused.put("prepare()", () -> gpu.prepare(List.of(neg)));
    refused.put("run() of vector-neg<bls12_381_fp>[1000]", job::run);
    refused.put("start() of vector-neg<bls12_381_fp>[1000]", job::start);
    refused.put("mine(x)", () -> gpu.requireNotRecording("mine(x)"));
    try (Batch batch = gpu.batch()) {
      var result = batch.add(job);
      refused.put("run(mode) of a batch", batch::runPipelined);
      refused.put("start(mode) of a batch", () -> batch.start(ExecutionMode.PIPELINED));
      for (Map.Entry<String, Runnable> call : refused.entrySet()) {
        var e = assertThrows(RecordingException.class, () -> gpu.record(call.getValue()));
        assertEquals(
            call.getKey()
                + " cannot be recorded, since a program is made of dispatches on device vectors"
                + " alone; call it before the recording, or after a run of the program",
            e.getMessage());
      }
      assertFalse(result.isDone(), "the job is the batch's still");
      batch.runPipelined();
      result.join();
    }
    for (Runnable program : List.<Runnable>of(step::submit, () -> gpu.record(() -> {}))) {
      var e = assertThrows(RecordingException.class, () -> gpu.record(program));
      assertTrue(String.valueOf(e.getMessage()).matches(".*(record).*"), () -> "" + e);
    }
    gpu.requireNotRecording("mine(x)");
    x.download(out);
    TestVectors.assertElementWise(a, a, out, (s, t) -> s);
  }

  @Test
  void aRecordingThatFailsLeavesNothingOpen() {
    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                gpu.record(
                    () -> {
                      ResidentDispatchTest.dispatch(twice, x, x);
                      throw new IllegalStateException("the user's");
                    }));
    assertEquals("the user's", e.getMessage());
    ResidentDispatchTest.dispatch(twice, x, x);
    x.download(out);
    TestVectors.assertElementWise(a, a, out, (s, t) -> s.shiftLeft(1));
  }

  @Test
  void anEmptyProgramIsFine() {
    Program nothing = record(() -> {});
    assertEquals(0, nothing.dispatches());
    nothing.run();
  }

  @Test
  void otherThreadsAreNotRecorded() throws InterruptedException {
    Program step =
        record(
            () -> {
              try {
                TestThread.start(() -> ResidentDispatchTest.dispatch(twice, x, x)).succeeds();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertEquals(0, step.dispatches());
    x.download(out);
    TestVectors.assertElementWise(a, a, out, (s, t) -> s.shiftLeft(1));
  }

  @Test
  void aRunHasADeadline() {
    SlowWork work = new SlowWork(gpu);
    opened.add(0, work);
    Program slow = record(work::dispatch);
    var e = assertThrows(DeadlineExceededException.class, () -> slow.run(Duration.ofMillis(5)));
    assertEquals("the deadline of the program passed while it runs", e.getMessage());
    slow.run(Duration.ofSeconds(60));
    assertFalse(Thread.interrupted());
  }

  @Test
  void whatIsTooLateDoesNotRun() {
    Program step = record(() -> ResidentDispatchTest.dispatch(twice, x, x));
    for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      var e = assertThrows(DeadlineExceededException.class, () -> step.run(none));
      assertEquals("the deadline of the program passed before it began", e.getMessage());
    }
    x.download(out);
    TestVectors.assertElementWise(a, a, out, (s, t) -> s);
    step.run(Duration.ofSeconds(60));
    x.download(out);
    TestVectors.assertElementWise(a, a, out, (s, t) -> s.shiftLeft(1));
    step.close();
    assertEquals(
        "the program was closed",
        assertThrows(ClosedException.class, () -> step.run(Duration.ZERO)).getMessage());
  }

  @Test
  void aRunAllocatesNothingOnTheJavaHeap() {
    Program step =
        record(
            () -> {
              ResidentDispatchTest.dispatch(add, x, y, x);
              ResidentDispatchTest.dispatch(neg, x, y);
            });
    long nothing = allocated(step, 0);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 1000 && least > nothing; round++) {
      least = Math.min(least, allocated(step, 20));
    }
    assertEquals(nothing, least, "bytes that 20 runs allocate at least");
  }

  private static long allocated(Program step, int runs) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < runs; i++) {
      step.submit();
    }
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  /** Programs keep their vectors: closing frees the programs first. */
  @Test
  void closingTheBackendWaitsForNoProgram() {
    long begin = System.nanoTime();
    PersistentBackend other = PersistentBackend.open(TestDevice.options());
    DeviceVector<Tag> x = other.deviceVector(TestFields.FP, SIZE);
    Kernel<Tag> add = other.kernel(TestKernels.ADD, TestFields.FP);
    Program open = other.record(() -> ResidentDispatchTest.dispatch(add, x, x, x));
    open.run();
    for (int i = 0; i < 50; i++) {
      Program closed = other.record(() -> ResidentDispatchTest.dispatch(add, x, x, x));
      closed.submit();
      closed.close();
    }
    other.close();
    assertTrue(System.nanoTime() - begin < other.options().closeTimeout().toNanos());
    assertThrows(ClosedException.class, open::run);
    assertEquals(0, other.resources().device().memory().liveBytes());
  }

  @Test
  void closingTheBackendWithinARecordingEndsIt() {
    PersistentBackend other = PersistentBackend.open(TestDevice.options());
    DeviceVector<Tag> x = other.deviceVector(TestFields.FP, SIZE);
    Kernel<Tag> add = other.kernel(TestKernels.ADD, TestFields.FP);
    assertThrows(
        ClosedException.class,
        () ->
            other.record(
                () -> {
                  ResidentDispatchTest.dispatch(add, x, x, x);
                  other.close();
                }));
    assertEquals(0, other.resources().device().memory().liveBytes());
  }
}
