// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

/**
 * A queue family as the driver reports it.
 *
 * @param index its index
 * @param queueCount how many queues it has
 * @param compute whether they run compute
 * @param graphics whether they run graphics
 * @param transfer whether they copy; compute and graphics queues always do, and video engines that
 *     can do not count
 * @param timestampValidBits the bits of its queues' timestamps that count; 0 if they have none
 */
public record QueueFamily(
    int index,
    int queueCount,
    boolean compute,
    boolean graphics,
    boolean transfer,
    int timestampValidBits) {

  /**
   * Describes a family without timestamps.
   *
   * @param index its index
   * @param queueCount how many queues it has
   * @param compute whether they run compute
   * @param graphics whether they run graphics
   * @param transfer whether they copy; compute and graphics queues always do, and video engines
   *     that can do not count
   */
  public QueueFamily(
      int index, int queueCount, boolean compute, boolean graphics, boolean transfer) {
    this(index, queueCount, compute, graphics, transfer, 0);
  }

  /** {@return whether the family does nothing but copy: a DMA engine} */
  public boolean transferOnly() {
    return transfer && !compute && !graphics;
  }
}
