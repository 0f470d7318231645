// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.annotations.Access;

/**
 * The stretch between two barriers in which memory was last read, and that in which it was last
 * written, each with the bytes from the first to the last of them: so that uses of parts that have
 * no byte in common need no barrier. Not thread-safe: for whoever has the stream's turn.
 */
final class StretchUses {

  /** What was used in one stretch: all of it lies in these bytes, and maybe other bytes do. */
  private static final class Hull {
    private long stretch;
    private long begin;
    private long end;

    boolean meets(long inStretch, long from, long to) {
      return stretch == inStretch && begin < to && from < end && from < to;
    }

    void add(long inStretch, long from, long to) {
      boolean more = stretch == inStretch;
      begin = more ? Math.min(begin, from) : from;
      end = more ? Math.max(end, to) : to;
      stretch = inStretch;
    }
  }

  private final Hull read = new Hull();
  private final Hull written = new Hull();

  /** Returns whether a use of bytes has to wait for one before it in the same stretch. */
  boolean conflicts(long stretch, Access access, long from, long to) {
    return written.meets(stretch, from, to) || (access.writes() && read.meets(stretch, from, to));
  }

  /** Notes a use. */
  void note(long stretch, Access access, long from, long to) {
    if (from == to) {
      return;
    }
    if (access.reads()) {
      read.add(stretch, from, to);
    }
    if (access.writes()) {
      written.add(stretch, from, to);
    }
  }
}
