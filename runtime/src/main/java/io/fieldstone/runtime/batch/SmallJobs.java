// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Jobs of one small chunk, whose kernel reads and writes host memory itself: behind no more of a
 * large batch than the chunks that the device has. A command buffer costs the device five times
 * what a small dispatch does, so jobs of threads that come while it is busy share one.
 *
 * <pre>
 *   thread 1   a-----.  e-----.        device   [ a ][ b c d ][ e f g ]
 *   thread 2    b-------.  f-----
 *   thread 3     c------.   g----
 *   thread 4      d-----.
 * </pre>
 *
 * <p>A job that runs again, alone, finds its commands recorded. Thread-safe.
 */
final class SmallJobs implements AutoCloseable {

  /** Groups that the device has: one runs, one waits. */
  private static final int MOST_IN_FLIGHT = 2;

  /** Slots: more than run at once, so that jobs that alternate find theirs recorded. */
  private static final int MOST_SLOTS = 8;

  private static final long SMALL_BYTES = 1L << 18;
  private static final int LOOKS_PER_CLOCK_READ = 64;

  private final OpenDevice device;
  private final GatherKernel gather;
  private final int firstSlot;
  private final ConcurrentLinkedQueue<SmallJob> waiting = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<SmallJobGroup> inFlight = new ConcurrentLinkedQueue<>();
  private final ReentrantLock starting = new ReentrantLock();

  /** Slots, and those that no group has; whoever starts a group has them. */
  private final List<SmallJobGroup.Place> made = new ArrayList<>();

  private final ConcurrentLinkedQueue<SmallJobGroup.Place> free = new ConcurrentLinkedQueue<>();

  /** How many groups the device has. */
  private final AtomicInteger running = new AtomicInteger();

  /**
   * Makes room for small jobs.
   *
   * @param firstSlot the number of slots that others have
   */
  SmallJobs(OpenDevice device, GatherKernel gather, int firstSlot) {
    this.device = device;
    this.gather = gather;
    this.firstSlot = firstSlot;
  }

  /** Returns whether the calls are such a job. */
  boolean takes(List<HostCall> calls, long chunkElements) {
    return calls.size() == 1 && isSmall(calls.get(0), chunkElements);
  }

  private static boolean isSmall(HostCall call, long chunkElements) {
    CallLayout layout = call.layout();
    return call.transferPath() == TransferPath.HOST_VISIBLE
        && call.inDevicesReach()
        && call.bytes() <= SMALL_BYTES * call.operands().size()
        && call.size() > 0
        && call.size() <= chunkElements
        && layout.run(0, call.size()) == call.size()
        && call.size() <= call.mostElements();
  }

  /** Runs such a job, inside the gate. */
  void run(List<HostCall> calls, Deadline deadline, BatchCores cores) {
    RetainedOperands retained = new RetainedOperands(calls, cores);
    boolean idle = true;
    try {
      Patience.check(device.gate(), deadline, "the job", "before it began");
      retained.retain();
      calls.get(0).pipeline(); // what can fail without the device fails before it is submitted
      SmallJobGroup group = start(new SmallJob(calls.get(0)), deadline);
      idle = false;
      boolean done = false;
      try {
        group.await();
        done = true;
      } finally {
        idle = done || group.abandon();
        finish(group);
      }
    } finally {
      retained.end(idle);
    }
  }

  /** Has a job started, maybe with others, and returns with which. */
  private SmallJobGroup start(SmallJob job, Deadline deadline) {
    waiting.add(job);
    SmallJobGroup group = job.group();
    while (group == null) {
      try {
        if (!startWaiting()) {
          awaitTurn(job, deadline);
        }
      } catch (RuntimeException | Error e) {
        if (job.take()) {
          throw e;
        } // somebody starts it nevertheless
        Thread.onSpinWait();
      }
      group = job.group();
    }
    return group;
  }

  /** Starts those that wait, if the device may have one more group and nobody else is at it. */
  private boolean startWaiting() {
    if (running.get() >= MOST_IN_FLIGHT || !starting.tryLock()) {
      return false;
    }
    try {
      if (running.get() >= MOST_IN_FLIGHT) {
        return false;
      }
      List<SmallJob> jobs = new ArrayList<>();
      SmallJob job = waiting.poll();
      while (job != null) {
        if (job.take()) {
          jobs.add(job);
        }
        job = jobs.size() < ChunkPlanner.MAX_PIECES ? waiting.poll() : null;
      }
      if (!jobs.isEmpty()) {
        startTogether(jobs);
      }
      return true;
    } finally {
      starting.unlock();
    }
  }

  private void startTogether(List<SmallJob> jobs) {
    SmallJobGroup group = new SmallJobGroup(jobs);
    running.incrementAndGet();
    try {
      group.start(place(jobs.get(0).call()));
    } catch (RuntimeException | Error e) {
      group.fail(e); // which each of its threads throws
    } finally {
      inFlight.add(group);
      jobs.forEach(job -> job.startedWith(group));
    }
  }

  private SmallJobGroup.Place place(HostCall call) {
    SmallJobGroup.Place best = null;
    for (SmallJobGroup.Place place : free) {
      if (best == null || place.holds(call)) {
        best = place;
      }
    }
    boolean recorded = best != null && best.holds(call);
    if (!recorded && made.size() < MOST_SLOTS) {
      best = new SmallJobGroup.Place(new PipelineSlot(device, gather, firstSlot + made.size()));
      made.add(best);
    } else if (best != null) {
      free.remove(best);
    } else {
      throw new IllegalStateException("there are more slots than groups");
    }
    return best;
  }

  /** Waits until the job is started, or can be. */
  private void awaitTurn(SmallJob job, Deadline deadline) {
    long start = System.nanoTime();
    do {
      for (int i = 0; i < LOOKS_PER_CLOCK_READ; i++) {
        if (job.group() != null || running.get() < MOST_IN_FLIGHT) {
          return;
        }
        Thread.onSpinWait();
      }
      Patience.check(device.gate(), deadline, "the job", "before it began");
    } while (System.nanoTime() - start < device.plan().spinNanos());
    SmallJobGroup oldest = inFlight.peek();
    if (oldest != null && oldest.await(deadline)) {
      finish(oldest);
    }
  }

  /** Notes that the device is done with a group, whoever sees it first. */
  private void finish(SmallJobGroup group) {
    if (group.end()) {
      inFlight.remove(group);
      SmallJobGroup.Place place = group.placeToGiveBack();
      if (place != null) {
        place.told();
        free.add(place);
      }
      running.decrementAndGet();
    }
  }

  /** Frees the slots, once nothing runs. */
  @Override
  public void close() {
    made.forEach(SmallJobGroup.Place::close);
    made.clear();
    free.clear();
  }
}
