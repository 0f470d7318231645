// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.GpuTimer;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Times dispatches by the device's clock, in rounds, until the speed has settled. While the host
 * makes a pipeline of seconds, the clock of an H100 falls to a sixth, and it takes about a second
 * of work to rise.
 */
final class AlgebraTimer implements AutoCloseable {

  /** Long enough that a slow clock does not last for as many rounds as have to agree. */
  private static final long ROUND_NANOS = 500_000_000;

  /** Rounds in a row that agree, and how far they may be apart. */
  private static final int AGREEING = 3;

  private static final double APART = 1.01;

  /** For what never settles, such as a processor that others use. */
  private static final int MOST_ROUNDS = 30;

  private final GpuTimer timer;
  private final boolean settles;

  AlgebraTimer(PersistentBackend gpu) {
    timer = gpu.timer();
    settles = gpu.plan().report().type() != DeviceType.CPU;
  }

  /**
   * Returns the best time of a dispatch once it has settled, in nanoseconds.
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
      timer.measure(dispatch::submit); // makes the pipeline, which is no work for the device
      LongSupplier run = () -> Math.max(1, timer.measure(dispatch::submit));
      return settles ? settled(run, System::nanoTime) : Math.min(run.getAsLong(), run.getAsLong());
    }
  }

  /**
   * Returns the best time of the last rounds, as soon as three in a row agree.
   *
   * @param run returns how long a run took
   * @param clock tells how long a round has taken
   */
  static long settled(LongSupplier run, LongSupplier clock) {
    long last = 0;
    int agreeing = 0;
    long best = 0;
    for (int round = 0; round < MOST_ROUNDS && agreeing < AGREEING; round++) {
      long time = round(run, clock);
      boolean agrees = round > 0 && Math.max(time, last) <= APART * Math.min(time, last);
      best = agrees ? Math.min(best, time) : time;
      agreeing = agrees ? agreeing + 1 : 1;
      last = time;
    }
    return best;
  }

  private static long round(LongSupplier run, LongSupplier clock) {
    long start = clock.getAsLong();
    long best = Long.MAX_VALUE;
    do {
      best = Math.min(best, run.getAsLong());
    } while (clock.getAsLong() - start < ROUND_NANOS);
    return best;
  }

  @Override
  public void close() {
    timer.close();
  }
}
