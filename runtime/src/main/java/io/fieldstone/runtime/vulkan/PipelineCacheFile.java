// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import io.fieldstone.runtime.cache.AtomicFile;
import io.fieldstone.runtime.cache.CacheFiles;
import io.fieldstone.runtime.cache.UnusableCaches;
import io.fieldstone.runtime.error.FieldstoneException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkPipelineCacheCreateInfo;

/**
 * The driver's pipeline cache, kept on disk between runs. A damaged or foreign file is dropped: the
 * cache only saves time.
 *
 * <pre>
 *   0        8        16
 *   +--------+--------+----------------
 *   | CRC32C | length | driver's data ...
 *   +--------+--------+----------------
 * </pre>
 */
public final class PipelineCacheFile implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(PipelineCacheFile.class.getName());
  private static final int HEADER_BYTES = 2 * Long.BYTES;

  private final DeviceAccess access;
  private final Path file;
  private final long cache;
  private final long loadedBytes;

  /** Loads the cache of a device from {@code file}, or starts an empty one. */
  PipelineCacheFile(DeviceAccess access, Path file) {
    this.access = access;
    this.file = file;
    byte[] data = read();
    this.loadedBytes = data.length;
    this.cache = create(data);
  }

  private byte[] read() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(CacheFiles.read(file));
      if (bytes.remaining() >= HEADER_BYTES) {
        long checksum = bytes.getLong();
        long length = bytes.getLong();
        byte[] data = new byte[bytes.remaining()];
        bytes.get(data);
        if (length == data.length && checksum == checksum(data)) {
          return data;
        }
      }
      LOGGER.log(Level.INFO, "dropping damaged pipeline cache {0}", file);
    } catch (NoSuchFileException e) {
      // The first run on this device.
    } catch (IOException e) {
      UnusableCaches.report(file, e);
    }
    return new byte[0];
  }

  private static long checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return crc.getValue();
  }

  private long create(byte[] data) {
    ByteBuffer initial = MemoryUtil.memAlloc(Math.max(1, data.length)).put(data).flip();
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkPipelineCacheCreateInfo info =
          VkPipelineCacheCreateInfo.calloc(stack).sType$Default().pInitialData(initial);
      LongBuffer pointer = stack.mallocLong(1);
      access.check(
          access.calls().createPipelineCache(access.device(), info, pointer),
          "vkCreatePipelineCache");
      return pointer.get(0);
    } finally {
      MemoryUtil.memFree(initial);
    }
  }

  long handle() {
    return cache;
  }

  private void save() {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer size = stack.mallocPointer(1);
      access.check(
          access.calls().getPipelineCacheData(access.device(), cache, size, null),
          "vkGetPipelineCacheData");
      if (size.get(0) == loadedBytes) {
        return;
      }
      ByteBuffer data = MemoryUtil.memAlloc((int) size.get(0));
      try {
        access.check(
            access.calls().getPipelineCacheData(access.device(), cache, size, data),
            "vkGetPipelineCacheData");
        byte[] bytes = new byte[(int) size.get(0)];
        data.get(bytes);
        ByteBuffer content = ByteBuffer.allocate(HEADER_BYTES + bytes.length);
        content.putLong(checksum(bytes)).putLong(bytes.length).put(bytes);
        AtomicFile.write(file, content.array());
      } finally {
        MemoryUtil.memFree(data);
      }
    } catch (IOException e) {
      UnusableCaches.report(file, e);
    } catch (FieldstoneException e) {
      LOGGER.log(Level.WARNING, "cannot keep the pipeline cache: " + e.getMessage());
    }
  }

  /** Saves what was added, unless the device was lost, and frees the cache. */
  @Override
  public void close() {
    if (!access.health().isLost()) {
      save();
    }
    access.calls().destroyPipelineCache(access.device(), cache);
  }
}
