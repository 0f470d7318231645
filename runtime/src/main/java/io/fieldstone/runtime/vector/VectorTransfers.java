// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Copies whole vectors, on the compute queue so that they keep their place among dispatches.
 * Thread-safe: threads take turns.
 */
public final class VectorTransfers implements AutoCloseable {

  private final OpenDevice device;
  private final CommandStream stream;
  private final ReentrantLock lock = new ReentrantLock();

  /** Makes what copies need on {@code device}. */
  public VectorTransfers(OpenDevice device) {
    this.device = device;
    this.stream = new CommandStream(device, device.compute());
  }

  /**
   * Copies all elements and waits until that is done, once submitted whether or not the thread is
   * interrupted. The vectors are of equal length and layout.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if one of them or the backend was closed
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread was interrupted
   *     before; nothing was copied then
   */
  public void copy(VectorStorage source, VectorStorage target) {
    boolean done = false;
    device.gate().enter();
    try {
      device.requireNotLost();
      source.retain();
      try {
        target.retain();
        try {
          submitAndWait(source, target);
        } finally {
          target.release();
        }
      } finally {
        source.release();
      }
      done = true;
    } finally {
      device.gate().leave(done);
    }
  }

  private void submitAndWait(VectorStorage source, VectorStorage target) {
    Patience.lock(lock, device.gate(), Deadline.NEVER, "the copy of " + source);
    try {
      Patience.check(
          device.gate(), Deadline.NEVER, "the copy of " + source, "before it was submitted");
      stream.begin();
      stream.barrier();
      for (int i = 0; i < source.segments(); i++) {
        stream.copy(source.segment(i), 0, target.segment(i), 0, source.segment(i).bytes());
      }
      stream.hostBarrier();
      stream.end();
      long done = stream.submit();
      source.usedUntil(done);
      target.usedUntil(done);
      stream.await();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
