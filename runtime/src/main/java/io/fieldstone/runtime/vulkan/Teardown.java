// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What undoes something that was made in steps: the last step first. It ends what its owner holds,
 * be it whole or, since a step failed, only begun. Not thread-safe.
 */
final class Teardown {

  private final Deque<Runnable> steps = new ArrayDeque<>();

  /** Notes how to undo what was just made. */
  void add(Runnable step) {
    steps.push(step);
  }

  /** Undoes everything, once. */
  void run() {
    while (!steps.isEmpty()) {
      steps.pop().run();
    }
  }
}
