// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A job that waits to be started with others: taken once, by who starts it or who gives it up. */
final class SmallJob {

  private final HostCall call;
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile @Nullable SmallJobGroup group;

  SmallJob(HostCall call) {
    this.call = call;
  }

  HostCall call() {
    return call;
  }

  /** Returns whether nobody has taken it before. */
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  void startedWith(SmallJobGroup others) {
    group = others;
  }

  /** Returns the group that it was started with, or null. */
  @Nullable SmallJobGroup group() {
    return group;
  }
}
