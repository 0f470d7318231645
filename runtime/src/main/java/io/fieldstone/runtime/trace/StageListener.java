// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.trace;

/**
 * Who is told of stages, once they have ended.
 *
 * <p>It is called in one thread, which belongs to the backend and holds nothing of it: it may take
 * its time, and use the backend. If it throws, it is told nothing more.
 */
@FunctionalInterface
public interface StageListener {

  /**
   * Tells of a stage; they come in no order.
   *
   * @param time which stage ran, and when
   */
  void stage(StageTime time);
}
