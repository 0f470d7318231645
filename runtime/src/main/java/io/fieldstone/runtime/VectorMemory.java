// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.MemoryAllocator;
import io.fieldstone.runtime.vulkan.VulkanDevice;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;

/** The vectors of a backend and their memory. Thread-safe. */
final class VectorMemory implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(PersistentBackend.class.getName());

  /** More than any address space has, and little enough for sums of sizes. */
  private static final long MAX_VECTOR_BYTES = 1L << 48;

  private final PersistentBackend backend;
  private final MemoryAllocator allocator;
  private final long segmentBytes;
  private final Set<FieldVector<?>> vectors = ConcurrentHashMap.newKeySet();

  /** Read while a vector is made, written while all are closed. */
  private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock();

  VectorMemory(PersistentBackend backend, VulkanDevice device) {
    this.backend = backend;
    this.allocator = device.allocator();
    this.segmentBytes = device.plan().segmentBytes();
  }

  private interface Constructor<F, V extends FieldVector<F>> {
    V make(SegmentLayout layout, GpuBuffer[] segments);
  }

  <F> HostVector<F> host(Field<F> field, long size, ElementForm form) {
    return make(
        field,
        size,
        allocator::allocateHost,
        (layout, segments) -> new HostVector<>(backend, field, size, form, layout, segments));
  }

  <F> DeviceVector<F> device(Field<F> field, long size, ElementForm form) {
    return make(
        field,
        size,
        allocator::allocateDevice,
        (layout, segments) -> new DeviceVector<>(backend, field, size, form, layout, segments));
  }

  private <F, V extends FieldVector<F>> V make(
      Field<F> field, long size, LongFunction<GpuBuffer> memory, Constructor<F, V> constructor) {
    lifecycle.readLock().lock();
    try {
      backend.requireOpen();
      if (size < 0) {
        throw new ElementRangeException("a vector cannot have " + size + " elements");
      }
      if (size > MAX_VECTOR_BYTES / field.elementBytes()) {
        throw new OutOfMemoryException(
            "no memory holds " + size + " elements of " + field.elementBytes() + " bytes");
      }
      SegmentLayout layout = SegmentLayout.of(field.elementBytes(), segmentBytes);
      V vector = constructor.make(layout, allocate(layout, size, memory));
      vectors.add(vector);
      return vector;
    } finally {
      lifecycle.readLock().unlock();
    }
  }

  private GpuBuffer[] allocate(SegmentLayout layout, long size, LongFunction<GpuBuffer> memory) {
    GpuBuffer[] segments = new GpuBuffer[layout.segments(size)];
    int made = 0;
    try {
      for (long first = 0; first < size; first += layout.segmentElements()) {
        segments[made] = memory.apply(layout.run(first, size - first) * layout.elementBytes());
        made++;
      }
      return segments;
    } finally {
      if (made < segments.length) {
        for (int i = 0; i < made; i++) {
          allocator.free(segments[i]);
        }
      }
    }
  }

  /** Frees a vector's memory, which nothing uses any more. */
  void free(FieldVector<?> vector) {
    if (vectors.remove(vector)) {
      for (GpuBuffer segment : vector.segments()) {
        allocator.free(segment);
      }
    }
  }

  /** Closes all vectors, once the backend is closed and makes no more. */
  @Override
  public void close() {
    lifecycle.writeLock().lock();
    try {
      if (!vectors.isEmpty()) {
        LOGGER.log(
            Level.INFO,
            "closing the backend closes {0} vectors of {1} bytes that are still open",
            vectors.size(),
            vectors.stream().mapToLong(FieldVector::bytes).sum());
      }
      vectors.forEach(FieldVector::close);
    } finally {
      lifecycle.writeLock().unlock();
    }
  }
}
