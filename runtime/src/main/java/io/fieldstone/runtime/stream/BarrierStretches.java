// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.vector.VectorRange;

/**
 * The stretches of a stream between two barriers, by number: vectors note in which of them which of
 * their elements were last read and written. Not thread-safe: for whoever has the stream's turn.
 */
final class BarrierStretches {

  /** The stretch since the last barrier. */
  private long current = 1;

  /** Whether the next command has to come after a barrier, whatever vectors have noted. */
  private boolean barrierDue;

  /** Returns whether a command of the stream that uses a vector has to come after a barrier. */
  boolean needsBarrier(VectorRange vector, Access access) {
    return barrierDue || conflicts(vector, access);
  }

  /** Returns whether a use has to wait for one before it in this stretch. */
  boolean conflicts(VectorRange vector, Access access) {
    return vector.conflicts(current, access);
  }

  /** Notes a use in this stretch. */
  void used(VectorRange vector, Access access) {
    vector.used(current, access);
  }

  /** Begins another one. */
  void next() {
    current++;
  }

  /** Begins one after a barrier of the stream. */
  void barrierPassed() {
    next();
    barrierDue = false;
  }

  /** Begins one after a recording: what vectors have noted is of it, not of commands that run. */
  void recorded() {
    next();
    barrierDue = true;
  }
}
