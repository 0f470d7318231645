// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.fieldstone.runtime.PersistentBackend;
import java.lang.management.ManagementFactory;

/** What calls allocate on the Java heap. */
public final class Allocations {

  private static final int ROUNDS = 20;
  private static final int CALLS = 100;

  /** No object is smaller. */
  private static final int LEAST_OBJECT_BYTES = 16;

  private Allocations() {}

  /**
   * Fails if the calls allocate an object each time. Once compiled they allocate nothing; but one
   * that waits for a lock makes a node for itself, as some of a hundred do on GPUs.
   */
  public static void assertNone(PersistentBackend gpu, Runnable calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        calls.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      gpu.await();
    }
    long bytes = least;
    assertTrue(
        bytes < CALLS * LEAST_OBJECT_BYTES / 4, () -> bytes + " bytes in " + CALLS + " calls");
  }
}
