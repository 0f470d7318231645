// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Optional;

/** Ends this process when it takes too much memory, or when nobody waits for it. */
final class MemoryWatch {

  private static final long INTERVAL_MILLIS = 10;

  private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
  private final Optional<ProcessHandle> parent = ProcessHandle.current().parent();
  private final long limit;

  /** Allows {@code bytes} more than there are now. */
  MemoryWatch(long bytes) {
    limit = memory() + bytes;
  }

  /** Watches as long as {@code worker} works. */
  void watch(Thread worker) throws InterruptedException {
    while (worker.isAlive()) {
      if (memory() > limit) {
        Runtime.getRuntime().halt(ToolWorker.EXIT_MEMORY);
      }
      if (parent.isPresent() && !parent.get().isAlive()) {
        ToolWorker.endOrphaned();
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
