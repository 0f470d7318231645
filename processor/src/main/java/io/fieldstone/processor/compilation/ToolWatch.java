// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Optional;

/** Sees when this process takes too much memory, and when nobody waits for it. */
final class ToolWatch {

  private static final long INTERVAL_MILLIS = 10;

  private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
  private final Optional<ProcessHandle> parent = ProcessHandle.current().parent();
  private final long limit;

  /** Allows {@code bytes} more than there are now. */
  ToolWatch(long bytes) {
    limit = memory() + bytes;
  }

  /** Watches as long as {@code worker} works; calls {@code overMemory} once. */
  void watch(Thread worker, Runnable overMemory, Runnable orphaned) throws InterruptedException {
    boolean over = false;
    while (worker.isAlive()) {
      if (!over && memory() > limit) {
        over = true;
        overMemory.run();
      }
      if (parent.isPresent() && !parent.get().isAlive()) {
        orphaned.run();
      }
      worker.join(INTERVAL_MILLIS);
    }
  }

  /** Virtual memory, of which a compiler uses what it takes: the one figure of all systems. */
  private long memory() {
    return system instanceof com.sun.management.OperatingSystemMXBean own
        ? own.getCommittedVirtualMemorySize()
        : 0;
  }
}
