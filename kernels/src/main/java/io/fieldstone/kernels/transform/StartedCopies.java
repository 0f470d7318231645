// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.Transfer;
import io.fieldstone.runtime.error.FieldstoneException;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies between the caller's memory and the device that run beside passes: none of them does any
 * more when their user is told of the end, or of a failure. Used once; not thread-safe.
 */
final class StartedCopies {

  /** So many are remembered before those that are done are forgotten. */
  private static final int MANY = 256;

  private final List<Transfer> started = new ArrayList<>();

  /** Takes a copy that was started. */
  void add(Transfer copy) {
    started.add(copy);
    if (started.size() >= MANY) {
      started.removeIf(Transfer::isDone);
    }
  }

  /**
   * Does what adds copies, and waits for all of them, also if something fails: what failed first is
   * thrown.
   */
  void awaitAllOf(Runnable work) {
    boolean done = false;
    try {
      work.run();
      started.forEach(Transfer::await);
      done = true;
    } finally {
      if (!done) {
        started.forEach(StartedCopies::awaitFailed);
      }
    }
  }

  /** Waits for what runs beside something that failed, and is told of. */
  private static void awaitFailed(Transfer copy) {
    try {
      copy.await();
    } catch (FieldstoneException e) {
      // the device is lost or the backend was closed: nothing is copied any more
    }
  }
}
