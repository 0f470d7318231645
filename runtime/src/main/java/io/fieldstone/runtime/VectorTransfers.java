// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.VulkanDevice;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Copies between host and device vectors, on the compute queue so that they keep their place among
 * dispatches. Thread-safe.
 */
final class VectorTransfers implements AutoCloseable {

  private final PersistentBackend backend;
  private final CommandStream stream;
  private final ReentrantLock lock = new ReentrantLock();

  VectorTransfers(PersistentBackend backend, VulkanDevice device) {
    this.backend = backend;
    this.stream = new CommandStream(device, device.compute());
  }

  /** Copies all elements and waits until that is done. */
  <F> void copy(FieldVector<F> source, FieldVector<F> target) {
    Agreement.requireMember(backend, source.field(), "source", source);
    Agreement.requireMember(backend, source.field(), "target", target);
    Agreement.requireLength("target", target, source.size());
    Agreement.requireForm("target", target, source.form());
    source.retain();
    try {
      target.retain();
      try {
        run(source, target);
      } finally {
        target.release();
      }
    } finally {
      source.release();
    }
  }

  private <F> void run(FieldVector<F> source, FieldVector<F> target) {
    lock.lock();
    try {
      backend.requireOpen();
      stream.begin();
      stream.barrier();
      GpuBuffer[] from = source.segments();
      GpuBuffer[] to = target.segments();
      for (int i = 0; i < from.length; i++) {
        stream.copy(from[i], 0, to[i], 0, from[i].bytes());
      }
      stream.hostBarrier();
      stream.end();
      stream.submit();
      stream.await();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      stream.close();
    } finally {
      lock.unlock();
    }
  }
}
