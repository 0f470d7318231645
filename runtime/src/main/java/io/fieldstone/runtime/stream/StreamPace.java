// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import java.util.concurrent.TimeUnit;

/**
 * When a {@link DeviceStream} submits a group, and how large groups get. The first command after a
 * quiet time is submitted alone and at once; groups then grow by a factor (as ggml-vulkan's do), up
 * to a time that closing, and a job of somebody else, can wait for. What may take long, or was
 * never seen, is a group of its own, and nothing is submitted behind it. Not thread-safe.
 */
final class StreamPace {

  private static final int FULL_GROUP = 64;

  /** On an H100 64 dispatches of 64 elements took 4.05 us each by 4, 4.2 by 2 and 4.7 by 8. */
  private static final int GROWTH = 4;

  /** Commands worth a submission where the device has nothing to do. */
  private static final int IDLE_GROUP = 8;

  private static final double GROUP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** Groups that the device has, so that it never stands still: one runs, one waits. */
  private static final long AHEAD = 2;

  /** After so long without a submission, the next command is the first of a new run. */
  private static final long QUIET_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private int group = 1;
  private long lastSubmission = System.nanoTime();

  /** Returns whether commands that take so long join a group. */
  boolean joins(CommandLog log, double nanos) {
    return log.program() == null
        && log.size() < FULL_GROUP
        && log.predictedNanos() + nanos <= GROUP_NANOS;
  }

  /** Notes that the open group, alone or behind others, has so many commands now. */
  void added(int size, boolean alone) {
    if (alone && size == 1 && System.nanoTime() - lastSubmission > QUIET_NANOS) {
      group = 1;
    }
  }

  /**
   * Returns whether it pays to submit the next group now.
   *
   * @param complete whether nothing joins it any more, or nobody is there to add to it
   */
  boolean pays(CommandLog next, boolean complete, SubmittedGroups submitted) {
    int size = next.size();
    boolean ready = complete || next.predictedNanos() > GROUP_NANOS;
    if (size == 0 || (!ready && size < Math.min(group, IDLE_GROUP))) {
      return false;
    }
    submitted.look();
    return submitted.running() == 0 || (mayFollow(submitted) && (ready || size >= group));
  }

  /** Returns whether the device may have one more group. */
  boolean mayFollow(SubmittedGroups submitted) {
    return submitted.running() < ahead(submitted);
  }

  /** Returns how many groups the device may have at once. */
  long ahead(SubmittedGroups submitted) {
    return submitted.predictedNanos() <= GROUP_NANOS ? AHEAD : 1;
  }

  /** Notes a submission. */
  void submitted() {
    lastSubmission = System.nanoTime();
    group = Math.min(GROWTH * group, FULL_GROUP);
  }
}
