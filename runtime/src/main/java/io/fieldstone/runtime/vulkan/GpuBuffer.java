// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryUtil;

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
  private final long deviceAddress;
  private final @Nullable HostImport owner;

  GpuBuffer(
      MemoryKind kind, long handle, long allocation, long bytes, long address, long deviceAddress) {
    this(kind, handle, allocation, bytes, address, deviceAddress, null);
  }

  private GpuBuffer(
      MemoryKind kind,
      long handle,
      long allocation,
      long bytes,
      long address,
      long deviceAddress,
      @Nullable HostImport owner) {
    this.kind = kind;
    this.handle = handle;
    this.allocation = allocation;
    this.bytes = bytes;
    this.address = address;
    this.deviceAddress = deviceAddress;
    this.owner = owner;
  }

  /** Makes a buffer over a part of memory that was imported. */
  static GpuBuffer imported(HostImport owner, long handle, long bytes, long address) {
    return new GpuBuffer(MemoryKind.HOST, handle, 0, bytes, address, 0, owner);
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

  /** Returns the word at byte {@code at} of mapped memory. */
  public int getInt(long at) {
    return MemoryUtil.memGetInt(address + at);
  }

  /** Sets the word at byte {@code at} of mapped memory. */
  public void putInt(long at, int value) {
    MemoryUtil.memPutInt(address + at, value);
  }

  /** Sets the two words at byte {@code at} of mapped memory. */
  public void putLong(long at, long value) {
    MemoryUtil.memPutLong(address + at, value);
  }

  /**
   * Returns where kernels find it by its address: 0 if it is not host memory of its own, or the
   * device was not opened so.
   */
  public long deviceAddress() {
    return deviceAddress;
  }
}
