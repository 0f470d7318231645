// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.gate;

import java.lang.ref.Cleaner;

/** Finds what users drop without closing it. Thread-safe. */
public final class Dropped {

  private static final Cleaner CLEANER = Cleaner.create();

  private Dropped() {}

  /**
   * Has {@code found} run once nothing refers to {@code holder} any more, in a thread of its own.
   *
   * @param found must not refer to {@code holder}
   * @return what stops watching: its clean() runs {@code found}, if nothing has
   */
  public static Cleaner.Cleanable watch(Object holder, Runnable found) {
    return CLEANER.register(holder, found);
  }
}
