// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.vector.HostOperand;
import java.lang.System.Logger.Level;
import java.util.List;

/** The operands of calls, whose memory a run keeps until its end. Used once, by one thread. */
final class RetainedOperands {

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  private final List<HostCall> calls;

  /** How many operands are retained, of all calls in their order. */
  private int retained;

  RetainedOperands(List<HostCall> calls) {
    this.calls = calls;
  }

  /**
   * Retains all operands; {@link #end} releases what was retained, if that fails too.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if one was closed
   */
  void retain() {
    for (int c = 0; c < calls.size(); c++) {
      List<? extends HostOperand> operands = calls.get(c).operands();
      for (int i = 0; i < operands.size(); i++) {
        operands.get(i).retain();
        retained++;
      }
    }
  }

  /**
   * Releases what was retained, if the device is done with it.
   *
   * @param idle whether it is, for certain
   */
  void end(boolean idle) {
    if (!idle) {
      LOGGER.log(
          Level.WARNING,
          "a batch failed and the device does not say whether it still runs; the memory of {0}"
              + " vectors is given up",
          retained);
      return;
    }
    for (int c = 0; retained > 0; c++) {
      List<? extends HostOperand> operands = calls.get(c).operands();
      for (int i = 0; i < operands.size() && retained > 0; i++) {
        operands.get(i).release();
        retained--;
      }
    }
  }
}
