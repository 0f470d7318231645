// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import java.util.concurrent.TimeUnit;

/**
 * What a {@link StreamFlusher} has seen of its stream, and when it looks again: soon at first, and
 * then whenever an eighth more time has gone by since something was submitted, so that a device is
 * idle for at most an eighth of the time that its commands took. Looking as often all along takes a
 * tenth of a core from a driver that runs kernels on the host's processor. Used by the flusher's
 * thread alone.
 */
final class FlusherLooks {

  /** Linux adds some 50 us to it. */
  private static final long LEAST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int SHARE = 8;

  /** So long at most commands wait for who holds others. */
  private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private long since;
  private boolean held;
  private long heldSince;
  private long submitted;
  private long value;
  private int commands;

  FlusherLooks(long now) {
    this.since = now;
  }

  /** Begins anew: nothing is logged. */
  void rest(long now) {
    since = now;
    held = false;
  }

  /** Notes what is submitted at a look. */
  void see(long nowSubmitted, long now) {
    if (nowSubmitted != submitted) {
      submitted = nowSubmitted;
      since = now;
      held = false;
    }
  }

  /** Returns whether no command was added since this was asked last. */
  boolean nobodyCame(long nowValue, int nowCommands) {
    boolean nobody = nowValue == value && nowCommands == commands;
    value = nowValue;
    commands = nowCommands;
    return nobody;
  }

  /** Notes that nobody holds commands. */
  void nobodyHolds() {
    held = false;
  }

  /**
   * Returns whether somebody has held commands at each look for long, and nothing was submitted
   * meanwhile.
   */
  boolean heldLong(long now) {
    if (!held) {
      held = true;
      heldSince = now;
    }
    return now - heldSince >= HELD_NANOS;
  }

  /** Returns how long to wait before the next look. */
  long pauseNanos(long now) {
    return Math.max(LEAST_NANOS, Math.min((now - since) / SHARE, MOST_NANOS));
  }
}
