// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

/**
 * How vectors are cut into buffers: every segment but the last holds the same number of elements,
 * so that vectors of one type line up whatever their length. Those of different types end their
 * segments at different elements, all of which a binding may start at.
 *
 * @param elementBytes bytes per element
 * @param segmentElements elements per segment
 * @param granule elements whose bytes are a multiple of every offset alignment: a binding may start
 *     at multiples of it
 */
public record SegmentLayout(int elementBytes, long segmentElements, int granule) {

  /** Vulkan's upper limit for minStorageBufferOffsetAlignment. */
  private static final int MAX_OFFSET_ALIGNMENT = 256;

  /** The granule of 32-bit words, of which those of all other elements are divisors. */
  private static final int COARSEST_GRANULE = MAX_OFFSET_ALIGNMENT / Integer.BYTES;

  /** From so many elements on a segment may as well end where one of any other type may. */
  private static final long MANY_ELEMENTS = (long) COARSEST_GRANULE * COARSEST_GRANULE;

  /** Returns the layout for elements of {@code elementBytes} in segments of at most some bytes. */
  public static SegmentLayout of(int elementBytes, long segmentBytes) {
    int granule = granule(elementBytes);
    long most = segmentBytes / elementBytes;
    int multiple = most < MANY_ELEMENTS ? granule : Math.max(granule, COARSEST_GRANULE);
    long elements = most / multiple * multiple;
    return new SegmentLayout(elementBytes, Math.max(granule, elements), granule);
  }

  private static int granule(int elementBytes) {
    return MAX_OFFSET_ALIGNMENT
        / Math.min(MAX_OFFSET_ALIGNMENT, Integer.lowestOneBit(elementBytes));
  }

  public int segments(long elements) {
    return Math.toIntExact((elements + segmentElements - 1) / segmentElements);
  }

  public int segment(long element) {
    return (int) (element / segmentElements);
  }

  /** Returns the byte offset of an element within its segment. */
  public long offset(long element) {
    return element % segmentElements * elementBytes;
  }

  /** Returns how many of {@code count} elements from {@code first} on lie in the same segment. */
  public long run(long first, long count) {
    return Math.min(count, segmentElements - first % segmentElements);
  }
}
