// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_ERROR_INITIALIZATION_FAILED;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_DEVICE_MEMORY;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_HOST_MEMORY;
import static org.lwjgl.vulkan.VK10.VK_TIMEOUT;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.vulkan.FaultInjector;
import io.fieldstone.runtime.vulkan.LwjglCalls;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Threads that use backends in every way, while backends are closed and opened, threads
 * interrupted, vectors closed under those who use them, and Vulkan calls made to fail. Its test
 * runs it for seconds; as a program it runs for as long as it is told, also on a machine without
 * Maven.
 *
 * <pre>
 *   java -cp ... io.fieldstone.runtime.Soak SECONDS [THREADS [SEED [faults|no-faults]]]
 * </pre>
 */
final class Soak {

  private static final int[] FAULTS = {
    VK_ERROR_OUT_OF_HOST_MEMORY,
    VK_ERROR_OUT_OF_DEVICE_MEMORY,
    VK_ERROR_INITIALIZATION_FAILED,
    VK_TIMEOUT,
    VK_ERROR_DEVICE_LOST
  };
  private static final int BACKEND_MILLIS = 1500;
  private static final int SHARED_ELEMENTS = 2000;
  private static final Duration STUCK = Duration.ofSeconds(60);

  private final int threads;
  private final Random random;
  private final boolean faults;
  private final long end;
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile @Nullable PersistentBackend backend;
  private volatile @Nullable HostVector<Tag> sharedHost;
  private volatile @Nullable DeviceVector<Tag> sharedDevice;

  Soak(Duration length, int threads, long seed, boolean faults) {
    this.threads = threads;
    this.random = new Random(seed);
    this.faults = faults;
    this.end = System.nanoTime() + length.toNanos();
  }

  public static void main(String[] arguments) {
    Duration length = Duration.ofSeconds(Long.parseLong(arguments[0]));
    int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    boolean faults = arguments.length <= 3 || arguments[3].equals("faults");
    PrintStream out = System.out;
    out.println("soak of " + length.toSeconds() + " s, " + threads + " threads, seed " + seed);
    Soak soak = new Soak(length, threads, seed, faults);
    List<String> failures = soak.run();
    soak.counts().forEach((what, count) -> out.printf("  %,12d  %s%n", count, what));
    failures.forEach(failure -> out.println("FAILED " + failure));
    out.println(failures.isEmpty() ? "soak passed" : "soak failed");
    if (!failures.isEmpty()) {
      System.exit(1);
    }
  }

  boolean goesOn() {
    return System.nanoTime() - end < 0;
  }

  void count(String what) {
    counts.computeIfAbsent(what, ignored -> new LongAdder()).increment();
  }

  void wrong(String what) {
    failures.add("wrong result: " + what);
  }

  Map<String, Long> counts() {
    Map<String, Long> sums = new ConcurrentSkipListMap<>();
    counts.forEach((what, count) -> sums.put(what, count.sum()));
    return sums;
  }

  /** Returns the backend of the moment, which may be closed already. */
  PersistentBackend backend() {
    PersistentBackend open = backend;
    while (open == null) {
      Thread.onSpinWait();
      open = backend;
    }
    return open;
  }

  HostVector<Tag> sharedHost(PersistentBackend gpu, Random chance) {
    HostVector<Tag> vector = sharedHost;
    if (vector == null || vector.isClosed() || chance.nextInt(100) == 0) {
      HostVector<Tag> made = TestVectors.operand(gpu, TestFields.FP, SHARED_ELEMENTS, 0, 1);
      if (vector != null) {
        vector.close();
      }
      sharedHost = made;
      return made;
    }
    return vector;
  }

  DeviceVector<Tag> sharedDevice(PersistentBackend gpu, Random chance) {
    DeviceVector<Tag> vector = sharedDevice;
    if (vector == null || vector.isClosed() || chance.nextInt(100) == 0) {
      DeviceVector<Tag> made = gpu.deviceVector(TestFields.FP, SHARED_ELEMENTS);
      if (vector != null) {
        vector.close();
      }
      sharedDevice = made;
      return made;
    }
    return vector;
  }

  /** Runs; returns what went wrong. */
  List<String> run() {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(new SoakWorker(this, random.nextLong()), "soak-" + i);
      worker.setUncaughtExceptionHandler((thread, e) -> failed(thread, e));
      worker.setDaemon(true);
      workers.add(worker);
    }
    boolean started = false;
    while (goesOn()) {
      FaultInjector injector = new FaultInjector(LwjglCalls.INSTANCE);
      PersistentBackend gpu = open(injector);
      if (gpu != null) {
        backend = gpu;
        if (!started) {
          workers.forEach(Thread::start);
          started = true;
        }
        disturb(injector, workers);
        close(gpu, injector);
      }
    }
    workers.forEach(this::join);
    if (!started) {
      failures.add("no backend could be opened: nothing was tried");
    }
    return failures;
  }

  private void failed(Thread thread, Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    failures.add(thread.getName() + ": " + trace);
  }

  private @Nullable PersistentBackend open(FaultInjector injector) {
    if (faults && random.nextInt(3) == 0) {
      injector.failAt(1 + random.nextInt(120), fault(), random.nextBoolean());
    }
    try {
      PersistentBackend gpu =
          PersistentBackend.open(
              TestDevice.options(), KernelRegistry.load(), injector.calls(), plan -> plan);
      count("backends that were opened");
      return gpu;
    } catch (FieldstoneException e) {
      count("backends that could not be opened: " + e.getClass().getSimpleName());
      expectNothingLeft(injector);
      return null;
    }
  }

  private int fault() {
    return FAULTS[random.nextInt(FAULTS.length)];
  }

  private void disturb(FaultInjector injector, List<Thread> workers) {
    long until = System.nanoTime() + Duration.ofMillis(BACKEND_MILLIS).toNanos();
    while (System.nanoTime() - until < 0 && goesOn()) {
      pause(1 + random.nextInt(40));
      if (random.nextInt(4) == 0) {
        workers.get(random.nextInt(workers.size())).interrupt();
        count("interrupts");
      }
      if (faults && random.nextInt(12) == 0) {
        injector.failAt(1 + random.nextInt(200), fault(), random.nextInt(4) == 0);
        count("faults that were armed");
        pause(random.nextInt(60));
        injector.disarm(); // a device that was lost stays so for its backend
      }
    }
  }

  /** Closes a backend as users do: twice at once, interrupted, or plainly. */
  private void close(PersistentBackend gpu, FaultInjector injector) {
    Thread other = new Thread(gpu::close, "soak-closer");
    switch (random.nextInt(3)) {
      case 0 -> other.start();
      case 1 -> Thread.currentThread().interrupt();
      default -> {}
    }
    gpu.close();
    Thread.interrupted();
    join(other);
    count("backends that were closed");
    expectNothingLeft(injector);
    for (String message : gpu.validationMessages()) {
      failures.add("validation: " + message);
    }
  }

  private void expectNothingLeft(FaultInjector injector) {
    if (!injector.live().isEmpty()) {
      failures.add("left after close: " + injector.live());
    }
  }

  private void join(Thread thread) {
    try {
      thread.join(STUCK.toMillis());
      if (thread.isAlive()) {
        failures.add("hangs: " + List.of(thread.getStackTrace()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
