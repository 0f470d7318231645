// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.vector.HostOperand;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The memory that the jobs of a batch read and write: which vectors, and which addresses of buffers
 * over which there may be several. Not thread-safe.
 */
final class BatchMemory {

  /** Vectors, and addresses, that are used in one way. */
  private static final class Uses {
    private final Set<Object> vectors = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Where stretches of addresses begin and end; none meets another. */
    private final TreeMap<Long, Long> addresses = new TreeMap<>();

    boolean meets(HostOperand operand) {
      return vectors.contains(operand.memory())
          || (operand.sharedAddress() != 0 && meets(begin(operand), end(operand)));
    }

    private boolean meets(long begin, long end) {
      Map.Entry<Long, Long> before = addresses.lowerEntry(end);
      return before != null && before.getValue() > begin;
    }

    void add(HostOperand operand) {
      vectors.add(operand.memory());
      if (operand.sharedAddress() != 0) {
        long begin = begin(operand);
        long end = end(operand);
        while (meets(begin, end)) {
          Map.Entry<Long, Long> met = addresses.lowerEntry(end);
          begin = Math.min(begin, met.getKey());
          end = Math.max(end, met.getValue());
          addresses.remove(met.getKey());
        }
        addresses.put(begin, end);
      }
    }

    private static long begin(HostOperand operand) {
      return operand.sharedAddress();
    }

    private static long end(HostOperand operand) {
      return begin(operand) + operand.size() * operand.layout().elementBytes();
    }

    void clear() {
      vectors.clear();
      addresses.clear();
    }
  }

  private final Uses read = new Uses();
  private final Uses written = new Uses();

  /** Returns whether a use meets another of which one writes. */
  boolean conflicts(HostOperand operand, boolean writes) {
    return written.meets(operand) || (writes && read.meets(operand));
  }

  /** Notes a use. */
  void add(HostOperand operand, boolean writes) {
    (writes ? written : read).add(operand);
  }

  void clear() {
    read.clear();
    written.clear();
  }
}
