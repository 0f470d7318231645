// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.gate;

import java.time.Duration;

/**
 * Until when to wait: a point in time, so that what waits in several steps waits no longer than
 * what waits in one; or somebody's word, given in another thread. Thread-safe; {@link #passed}
 * allocates nothing on the Java heap.
 */
public final class Deadline {

  /** Waits for as long as it takes. */
  public static final Deadline NEVER = new Deadline(0, true);

  /** Longer ones do not fit into a long. */
  private static final Duration LONGEST = Duration.ofDays(365L * 100);

  private final long nanoTime;
  private final boolean never;
  private volatile boolean cancelled;

  private Deadline(long nanoTime, boolean never) {
    this.nanoTime = nanoTime;
    this.never = never;
  }

  /** Returns the point in time that is {@code duration} from now on. */
  public static Deadline after(Duration duration) {
    if (duration.compareTo(LONGEST) > 0) {
      return NEVER;
    }
    long nanos = duration.isNegative() ? 0 : duration.toNanos();
    return new Deadline(System.nanoTime() + nanos, false);
  }

  /** Returns one that passes when it is {@linkplain #cancel cancelled}. */
  public static Deadline untilCancelled() {
    return new Deadline(0, true);
  }

  /** Has it pass now; not for {@link #NEVER}, which many share. */
  public void cancel() {
    if (this == NEVER) {
      throw new IllegalStateException("NEVER cannot be cancelled");
    }
    cancelled = true;
  }

  /** Returns whether it was cancelled. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Returns whether it has passed. */
  public boolean passed() {
    return cancelled || (!never && System.nanoTime() - nanoTime >= 0);
  }

  /** Returns the time that is left, at most {@code most} nanoseconds; 0 once it has passed. */
  public long nanosLeft(long most) {
    if (cancelled) {
      return 0;
    }
    return never ? most : Math.max(0, Math.min(most, nanoTime - System.nanoTime()));
  }
}
