// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.GpuTimer;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import java.util.List;

/** Times dispatches by the device's clock; a GPU first has work, until its own clock is up. */
final class AlgebraTimer implements AutoCloseable {

  private static final long WARM_UP_NANOS = 800_000_000;
  private static final long MEASURED_NANOS = 150_000_000;
  private static final int LEAST_RUNS = 2;

  private final GpuTimer timer;
  private final boolean warmsUp;

  AlgebraTimer(PersistentBackend gpu) {
    timer = gpu.timer();
    warmsUp = gpu.plan().report().type() != DeviceType.CPU;
  }

  /**
   * Returns the best time of a dispatch, in nanoseconds.
   *
   * @param pushed the push constant; -1 for a kernel that has none
   */
  <F> long nanos(Kernel<F> kernel, List<DeviceVector<F>> vectors, int pushed) {
    try (Dispatch<F> dispatch = kernel.dispatch()) {
      for (int i = 0; i < vectors.size(); i++) {
        dispatch.bind(i, vectors.get(i));
      }
      if (pushed >= 0) {
        dispatch.push(0, pushed);
      }
      long start = System.nanoTime();
      do {
        timer.measure(dispatch::submit);
      } while (warmsUp && System.nanoTime() - start < WARM_UP_NANOS);
      long best = Long.MAX_VALUE;
      start = System.nanoTime();
      for (int run = 0;
          run < LEAST_RUNS || (warmsUp && System.nanoTime() - start < MEASURED_NANOS);
          run++) {
        best = Math.min(best, Math.max(1, timer.measure(dispatch::submit)));
      }
      return best;
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
