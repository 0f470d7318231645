// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.vector.HostOperand;
import io.fieldstone.runtime.vector.SegmentLayout;
import java.util.Arrays;
import java.util.List;

/**
 * How the operands of a call on host data are cut into segments, and how regions of a staging area
 * hold some elements of each. Operands of one type are cut alike; of others a segment may end where
 * none of another ends. Immutable.
 *
 * <pre>
 *   area    | a: elements | to a multiple of 256 bytes | b: elements | ... | out: elements | ...
 * </pre>
 */
final class CallLayout {

  private static final long REGION_ALIGNMENT = 256;

  private final int operands;

  /** Those of all operands, or the one that all have. */
  private final SegmentLayout[] layouts;

  private final long elementBytes;
  private final int granule;

  private CallLayout(int operands, SegmentLayout... layouts) {
    this.operands = operands;
    this.layouts = layouts;
    long bytes = 0;
    int coarsest = 1;
    for (SegmentLayout layout : layouts) {
      bytes += layout.elementBytes();
      coarsest = Math.max(coarsest, layout.granule());
    }
    this.elementBytes = layouts.length == 1 ? bytes * operands : bytes;
    this.granule = coarsest;
  }

  /** Returns the layout of operands that are all cut alike. */
  static CallLayout alike(int operands, SegmentLayout layout) {
    return new CallLayout(operands, layout);
  }

  /** Returns the layout of some operands. */
  static CallLayout of(List<? extends HostOperand> operands) {
    SegmentLayout first = operands.get(0).layout();
    boolean alike = true;
    for (int i = 1; i < operands.size(); i++) {
      alike &= operands.get(i).layout().equals(first);
    }
    return alike
        ? alike(operands.size(), first)
        : new CallLayout(
            operands.size(),
            operands.stream().map(HostOperand::layout).toArray(SegmentLayout[]::new));
  }

  /** Returns how operand {@code i} is cut. */
  SegmentLayout operand(int i) {
    return layouts.length == 1 ? layouts[0] : layouts[i];
  }

  /** Returns the operands whose layouts are to be looked at: one if all have the same. */
  int distinct() {
    return layouts.length;
  }

  /** Returns the bytes that one element of the call has in all operands together. */
  long elementBytes() {
    return elementBytes;
  }

  /** Returns the elements at whose multiples the bindings of all operands may start. */
  int granule() {
    return granule;
  }

  /** Returns whether segments end where a binding of each operand may start. */
  boolean isLinedUp() {
    for (SegmentLayout layout : layouts) {
      if (layout.segmentElements() % granule != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns how many of {@code count} elements from {@code first} on lie in one segment of each
   * operand.
   */
  long run(long first, long count) {
    long run = count;
    for (SegmentLayout layout : layouts) {
      run = layout.run(first, run);
    }
    return run;
  }

  private static long regionBytes(SegmentLayout layout, long elements) {
    long bytes = elements * layout.elementBytes();
    return (bytes + REGION_ALIGNMENT - 1) / REGION_ALIGNMENT * REGION_ALIGNMENT;
  }

  /** Returns where in an area for {@code elements} of each operand the region of one begins. */
  long region(int operand, long elements) {
    if (layouts.length == 1) {
      return operand * regionBytes(layouts[0], elements);
    }
    long offset = 0;
    for (int i = 0; i < operand; i++) {
      offset += regionBytes(layouts[i], elements);
    }
    return offset;
  }

  /** Returns the bytes of an area for {@code elements} of each operand. */
  long areaBytes(long elements) {
    return region(operands, elements);
  }

  /** Returns for how many elements of each operand there is room in an area of some bytes. */
  long elementsWithin(long bytes) {
    if (layouts.length == 1) {
      long region = bytes / operands / REGION_ALIGNMENT * REGION_ALIGNMENT;
      return region / layouts[0].elementBytes();
    }
    long sure = Math.max(0, bytes - (REGION_ALIGNMENT - 1) * operands) / elementBytes;
    return sure == 0 && areaBytes(1) <= bytes ? 1 : sure;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true; // as it is for most calls of a batch
    }
    return other instanceof CallLayout that
        && operands == that.operands
        && Arrays.equals(layouts, that.layouts);
  }

  @Override
  public int hashCode() {
    return 31 * operands + Arrays.hashCode(layouts);
  }

  @Override
  public String toString() {
    return operands + " of " + Arrays.toString(layouts);
  }
}
