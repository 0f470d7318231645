// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of a batch were done when it ended: all, or those before it was ended early, or none
 * that is known. Written and read by whoever runs the batch.
 */
public final class CallsDone {

  private static final BitSet NONE = new BitSet();

  /** Those that were not; null while none is known to be. */
  private @Nullable BitSet open;

  /** Returns whether a call was done. */
  public boolean isDone(int call) {
    return open != null && !open.get(call);
  }

  /** Notes that all were. */
  void all() {
    open = NONE;
  }

  /** Notes that all were but for some. */
  void allBut(BitSet some) {
    open = some;
  }
}
