// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.HostVector;
import java.nio.ByteBuffer;

/** What benches do with long vectors in host memory, block by block. */
final class HostBlocks {

  private static final int BLOCK_BYTES = 1 << 22;

  private HostBlocks() {}

  /** Returns whether two vectors of as many elements have the same words. */
  static boolean equal(HostVector<?> a, HostVector<?> b) {
    int bytes = a.type().elementBytes();
    long block = BLOCK_BYTES / bytes;
    for (long first = 0; first < a.size(); first += block) {
      int length = (int) Math.min(block, a.size() - first) * bytes;
      ByteBuffer these = ByteBuffer.allocate(length);
      ByteBuffer those = ByteBuffer.allocate(length);
      a.get(first, these);
      b.get(first, those);
      if (!these.flip().equals(those.flip())) {
        return false;
      }
    }
    return true;
  }

  /** Writes zeros. */
  static void zero(HostVector<?> a) {
    int bytes = a.type().elementBytes();
    long block = BLOCK_BYTES / bytes;
    for (long first = 0; first < a.size(); first += block) {
      int length = (int) Math.min(block, a.size() - first) * bytes;
      a.putUnchecked(first, ByteBuffer.allocate(length));
    }
  }
}
