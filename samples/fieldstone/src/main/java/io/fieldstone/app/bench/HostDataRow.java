// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.field.ElementForm;

/**
 * How fast elements of one field are copied in one way.
 *
 * @param field the field's name
 * @param copy what is copied where
 * @param form the form of the vector
 * @param elementBytes bytes of an element
 * @param elements elements of the vector
 * @param nanosOneThread nanoseconds per element in one thread, 0 if it was not measured
 * @param samples runs on all cores, each of the whole vector
 */
public record HostDataRow(
    String field,
    String copy,
    ElementForm form,
    int elementBytes,
    int elements,
    double nanosOneThread,
    Samples samples) {

  /** Returns nanoseconds per element on all cores. */
  public double nanos() {
    return samples.medianNanos() / elements;
  }

  /** Returns the gigabytes of elements per second on all cores. */
  public double gigabytesPerSecond() {
    return elementBytes / nanos();
  }
}
