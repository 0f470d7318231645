// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which timer measures each thread's dispatches on a backend. Thread-safe. */
final class ActiveTimers {

  private final Map<Thread, GpuTimer> timers = new ConcurrentHashMap<>();

  /** Returns the timer of this thread's dispatches, or null if they are not measured. */
  @Nullable GpuTimer get() {
    return timers.isEmpty() ? null : timers.get(Thread.currentThread());
  }

  /** Runs {@code dispatches} measured by {@code timer} and by no other timer. */
  void run(GpuTimer timer, Runnable dispatches) {
    GpuTimer outer = timers.put(Thread.currentThread(), timer);
    try {
      dispatches.run();
    } finally {
      if (outer == null) {
        timers.remove(Thread.currentThread());
      } else {
        timers.put(Thread.currentThread(), outer);
      }
    }
  }
}
