// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.bench;

import io.fieldstone.runtime.field.ElementForm;

/**
 * How fast elements of one field are copied in one way.
 *
 * @param field the field's name
 * @param copy what is copied where
 * @param form the form of the vector
 * @param elementBytes bytes of an element
 * @param nanosOneThread nanoseconds per element in one thread, 0 if it was not measured
 * @param nanos nanoseconds per element on all cores
 */
public record HostDataRow(
    String field,
    String copy,
    ElementForm form,
    int elementBytes,
    double nanosOneThread,
    double nanos) {

  /** Returns the gigabytes of elements per second on all cores. */
  public double gigabytesPerSecond() {
    return elementBytes / nanos;
  }
}
