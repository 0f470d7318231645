// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.Field;
import java.lang.ref.Reference;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lwjgl.system.MemoryUtil;

/** Closing a backend under whoever uses it: exceptions with a type, and never a crash. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CloseTest {

  private static final int ROUNDS = 50;
  private static final int THREADS = 8;
  private static final long MANY = 1_000_000;
  private static final String RACE_OF_THE_LAYER =
      "UNASSIGNED-CoreValidation-DrawState-InvalidCommandBuffer-VkBuffer";

  @RegisterExtension final CapturedLog log = new CapturedLog(PersistentBackend.class);

  /** All backends of a test share its pipelines. */
  private final BackendOptions options = TestDevice.options();

  private static void assertSilent(PersistentBackend gpu) {
    assertEquals(List.of(), gpu.validationMessages(), "validation messages");
  }

  /**
   * Leaves out what layer 1.3.239 says wrongly, once in some ten thousand times, if one thread
   * destroys a buffer while another gives the descriptor set that last held it a new one: it then
   * takes the commands that are recorded with the new one for broken. A buffer that is destroyed
   * while it is used has messages of its own.
   */
  private static void assertSilentButForRaces(PersistentBackend gpu) {
    assertEquals(
        List.of(),
        gpu.validationMessages().stream()
            .filter(message -> !message.contains(RACE_OF_THE_LAYER))
            .toList(),
        "validation messages");
  }

  private static long liveBytes(PersistentBackend gpu) {
    return gpu.resources().context().vectors().liveBytes();
  }

  @Test
  void allClosersWaitForTheSameEnd() throws InterruptedException {
    PersistentBackend gpu = PersistentBackend.open(options);
    SlowWork work = new SlowWork(gpu);
    work.keepBusy();
    List<TestThread> closers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      closers.add(
          TestThread.start(
              () -> {
                gpu.close();
                assertEquals(0, liveBytes(gpu), "freed by whoever closes");
              }));
    }
    TestThread.pause(20);
    assertTrue(closers.stream().allMatch(TestThread::runs), "the device is at work");
    for (TestThread closer : closers) {
      closer.succeeds();
    }
    work.close();
    assertEquals(List.of(), log.drain());
    assertSilent(gpu);
  }

  @Test
  void aBackendMayBeClosedByAThreadThatIsInterrupted() throws InterruptedException {
    for (int round = 0; round < 10; round++) {
      PersistentBackend gpu = PersistentBackend.open(options);
      SlowWork work = new SlowWork(gpu);
      List<TestThread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 2000);
        Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
        threads.add(
            TestThread.start(
                () -> {
                  while (true) {
                    ResidentDispatchTest.dispatch(neg, x, x);
                  }
                }));
      }
      work.keepBusy();
      TestThread closer =
          TestThread.start(
              () -> {
                Thread.currentThread().interrupt();
                gpu.close();
                assertTrue(Thread.interrupted(), "it stays interrupted");
                assertEquals(0, liveBytes(gpu));
              });
      closer.interrupt();
      closer.succeeds();
      for (TestThread thread : threads) {
        thread.fails(ClosedException.class);
      }
      work.close();
      assertSilent(gpu);
    }
    assertEquals(List.of(), log.drain());
  }

  @Test
  void aSecondCloserThatIsInterruptedWaitsToo() throws InterruptedException {
    PersistentBackend gpu = PersistentBackend.open(options);
    SlowWork work = new SlowWork(gpu);
    work.keepBusy();
    TestThread first = TestThread.start(gpu::close);
    TestThread.pause(20);
    assertTrue(first.runs());
    TestThread second =
        TestThread.start(
            () -> {
              gpu.close();
              assertEquals(0, liveBytes(gpu));
              assertTrue(Thread.interrupted());
            });
    second.interrupt();
    second.succeeds();
    first.succeeds();
    work.close();
    assertSilent(gpu);
  }

  /** Everything that a thread can do with a backend, on vectors of its own. */
  private static final class Busybody implements TestThread.Work {
    private final PersistentBackend gpu;
    private final Random random;
    private final AtomicLong done;
    private final Field<Tag> field = TestFields.FP;

    Busybody(PersistentBackend gpu, long seed, AtomicLong done) {
      this.gpu = gpu;
      this.random = new Random(seed);
      this.done = done;
    }

    @Override
    public void run() {
      while (true) {
        int size = 1 + random.nextInt(3000);
        try (HostVector<Tag> a = gpu.hostVector(field, size);
            HostVector<Tag> b = gpu.hostVector(field, size);
            DeviceVector<Tag> x = gpu.deviceVector(field, size)) {
          BigInteger value = BigInteger.valueOf(random.nextInt(1 << 20));
          a.put(0, ByteBuffer.allocate(size * 48));
          a.set(size - 1, value);
          use(a, b, x, value);
        }
        done.incrementAndGet();
      }
    }

    private void use(HostVector<Tag> a, HostVector<Tag> b, DeviceVector<Tag> x, BigInteger value) {
      Kernel<Tag> twice = gpu.kernel(TestKernels.DOUBLE, field);
      switch (random.nextInt(5)) {
        case 0 -> twice.job().bind(0, a).bind(1, b).build().run();
        case 1 -> {
          try (Batch batch = gpu.batch().chunkElements(700)) {
            CompletableFuture<HostVector<Tag>> ticket =
                batch.add(twice.job().bind(0, a).bind(1, b).build());
            batch.run(random.nextBoolean() ? ExecutionMode.PIPELINED : ExecutionMode.SEQUENTIAL);
            ticket.join().requireBelowModulus();
          }
        }
        case 2 -> {
          x.upload(a);
          ResidentDispatchTest.dispatch(twice, x, x);
          x.download(b);
        }
        case 3 -> {
          try (GpuTimer timer = gpu.timer()) {
            x.upload(a);
            assertTrue(timer.measure(() -> ResidentDispatchTest.dispatch(twice, x, x)) > 0);
            x.download(b);
          }
        }
        default -> {
          x.upload(a);
          ResidentDispatchTest.dispatch(twice, x, x);
          return; // the vectors are closed while the device uses them
        }
      }
      assertEquals(value.shiftLeft(1), b.get(b.size() - 1));
    }
  }

  @Test
  void manyThreadsAtWorkGetTheirResultOrAnExceptionThatSaysClosed() throws InterruptedException {
    AtomicLong done = new AtomicLong();
    for (int round = 0; round < ROUNDS; round++) {
      PersistentBackend gpu = PersistentBackend.open(options);
      List<TestThread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        threads.add(TestThread.start(new Busybody(gpu, (long) round * THREADS + t, done)));
      }
      TestThread.pause(round % 25);
      gpu.close();
      for (TestThread thread : threads) {
        thread.fails(ClosedException.class);
      }
      assertEquals(0, liveBytes(gpu));
      assertSilentButForRaces(gpu);
    }
    assertTrue(done.get() > 0);
    assertEquals(List.of(), log.drain());
  }

  /** Its thread is kept where it wants to make the program: the exit does not wait for that. */
  @Test
  void theExitDoesNotWaitForARecordingWhoseCallsAreOver() throws InterruptedException {
    PersistentBackend gpu = PersistentBackend.open(options);
    DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 100);
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    CountDownLatch exiting = new CountDownLatch(1);
    TestThread recorder =
        TestThread.start(
            () ->
                gpu.record(
                    () -> {
                      ResidentDispatchTest.dispatch(neg, x, x);
                      gpu.resources().device().gate().closeForExit();
                      exiting.countDown();
                    }));
    assertTrue(exiting.await(30, TimeUnit.SECONDS));
    TestThread.pause(20);
    long start = System.nanoTime();
    gpu.resources().close(true);
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis < 5000, "the JVM's exit took " + millis + " ms");
    assertTrue(recorder.runs(), () -> "came back with " + recorder.failure());
    assertEquals(0, liveBytes(gpu));
    assertSilent(gpu);
    assertEquals(List.of(), log.drain());
  }

  @Test
  void whileTheJvmExitsNobodyComesBackWithAnException() {
    AtomicLong done = new AtomicLong();
    for (int round = 0; round < ROUNDS; round++) {
      PersistentBackend gpu = PersistentBackend.open(options);
      List<TestThread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        threads.add(TestThread.start(new Busybody(gpu, (long) round * THREADS + t, done)));
      }
      threads.add(TestThread.start(new Onlooker(gpu)));
      TestThread.pause(20 + round % 25);
      long start = System.nanoTime();
      gpu.resources().close(true);
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis < 5000, "the JVM's exit took " + millis + " ms");
      TestThread.pause(20);
      for (TestThread thread : threads) {
        assertTrue(thread.runs(), () -> "came back with " + thread.failure());
      }
      gpu.close();
      assertSilentButForRaces(gpu);
    }
    assertEquals(List.of(), log.drain());
  }

  /** Uses the same vectors and one timer all the time. */
  private record Onlooker(PersistentBackend gpu) implements TestThread.Work {
    @Override
    public void run() {
      HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
      HostVector<Tag> b = gpu.hostVector(TestFields.FP, 10);
      DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 10);
      Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
      GpuTimer timer = gpu.timer();
      forever(
          () -> {
            a.slice(1, 2).set(0, BigInteger.ONE);
            x.upload(a);
            timer.measure(() -> {});
            neg.job().bind(0, a).bind(1, b).build();
          });
    }
  }

  @Test
  void longAccessesToHostMemoryEndWithTheBackend() throws InterruptedException {
    byte[] bytes = new byte[(int) MANY * 48];
    for (int round = 0; round < 10; round++) {
      PersistentBackend gpu = PersistentBackend.open(options);
      HostVector<Tag> a = gpu.hostVector(TestFields.FP, MANY);
      HostVector<Tag> b = gpu.hostVector(TestFields.FP, MANY);
      a.put(0, ByteBuffer.wrap(bytes));
      List<TestThread> threads =
          List.of(
              TestThread.start(() -> forever(a::requireBelowModulus)),
              TestThread.start(() -> forever(() -> a.get(0, ByteBuffer.wrap(bytes)))),
              TestThread.start(() -> forever(() -> b.put(0, ByteBuffer.wrap(bytes)))),
              TestThread.start(() -> forever(() -> a.slice(7, MANY - 7).get(MANY - 8))),
              TestThread.start(() -> forever(() -> a.set(MANY - 1, BigInteger.ONE))));
      TestThread.pause(5L * round);
      gpu.close();
      for (TestThread thread : threads) {
        thread.fails(ClosedException.class);
      }
      assertEquals(0, liveBytes(gpu));
      assertSilent(gpu);
    }
    assertEquals(List.of(), log.drain());
  }

  private static void forever(Runnable access) {
    while (true) {
      access.run();
    }
  }

  @Test
  void aVectorThatIsClosedUnderALongAccessIsFreedAfterIt() throws InterruptedException {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      for (int round = 0; round < 10; round++) {
        HostVector<Tag> a = gpu.hostVector(TestFields.BABY_BEAR, 4 * MANY);
        a.put(0, ByteBuffer.allocate((int) a.bytes()));
        TestThread reader = TestThread.start(() -> forever(a::requireBelowModulus));
        TestThread.pause(round);
        a.close();
        reader.fails(ClosedException.class);
        assertEquals(0, liveBytes(gpu));
      }
    }
  }

  @Test
  void aBackendMayBeClosedInsideAMeasurement() {
    for (boolean busy : new boolean[] {false, true}) {
      PersistentBackend gpu = PersistentBackend.open(options);
      Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
      DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 100_000);
      GpuTimer timer = gpu.timer();
      assertThrows(
          ClosedException.class,
          () ->
              timer.measure(
                  () -> {
                    if (busy) {
                      ResidentDispatchTest.dispatch(neg, x, x);
                    }
                    gpu.close();
                    assertEquals(0, liveBytes(gpu));
                  }));
      timer.close();
      x.close();
      assertSilent(gpu);
    }
    assertEquals(List.of(), log.drain());
  }

  @Test
  void aTimerMayBeClosedInsideItsOwnMeasurement() {
    PersistentBackend gpu = PersistentBackend.open(options);
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    try (DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 100_000)) {
      GpuTimer timer = gpu.timer();
      assertThrows(
          ClosedException.class,
          () ->
              timer.measure(
                  () -> {
                    ResidentDispatchTest.dispatch(neg, x, x);
                    timer.close();
                    ResidentDispatchTest.dispatch(neg, x, x);
                  }));
      ResidentDispatchTest.dispatch(neg, x, x);
    } finally {
      gpu.close();
    }
    assertSilent(gpu);
  }

  @Test
  void aTimerMayBeClosedWhileAnotherThreadMeasures() throws InterruptedException {
    PersistentBackend gpu = PersistentBackend.open(options);
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    try (DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 10)) {
      for (int round = 0; round < 100; round++) {
        GpuTimer timer = gpu.timer();
        TestThread measuring =
            TestThread.start(
                () -> forever(() -> timer.measure(() -> ResidentDispatchTest.dispatch(neg, x, x))));
        TestThread.pause(round % 5);
        timer.close();
        ResidentDispatchTest.dispatch(neg, x, x);
        measuring.fails(ClosedException.class);
        timer.close();
      }
    } finally {
      gpu.close();
    }
    assertSilent(gpu);
  }

  @Test
  void aBackendMayBeClosedByTheThreadThatHoldsADispatchAndABatch() {
    PersistentBackend gpu = PersistentBackend.open(options);
    Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
    DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 100);
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, 100);
    try (Dispatch<Tag> dispatch = neg.dispatch();
        Dispatch<Tag> pooled = neg.pooledDispatch();
        Batch batch = gpu.batch()) {
      batch.add(neg.job().bind(0, a).build());
      for (Dispatch<Tag> each : List.of(dispatch, pooled)) {
        each.bind(0, x);
        each.bind(1, x);
        each.submit();
      }
      gpu.close();
      assertThrows(ClosedException.class, dispatch::submit);
      assertThrows(ClosedException.class, pooled::submit);
      assertThrows(ClosedException.class, batch::runPipelined);
    }
    assertSilent(gpu);
  }

  @Test
  void whatCannotBeWaitedForIsNeverFreedUnderIt() throws InterruptedException {
    PersistentBackend gpu = PersistentBackend.open(options.withCloseTimeout(Duration.ofMillis(50)));
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
    a.set(9, BigInteger.TWO);
    CountDownLatch in = new CountDownLatch(1);
    CountDownLatch out = new CountDownLatch(1);
    TestThread guest =
        TestThread.start(
            () -> {
              gpu.resources().device().gate().enter();
              a.storage().retain();
              in.countDown();
              out.await();
              long address = a.storage().segment(0).address() + 9 * 48;
              assertEquals(2, MemoryUtil.memGetByte(address), "still mapped");
              a.storage().release();
              gpu.resources().device().gate().leave(true);
            });
    in.await();
    gpu.close();
    assertEquals(
        List.of(
            "WARNING: the backend on device \""
                + gpu.plan().report().name()
                + "\" cannot be closed: after PT0.05S 1 operations still run; its memory is given up"),
        log.drain());
    assertThrows(ClosedException.class, () -> gpu.hostVector(TestFields.FP, 1));
    assertThrows(ClosedException.class, () -> a.get(0));
    assertTrue(a.isClosed());
    out.countDown();
    guest.succeeds();
    gpu.close();
    assertEquals(List.of(), log.drain());
    assertSilent(gpu);
  }

  @Test
  void reopenGivesANewBackendWithTheSameOptions() {
    PersistentBackend gpu = PersistentBackend.open(options.withChunkElements(7));
    HostVector<Tag> old = gpu.hostVector(TestFields.FP, 10);
    PersistentBackend again = gpu.reopen();
    try (HostVector<Tag> a = TestVectors.operand(again, TestFields.FP, 100, 0, 1);
        HostVector<Tag> out =
            again.kernel(TestKernels.NEG, TestFields.FP).job().bind(0, a).build().run()) {
      assertTrue(old.isClosed());
      assertFalse(a.isClosed());
      assertEquals(gpu.options(), again.options());
      TestVectors.assertElementWise(a, a, out, (x, y) -> x.negate());
    } finally {
      again.close();
    }
    assertSilent(gpu);
    assertSilent(again);
  }

  /** A handler of log records that ends the JVM, in a JVM of its own. */
  static final class ExitsOnRecord {
    public static void main(String[] arguments) {
      Logger logger = Logger.getLogger(PersistentBackend.class.getName());
      logger.setLevel(Level.ALL);
      logger.addHandler(
          new Handler() {
            @Override
            public void publish(LogRecord record) {
              if (record.getMessage().startsWith("closing the backend closes")) {
                System.exit(7);
              }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
          });
      PersistentBackend gpu = PersistentBackend.open(BackendOptions.fromEnvironment());
      HostVector<Tag> open = gpu.hostVector(TestFields.FP, 10);
      try {
        gpu.close();
      } finally {
        Reference.reachabilityFence(open);
      }
    }
  }

  @Test
  void aLogHandlerThatEndsTheJvmEndsIt() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ExitsOnRecord.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still runs");
      assertEquals(7, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }
}
