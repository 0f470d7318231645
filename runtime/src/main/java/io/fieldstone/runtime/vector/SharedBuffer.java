// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.HostImportException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.field.ElementType;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;

/**
 * The remaining bytes of a user's direct buffer, as memory that a device can work on.
 *
 * @param address where they start
 * @param size how many elements they are
 * @param bytes how many they are
 */
record SharedBuffer(long address, long size, long bytes) {

  /**
   * The least that a page has on any system: what is on one page with a byte can be reached too.
   */
  private static final int PAGE_BYTES = 4096;

  /**
   * Looks at a buffer.
   *
   * @throws HostImportException if a device cannot work on it
   * @throws MissingFeatureException if {@code device} can work on no host memory of others
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it holds no whole number of
   *     elements
   */
  static SharedBuffer of(ByteBuffer buffer, ElementType<?> type, DeviceReport device) {
    int position = buffer.position();
    int bytes = buffer.limit() - position;
    if (!buffer.isDirect()) {
      throw new HostImportException(
          "the buffer is on the Java heap, where the device cannot reach it; use"
              + " ByteBuffer.allocateDirect, or a host vector and put()");
    }
    if (buffer.isReadOnly()) {
      throw new HostImportException(
          "the buffer is read-only, but whoever has the vector may write it; use a host vector and"
              + " put()");
    }
    if (mayFault(buffer)) {
      throw new HostImportException(
          "the buffer is of a mapped file, which may be cut short while the device works on it; use"
              + " a host vector and readFrom()");
    }
    int size = ArrayTypes.BUFFERS.elements(type, bytes);
    if (device.hostImportAlignment() == 0) {
      throw new MissingFeatureException(
          "device \""
              + device.name()
              + "\" cannot work on buffers' memory: it has no VK_EXT_external_memory_host; use a"
              + " host vector and put()");
    }
    long start = HostMemory.address(buffer);
    long address = start + position;
    requireAligned(address, bytes, start + buffer.capacity(), device.hostImportAlignment());
    return new SharedBuffer(address, size, bytes);
  }

  private static void requireAligned(long address, long bytes, long end, long alignment) {
    if (address % alignment != 0) {
      throw new HostImportException(
          "the buffer starts "
              + address % alignment
              + " bytes after a multiple of "
              + alignment
              + ", where the device wants it; use ByteBuffer.allocateDirect(bytes + 2 * "
              + alignment
              + ").alignedSlice("
              + alignment
              + ").limit(bytes)");
    }
    long needed = (bytes + alignment - 1) / alignment * alignment;
    if (alignment > PAGE_BYTES && address + needed > end) {
      throw new HostImportException(
          "the buffer ends "
              + (address + needed - end)
              + " bytes before a multiple of "
              + alignment
              + ", which the device wants; allocate so many more");
    }
  }

  /**
   * Returns whether touching a buffer may throw an InternalError, at some later point in the code:
   * it is of a file that is not all in memory, and that somebody may have cut short.
   */
  static boolean mayFault(ByteBuffer bytes) {
    return bytes instanceof MappedByteBuffer mapped && !mapped.isLoaded();
  }
}
