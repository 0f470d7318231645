// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;

/** What a low-degree extension multiplies coefficients with, on the device. Immutable. */
final class ExtensionTables<F> implements AutoCloseable {

  private final boolean shifted;
  private final DeviceVector<F> steps;
  private final DeviceVector<F> shifts;

  /**
   * Makes the first n powers of the root and of the shift.
   *
   * @param whole what has them, for messages
   */
  ExtensionTables(Domain<F> domain, BigInteger shift, BigInteger root, String whole) {
    this.shifted = !shift.equals(BigInteger.ONE);
    this.steps = powers(domain, root);
    boolean done = false;
    try {
      this.shifts = shifted ? powers(domain, shift) : steps;
      done = true;
    } finally {
      if (!done) {
        steps.close();
      }
    }
    steps.setPartOf(whole);
    shifts.setPartOf(whole);
  }

  private static <F> DeviceVector<F> powers(Domain<F> domain, BigInteger base) {
    try (FieldOperations<F> field = FieldOperations.of(domain.backend(), domain.field());
        PolynomialOperations<F> polynomials = PolynomialOperations.of(field)) {
      DeviceVector<F> powers =
          domain.backend().deviceVector(domain.field(), domain.size(), ElementForm.MONTGOMERY);
      boolean done = false;
      try {
        polynomials.geometric(BigInteger.ONE, base, powers);
        done = true;
        return powers;
      } finally {
        if (!done) {
          powers.close();
        }
      }
    }
  }

  /** Returns whether the coset is another one than the domain. */
  boolean isShifted() {
    return shifted;
  }

  /** Returns the powers of the shift, or what stands for them where it is one. */
  DeviceVector<F> shifts() {
    return shifts;
  }

  /** Returns the powers of the root. */
  DeviceVector<F> steps() {
    return steps;
  }

  @Override
  public void close() {
    shifts.close();
    steps.close();
  }
}
