// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.profiling;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A device's timers, and which of them measures each thread's dispatches. Thread-safe. */
public final class ActiveTimers implements AutoCloseable {

  private final Map<Thread, DispatchTimer> active = new ConcurrentHashMap<>();
  private final Set<DispatchTimer> open = ConcurrentHashMap.newKeySet();

  /** Returns the timer of this thread's dispatches, or null if they are not measured. */
  public @Nullable DispatchTimer get() {
    return active.isEmpty() ? null : active.get(Thread.currentThread());
  }

  void add(DispatchTimer timer) {
    open.add(timer);
  }

  void remove(DispatchTimer timer) {
    open.remove(timer);
  }

  /** Runs {@code dispatches} measured by {@code timer} and by no other timer. */
  void run(DispatchTimer timer, Runnable dispatches) {
    DispatchTimer outer = active.put(Thread.currentThread(), timer);
    try {
      dispatches.run();
    } finally {
      if (outer == null) {
        active.remove(Thread.currentThread());
      } else {
        active.put(Thread.currentThread(), outer);
      }
    }
  }

  /** Frees what the timers made that are still open, once nothing runs on the device. */
  @Override
  public void close() {
    open.forEach(DispatchTimer::free);
    open.clear();
  }
}
