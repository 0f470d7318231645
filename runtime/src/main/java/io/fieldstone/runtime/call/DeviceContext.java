// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.profiling.ActiveTimers;
import io.fieldstone.runtime.stream.DeviceStream;
import io.fieldstone.runtime.stream.VectorTransfers;
import io.fieldstone.runtime.vector.VectorAllocator;
import io.fieldstone.runtime.vulkan.OpenDevice;

/**
 * What there is to run kernels with on an open device. Thread-safe, as its parts are.
 *
 * @param device the device
 * @param stream its commands on resident vectors
 * @param kernels its kernels
 * @param vectors its vectors
 * @param transfers its copies
 * @param timers its timers
 * @param recordings who records a program on it
 */
public record DeviceContext(
    OpenDevice device,
    DeviceStream stream,
    KernelTable kernels,
    VectorAllocator vectors,
    VectorTransfers transfers,
    ActiveTimers timers,
    Recordings recordings) {

  /**
   * Waits until all calls on device vectors that were submitted are done.
   *
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if {@code deadline} passes
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public void finish(Deadline deadline) {
    device
        .gate()
        .inside(
            () -> stream.finish(deadline, "waiting for the device", "while dispatches still run"));
  }
}
