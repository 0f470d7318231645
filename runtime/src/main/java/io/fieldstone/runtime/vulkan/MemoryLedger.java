// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import io.fieldstone.runtime.error.OutOfMemoryException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what buffers take, and refuses what would pass a limit, or what the machine has.
 * Thread-safe.
 */
final class MemoryLedger {

  private final long limit;
  private final long system;
  private final boolean shared;
  private final Map<MemoryKind, Long> bytes = new EnumMap<>(MemoryKind.class);
  private int buffers;

  /**
   * Starts an empty ledger.
   *
   * @param limit bytes that each kind may take; 0 for no limit
   * @param system bytes of memory that the machine has
   * @param shared whether both kinds are in one heap, so that each counts for the other
   */
  MemoryLedger(long limit, long system, boolean shared) {
    this.limit = limit == 0 ? Long.MAX_VALUE : limit;
    this.system = system;
    this.shared = shared;
  }

  /**
   * Enters a buffer.
   *
   * @throws OutOfMemoryException if it would pass the limit, or what the machine has; then it is
   *     not entered
   */
  synchronized void enter(MemoryKind kind, long size) {
    if (size > left(kind)) {
      throw new OutOfMemoryException(
          size
              + " bytes of "
              + kind
              + " memory would pass the backend's limit: "
              + used(kind)
              + " of "
              + limit
              + " bytes are in use; close vectors, or raise the limit (FIELDSTONE_MEMORY_LIMIT,"
              + " BackendOptions.withMemoryLimit)");
    }
    if (isOfSystem(kind) && size > system - used(kind)) {
      throw beyondSystem(size, used(kind));
    }
    bytes.merge(kind, size, Long::sum);
    buffers++;
  }

  /**
   * Throws if so many bytes, in whatever buffers, are more than the machine has.
   *
   * @throws OutOfMemoryException if so
   */
  void requireSystemHas(MemoryKind kind, long size) {
    if (isOfSystem(kind) && size > system) {
      throw beyondSystem(size, used(kind));
    }
  }

  /** Host memory is, and on a CPU, or a GPU that has none of its own, all. */
  private boolean isOfSystem(MemoryKind kind) {
    return kind == MemoryKind.HOST || shared;
  }

  private OutOfMemoryException beyondSystem(long size, long used) {
    return new OutOfMemoryException(
        size
            + " bytes are more than this machine has, which is "
            + system
            + " bytes with its swap, of which the backend uses "
            + used
            + "; close vectors, or take shorter ones");
  }

  /** Strikes out a buffer that was entered. */
  synchronized void strike(MemoryKind kind, long size) {
    bytes.merge(kind, -size, Long::sum);
    buffers--;
  }

  /** Returns the bytes in the heap of {@code kind}. */
  synchronized long used(MemoryKind kind) {
    return shared ? bytes() : bytes.getOrDefault(kind, 0L);
  }

  /** Returns the bytes that the limit leaves. */
  synchronized long left(MemoryKind kind) {
    return limit - used(kind);
  }

  /** Returns the bytes of all buffers. */
  synchronized long bytes() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the number of buffers. */
  synchronized int buffers() {
    return buffers;
  }
}
