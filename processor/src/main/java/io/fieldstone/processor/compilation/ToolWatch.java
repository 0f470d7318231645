// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Optional;

/**
 * Sees when this process takes too much memory or computes too long, and when nobody waits for it.
 * Time is the processor's: on a machine that is busy otherwise nothing is stopped for its sake.
 */
final class ToolWatch {

  /** What the watch does about it. */
  interface Owner {

    /** Called once if there is too much memory. */
    void overMemory();

    /** Called once for each request that takes too long. */
    void overTime();

    /** Called when nobody waits for an answer. */
    void orphaned();
  }

  private static final long INTERVAL_MILLIS = 10;

  private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
  private final Optional<ProcessHandle> parent = ProcessHandle.current().parent();
  private final Owner owner;
  private final long memoryLimit;
  private final long nanosPerRequest;

  /** When the request at hand has taken too long, on the clock of {@link #processorNanos}. */
  private volatile long deadline = Long.MAX_VALUE;

  /** Allows {@code bytes} more than there are now, and {@code nanos} for each request. */
  ToolWatch(long bytes, long nanos, Owner owner) {
    memoryLimit = memory() + bytes;
    nanosPerRequest = nanos;
    this.owner = owner;
  }

  /** A request begins. */
  void begin() {
    deadline = processorNanos() + nanosPerRequest;
  }

  /** It has its answer. */
  void end() {
    deadline = Long.MAX_VALUE;
  }

  /** Watches as long as {@code worker} works. */
  void watch(Thread worker) throws InterruptedException {
    boolean over = false;
    while (worker.isAlive()) {
      if (!over && memory() > memoryLimit) {
        over = true;
        owner.overMemory();
      }
      if (processorNanos() > deadline) {
        end();
        owner.overTime();
      }
      if (parent.isPresent() && !parent.get().isAlive()) {
        owner.orphaned();
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

  private long processorNanos() {
    return system instanceof com.sun.management.OperatingSystemMXBean own
        ? own.getProcessCpuTime()
        : 0;
  }
}
