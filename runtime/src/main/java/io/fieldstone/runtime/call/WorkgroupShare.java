// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.vector.SegmentLayout;

/**
 * How the workgroups of a cooperative call are divided over the windows of its elements, each of
 * which is a dispatch: in order, by length, at least one each. Pure functions on plain data, so
 * that two calls over as many elements and workgroups divide alike.
 */
final class WorkgroupShare {

  private WorkgroupShare() {}

  /**
   * Returns how many dispatches a call takes; no elements take one.
   *
   * @param layout how the vectors are cut into segments
   * @param begin the number in its vector of the first element
   * @param size elements in all
   * @param window elements that one binding covers at most
   */
  static long windows(SegmentLayout layout, long begin, long size, long window) {
    long head = layout.run(begin, size);
    long perSegment = (layout.segmentElements() - 1) / window + 1;
    long rest = size - head;
    long last = rest % layout.segmentElements();
    return Math.max(
        1,
        (head + window - 1) / window
            + rest / layout.segmentElements() * perSegment
            + (last + window - 1) / window);
  }

  /**
   * Returns where a window's workgroups end: the number of workgroups of it and all before.
   *
   * @param workgroups workgroups in all, at least one for each window
   * @param windows windows in all
   * @param index the window's number
   * @param before where the workgroups of the window before end, 0 for the first
   * @param end elements of it and all before
   * @param size elements in all
   */
  static long end(long workgroups, long windows, long index, long before, long end, long size) {
    if (index == windows - 1) {
      return workgroups;
    }
    long proportional = (long) ((double) workgroups * ((double) end / (double) size));
    long oneForEachAfter = workgroups - (windows - 1 - index);
    return Math.max(before + 1, Math.min(proportional, oneForEachAfter));
  }

  /** Throws unless each window can have a workgroup, and a dispatch could have them all. */
  static void require(
      String call, long workgroups, long windows, String because, long mostOfOneDispatch) {
    if (workgroups < windows) {
      throw new LengthMismatchException(
          call
              + " has "
              + workgroups
              + " workgroups, but its elements take "
              + windows
              + " dispatches with at least one each"
              + because
              + "; take longer vectors of one element per workgroup");
    }
    if (workgroups > mostOfOneDispatch) {
      throw new LengthMismatchException(
          call
              + " has "
              + workgroups
              + " workgroups, but the device takes "
              + mostOfOneDispatch
              + "; take shorter vectors of one element per workgroup");
    }
  }
}
