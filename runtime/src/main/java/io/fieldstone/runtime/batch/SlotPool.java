// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a device, which batches take for one chunk at a time. Who waits for one is served in
 * turn, so that the chunks of different callers alternate, whatever the size of their batches.
 * Thread-safe.
 */
final class SlotPool implements AutoCloseable {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final OpenDevice device;
  private final List<PipelineSlot> all = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Those that no batch has, the last used in front: its staging memory is warm. */
  private final ArrayDeque<PipelineSlot> free = new ArrayDeque<>();

  /** Who waits, in order: each for a condition of its own. */
  private final ArrayDeque<Condition> waiting = new ArrayDeque<>();

  SlotPool(OpenDevice device, GatherKernel gather, int slots) {
    this.device = device;
    boolean made = false;
    try {
      for (int i = 0; i < slots; i++) {
        all.add(new PipelineSlot(device, gather, i));
      }
      free.addAll(all);
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  int size() {
    return all.size();
  }

  /** Returns a slot if one is free and nobody waits for it, or null. */
  @Nullable PipelineSlot tryTake() {
    lock.lock();
    try {
      return waiting.isEmpty() ? free.poll() : null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns a slot, in turn.
   *
   * @param what what the caller runs, and how far it is, for messages
   * @see Patience#check
   */
  PipelineSlot take(Deadline deadline, String what, String how) {
    Condition turn = lock.newCondition();
    lock.lock();
    try {
      waiting.add(turn);
      while (waiting.peek() != turn || free.isEmpty()) {
        device.requireNotLost();
        Patience.check(device.gate(), deadline, what, how);
        try {
          turn.awaitNanos(deadline.nanosLeft(LOOK_NANOS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt(); // the next check throws
        }
      }
      return free.remove();
    } finally {
      waiting.remove(turn);
      wakeNext();
      lock.unlock();
    }
  }

  private void wakeNext() {
    Condition next = waiting.peek();
    if (next != null && !free.isEmpty()) {
      next.signal();
    }
  }

  /** Returns whether somebody waits for a slot. */
  boolean isWanted() {
    lock.lock();
    try {
      return !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes back a slot of which nothing runs. */
  void giveBack(PipelineSlot slot) {
    lock.lock();
    try {
      free.push(slot);
      wakeNext();
    } finally {
      lock.unlock();
    }
  }

  /** Gives back the staging memory of slots that no batch has. */
  void trim() {
    lock.lock();
    try {
      free.forEach(PipelineSlot::trim);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether all slots are free, and trims them then. */
  boolean trimIfIdle() {
    lock.lock();
    try {
      boolean idle = free.size() == all.size();
      if (idle) {
        trim();
      }
      return idle;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how much memory is missing for chunks of some bytes in several slots at once.
   *
   * @param kept what a slot has already
   */
  long missing(int inFlight, long bytes, ToLongFunction<PipelineSlot> kept) {
    lock.lock();
    try {
      long missing = inFlight * bytes;
      int counted = 0;
      for (PipelineSlot slot : free) {
        if (counted++ < inFlight) {
          missing -= Math.min(bytes, kept.applyAsLong(slot));
        }
      }
      return missing;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether slots keep memory for later batches. */
  boolean keepsMemory() {
    lock.lock();
    try {
      return free.stream().anyMatch(slot -> slot.stagingBytes() + slot.hostStagingBytes() > 0);
    } finally {
      lock.unlock();
    }
  }

  /** Frees the slots, once nothing runs. */
  @Override
  public void close() {
    all.forEach(PipelineSlot::close);
    all.clear();
    free.clear();
  }
}
