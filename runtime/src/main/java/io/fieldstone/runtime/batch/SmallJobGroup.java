// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.vulkan.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Small jobs in one command buffer. Started by one thread, before others know it; then each job's
 * thread waits for it.
 */
final class SmallJobGroup {

  /** A slot, and the job whose commands it holds, if they are those of one. */
  static final class Place implements AutoCloseable {
    private final PipelineSlot slot;
    private @Nullable HostCall recorded;

    Place(PipelineSlot slot) {
      this.slot = slot;
    }

    boolean holds(HostCall call) {
      return call.equals(recorded);
    }

    private void start(List<SmallJob> jobs) {
      if (jobs.size() == 1 && holds(jobs.get(0).call()) && slot.isRepeatable()) {
        slot.startAgain();
        return;
      }
      recorded = null;
      List<HostCall> calls = new ArrayList<>(jobs.size());
      List<Piece> pieces = new ArrayList<>(jobs.size());
      long elements = 0;
      for (SmallJob job : jobs) {
        pieces.add(new Piece(calls.size(), 0, job.call().size()));
        calls.add(job.call());
        elements += job.call().size();
      }
      slot.start(
          calls, new Chunk(TransferPath.HOST_VISIBLE, Staging.NONE, pieces, elements), List.of());
      recorded = jobs.size() == 1 ? calls.get(0) : null;
    }

    /** Tells of the chunk that the device is done with. */
    void told() {
      slot.told();
    }

    @Override
    public void close() {
      slot.close();
    }
  }

  private final List<SmallJob> jobs;
  private final AtomicBoolean over = new AtomicBoolean();
  private @Nullable Place place;
  private @Nullable Timeline timeline;
  private long value;
  private @Nullable Throwable failure;

  /** Whether the device is done with it, once somebody has given it up. */
  private @Nullable Boolean idle;

  SmallJobGroup(List<SmallJob> jobs) {
    this.jobs = jobs;
  }

  /** Submits the jobs. */
  void start(Place slot) {
    place = slot;
    slot.start(jobs);
    timeline = slot.slot.timeline();
    value = slot.slot.pending();
  }

  /** Notes that it could not be started. */
  void fail(Throwable cause) {
    failure = cause;
  }

  /** Waits until the device is done, or throws why it could not be started. */
  void await() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    requireNonNull(timeline).await(value);
  }

  /** Waits for the device for a while; returns whether it is done with it. */
  boolean await(Deadline deadline) {
    Timeline started = timeline;
    return started != null && started.await(value, deadline);
  }

  /** Returns whether this ends it: the first one does. */
  boolean end() {
    return over.compareAndSet(false, true);
  }

  /**
   * Waits for what was submitted of a group that failed.
   *
   * @return whether the device is done with it for certain
   */
  synchronized boolean abandon() {
    if (idle == null) {
      Place started = place;
      idle = started == null || started.slot.abandon();
    }
    return idle;
  }

  /** Returns the slot, of which nothing runs, or null if there is none. */
  synchronized @Nullable Place placeToGiveBack() {
    return idle == null || idle ? place : null;
  }
}
