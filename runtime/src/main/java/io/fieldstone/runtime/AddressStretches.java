// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.vector.HostOperand;
import java.util.Map;
import java.util.TreeMap;

/** Addresses of buffers over which there may be several vectors. Not thread-safe. */
final class AddressStretches {

  /** Where stretches begin and end; none meets another. */
  private final TreeMap<Long, Long> stretches = new TreeMap<>();

  /** Returns whether an operand over such a buffer has some of the addresses. */
  boolean meet(HostOperand operand) {
    return meet(begin(operand), end(operand));
  }

  private boolean meet(long begin, long end) {
    Map.Entry<Long, Long> before = stretches.lowerEntry(end);
    return before != null && before.getValue() > begin;
  }

  /** Adds the addresses of an operand. */
  void add(HostOperand operand) {
    long begin = begin(operand);
    long end = end(operand);
    while (meet(begin, end)) {
      Map.Entry<Long, Long> met = stretches.lowerEntry(end);
      begin = Math.min(begin, met.getKey());
      end = Math.max(end, met.getValue());
      stretches.remove(met.getKey());
    }
    stretches.put(begin, end);
  }

  private static long begin(HostOperand operand) {
    return operand.sharedAddress();
  }

  private static long end(HostOperand operand) {
    return begin(operand) + operand.size() * operand.layout().elementBytes();
  }

  void clear() {
    stretches.clear();
  }
}
