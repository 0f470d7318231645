// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.gate.Gate;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gives back what slots keep for later batches, once none has run for a while. Its thread lives
 * while they keep something, and ends with the backend: one that stays, as those of the JDK that
 * wait do, holds up whoever waits for all threads of a program. Thread-safe.
 */
final class StagingTrimmer {

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Gate gate;
  private final SlotPool slots;
  private volatile long lastUse;
  private volatile @Nullable Thread thread;
  private volatile boolean stopped;

  StagingTrimmer(Gate gate, SlotPool slots) {
    this.gate = gate;
    this.slots = slots;
  }

  /** Notes that a batch has run. */
  void used() {
    lastUse = System.nanoTime();
    if (thread == null && slots.keepsMemory()) {
      start();
    }
  }

  private synchronized void start() {
    if (thread != null || stopped) {
      return;
    }
    Thread started = new Thread(this::run, "fieldstone-trim");
    started.setDaemon(true);
    try {
      started.start();
      thread = started;
    } catch (OutOfMemoryError e) {
      LOGGER.log(Level.DEBUG, "no thread can be had to give staging memory back", e);
    }
  }

  private void run() {
    boolean open = true;
    while (open && !isDone()) {
      long left = lastUse + IDLE_NANOS - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(this, left);
      } else {
        open = trim();
      }
    }
  }

  private synchronized boolean isDone() {
    boolean done = stopped || !slots.keepsMemory();
    if (done) {
      thread = null;
    }
    return done;
  }

  /** Trims, unless some batch runs; returns whether the gate is open: closing frees all of it. */
  private boolean trim() {
    if (!gate.tryEnter()) {
      return false;
    }
    try {
      if (!slots.trimIfIdle()) {
        lastUse = System.nanoTime();
      }
    } finally {
      gate.leave(true);
    }
    return true;
  }

  /** Ends its thread, which is not inside the gate any more. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
