// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.event;

import io.fieldstone.runtime.trace.StageListener;
import io.fieldstone.runtime.trace.StageTime;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes the times of stages from whoever knows them, inside the gate and under any lock, and tells
 * a listener of them in a thread of its own. Thread-safe.
 */
public final class StageLog implements AutoCloseable {

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  /** A listener that is so far behind misses some. */
  private static final int MOST = 1 << 20;

  private static final long LOOK_NANOS = 2_000_000;

  private final StageListener listener;
  private final Queue<StageTime> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger missed = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "fieldstone-stages");
  private volatile boolean ended;

  /** Starts to tell {@code listener}. */
  public StageLog(StageListener listener) {
    this.listener = listener;
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a time. */
  public void add(StageTime time) {
    if (count.incrementAndGet() <= MOST) {
      waiting.add(time);
    } else {
      count.decrementAndGet();
      missed.incrementAndGet();
    }
  }

  private void run() {
    boolean last = false;
    try {
      while (!last) {
        last = ended; // once more after the end, for what came before it
        for (StageTime time = waiting.poll(); time != null; time = waiting.poll()) {
          count.decrementAndGet();
          listener.stage(time);
        }
        if (!last) {
          LockSupport.parkNanos(this, LOOK_NANOS);
        }
      }
    } catch (RuntimeException e) {
      LOGGER.log(
          Level.WARNING, "a listener to stages has thrown, and is told nothing more: " + e, e);
    }
    if (missed.get() > 0) {
      LOGGER.log(
          Level.WARNING,
          "a listener to stages was too slow, and was not told of {0} of them",
          missed.get());
    }
  }

  /** Ends it, once all that was taken is told. Idempotent; the listener may do it itself. */
  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
