// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import org.lwjgl.system.MemoryUtil;

/** Buffers that are mapped memory and nothing else, for what only copies. */
public final class MappedBuffers {

  private MappedBuffers() {}

  /** Returns a buffer that no device knows. */
  public static GpuBuffer allocate(long bytes) {
    return new GpuBuffer(MemoryKind.HOST, 0, 0, bytes, MemoryUtil.nmemCallocChecked(1, bytes), 0);
  }

  /** Frees it. */
  public static void free(GpuBuffer buffer) {
    MemoryUtil.nmemFree(buffer.address());
  }
}
