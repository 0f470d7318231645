// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.vector.HostOperand;
import java.lang.System.Logger.Level;
import java.util.List;

/** The operands of calls, whose memory a run keeps until its end. Used once, by one thread. */
final class RetainedOperands {

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  private final List<HostCall> calls;
  private final Begun retained;

  RetainedOperands(List<HostCall> calls, BatchCores cores) {
    this.calls = calls;
    this.retained = new Begun(calls.size(), cores);
  }

  /**
   * Retains all operands; {@link #end} releases what was retained, if that fails too.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if one was closed
   */
  void retain() {
    retained.begin(i -> retain(calls.get(i)));
  }

  private void retain(HostCall call) {
    List<? extends HostOperand> operands = call.operands();
    int count = 0;
    try {
      for (; count < operands.size(); count++) {
        operands.get(count).retain();
      }
    } catch (ClosedException e) {
      throw call.refusal(count, e, calls);
    } finally {
      if (count < operands.size()) {
        release(operands, count);
      }
    }
  }

  private static void release(List<? extends HostOperand> operands, int count) {
    for (int i = 0; i < count; i++) {
      operands.get(i).release();
    }
  }

  /**
   * Releases what was retained, if the device is done with it.
   *
   * @param idle whether it is, for certain
   */
  void end(boolean idle) {
    if (idle) {
      retained.end(i -> release(calls.get(i).operands(), calls.get(i).operands().size()));
    } else {
      LOGGER.log(
          Level.WARNING,
          "a batch failed and the device does not say whether it still runs; the memory of the"
              + " vectors of {0} jobs is given up",
          retained.count());
    }
  }
}
