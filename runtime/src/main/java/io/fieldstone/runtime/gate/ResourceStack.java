// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.gate;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Frees resources that depend on those made before them: in reverse, each of them even if another
 * fails to. Not thread-safe.
 */
public final class ResourceStack implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(ResourceStack.class.getName());

  private final Deque<Runnable> releases = new ArrayDeque<>();

  /** Has {@code release} run at the close, before everything that was added earlier. */
  public void onClose(Runnable release) {
    releases.push(release);
  }

  @Override
  public void close() {
    while (!releases.isEmpty()) {
      try {
        releases.pop().run();
      } catch (RuntimeException | Error e) {
        LOGGER.log(Level.WARNING, "while closing the backend", e);
      }
    }
  }
}
