// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.vulkan.DriverLibraries;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Has the JVM's exit wait for backends that are being opened, close all, and unload the drivers:
 * some crash if the process ends under a thread that is in them, or with a device still open. It
 * knows nothing of the {@link PersistentBackend}. Thread-safe.
 */
final class ExitHook {

  /** How long a thread that wants a driver while the JVM exits is kept: the JVM ends meanwhile. */
  private static final Duration EXIT_TIME = Duration.ofSeconds(10);

  private static final ExitHook HOOK = new ExitHook();

  /** Read by those who are in a driver and cannot be closed, written by the exit, for good. */
  private final ReentrantReadWriteLock drivers = new ReentrantReadWriteLock();

  private final Set<BackendResources> open = ConcurrentHashMap.newKeySet();
  private boolean installed;
  private volatile boolean threads;

  private ExitHook() {}

  /**
   * Opens a backend, which the JVM's exit closes unless it was forgotten.
   *
   * @throws ClosedException if the JVM exits already
   */
  static BackendResources open(Supplier<BackendResources> opening) {
    return hold(
        () -> {
          BackendResources made = opening.get();
          if (made.device().plan().report().type() != DeviceType.CPU) {
            HOOK.threads = true;
          }
          HOOK.open.add(made);
          return made;
        });
  }

  /** Leaves a backend, which was closed, alone. */
  static void forget(BackendResources closed) {
    HOOK.open.remove(closed);
  }

  /**
   * Does something with a driver that is over soon; the JVM's exit waits for it.
   *
   * @throws ClosedException if the JVM exits already
   */
  static <T> T hold(Supplier<T> work) {
    HOOK.enter();
    try {
      return work.get();
    } finally {
      HOOK.drivers.readLock().unlock();
    }
  }

  private void enter() {
    install();
    Deadline deadline = Deadline.after(EXIT_TIME);
    boolean interrupted = false;
    boolean entered = drivers.readLock().tryLock();
    while (!entered && !deadline.passed()) {
      try {
        entered =
            drivers
                .readLock()
                .tryLock(deadline.nanosLeft(EXIT_TIME.toNanos()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!entered) {
      throw new ClosedException("a backend cannot be opened: the JVM exits");
    }
  }

  private synchronized void install() {
    if (!installed) {
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(this::exit, "fieldstone-exit"));
      } catch (IllegalStateException e) {
        Gate shut = new Gate("the JVM");
        shut.closeForExit();
        throw shut.refusal("the backend that is opened");
      }
      installed = true;
    }
  }

  private void exit() {
    open.forEach(backend -> backend.device().gate().closeForExit());
    drivers.writeLock().lock();
    open.forEach(backend -> backend.close(true));
    DriverLibraries.release(threads);
  }
}
