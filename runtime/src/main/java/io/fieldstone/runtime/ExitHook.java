// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Has the JVM's exit wait for backends that are being opened, and close all: some drivers crash if
 * the process ends under a thread that is in them, or with a device still open. It knows nothing of
 * the {@link PersistentBackend}. Thread-safe.
 */
final class ExitHook {

  private static final System.Logger LOGGER = System.getLogger(PersistentBackend.class.getName());

  /** How long a thread that wants a driver while the JVM exits is kept: the JVM ends meanwhile. */
  private static final Duration EXIT_TIME = BackendResources.EXIT_TIME;

  private static final ExitHook HOOK = new ExitHook();

  /** Read by those who are in a driver and cannot be closed, written by the exit, for good. */
  private final ReentrantReadWriteLock drivers = new ReentrantReadWriteLock();

  private final Set<BackendResources> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch exited = new CountDownLatch(1);
  private volatile boolean installed;

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
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      HOOK.drivers.readLock().unlock();
      if (!done) {
        keepWhileExiting();
      }
    }
  }

  /** Whatever fails while the JVM exits, such as hooks of LWJGL's, is not told to the caller. */
  private static void keepWhileExiting() {
    if (jvmExits()) {
      Gate.keepThread();
    }
  }

  private static boolean jvmExits() {
    Thread hook = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
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
        keepWhileExiting();
        throw new ClosedException("a backend cannot be opened: the JVM exits");
      }
      installed = true;
    }
  }

  private void exit() {
    try {
      open.forEach(backend -> backend.device().gate().closeForExit());
      awaitDrivers();
      open.forEach(backend -> backend.close(true));
    } finally {
      exited.countDown();
    }
  }

  /** Waits, in another hook of the JVM's exit, until all backends are closed. */
  static void awaitExit() {
    if (HOOK.installed) {
      try {
        HOOK.exited.await(2 * EXIT_TIME.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for those who are in a driver, but not for one who waits for the exit itself. */
  private void awaitDrivers() {
    try {
      if (!drivers.writeLock().tryLock(EXIT_TIME.toNanos(), TimeUnit.NANOSECONDS)) {
        LOGGER.log(
            Level.WARNING,
            "the JVM exits while a backend is being opened, which has taken {0} s",
            EXIT_TIME.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing is not ended by that
    }
  }
}
