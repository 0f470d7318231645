// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import org.jspecify.annotations.Nullable;

/**
 * A buffer and its memory, owned by whoever allocated it and given back to {@link
 * MemoryAllocator#free}. Compared by identity, since a freed buffer may lend its handle to another.
 */
public final class GpuBuffer {

  private final MemoryKind kind;
  private final long handle;
  private final long allocation;
  private final long bytes;
  private final long address;
  private final @Nullable HostImport owner;

  GpuBuffer(MemoryKind kind, long handle, long allocation, long bytes, long address) {
    this(kind, handle, allocation, bytes, address, null);
  }

  private GpuBuffer(
      MemoryKind kind,
      long handle,
      long allocation,
      long bytes,
      long address,
      @Nullable HostImport owner) {
    this.kind = kind;
    this.handle = handle;
    this.allocation = allocation;
    this.bytes = bytes;
    this.address = address;
    this.owner = owner;
  }

  /** Makes a buffer over a part of memory that was imported. */
  static GpuBuffer imported(HostImport owner, long handle, long bytes, long address) {
    return new GpuBuffer(MemoryKind.HOST, handle, 0, bytes, address, owner);
  }

  /** Returns what its memory is a part of, null if it has memory of its own. */
  @Nullable HostImport owner() {
    return owner;
  }

  MemoryKind kind() {
    return kind;
  }

  long handle() {
    return handle;
  }

  long allocation() {
    return allocation;
  }

  /** Returns the size in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns where it is mapped in this process, or 0 if it is not. */
  public long address() {
    return address;
  }
}
