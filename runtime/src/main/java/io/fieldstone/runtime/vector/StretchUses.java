// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.annotations.Access;

/**
 * The stretches between two barriers in which memory was last read and written. Not thread-safe:
 * for whoever has the stream's turn.
 */
final class StretchUses {

  private long readIn;
  private long writtenIn;

  /** Returns whether a use has to wait for one before it in the same stretch. */
  boolean conflicts(long stretch, Access access) {
    return writtenIn == stretch || (access.writes() && readIn == stretch);
  }

  /** Notes a use. */
  void note(long stretch, Access access) {
    if (access.reads()) {
      readIn = stretch;
    }
    if (access.writes()) {
      writtenIn = stretch;
    }
  }
}
