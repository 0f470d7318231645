// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.cache.PathCalibration;
import io.fieldstone.runtime.device.TransferPath;

/**
 * How a kernel gets at vectors in host memory.
 *
 * @param path by which path: not {@link TransferPath#AUTO}
 * @param invocations with how many invocations at once at most, if it reads and writes host memory
 *     itself
 * @param gathers whether small jobs of a batch may go through device memory by any path, gathered
 *     by a kernel: not where the caller has chosen host memory
 */
public record HostPath(TransferPath path, long invocations, boolean gathers) {

  /** Host memory, with an invocation for each element. */
  public static final HostPath HOST_VISIBLE = hostVisible(PathCalibration.ALL);

  /** Upload, compute, download. */
  public static final HostPath DEVICE_LOCAL =
      new HostPath(TransferPath.DEVICE_LOCAL, PathCalibration.ALL, true);

  /** Returns host memory, with some invocations at most. */
  public static HostPath hostVisible(long invocations) {
    return new HostPath(TransferPath.HOST_VISIBLE, invocations, false);
  }

  /** Returns the same where nobody has chosen it. */
  public HostPath orGathered() {
    return new HostPath(path, invocations, true);
  }
}
