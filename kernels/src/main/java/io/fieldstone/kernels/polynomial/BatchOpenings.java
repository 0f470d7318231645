// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import static io.fieldstone.kernels.check.OperandChecks.requireForm;
import static io.fieldstone.kernels.check.OperandChecks.requireLength;
import static io.fieldstone.kernels.check.OperandChecks.requireScalar;

import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Openings of many polynomials at one point as one quotient:
 *
 * <pre>
 *   q(x) = sum over i of gamma^i (f[i](x) - y[i]) / (x - z),   y[i] = f[i](z)
 * </pre>
 *
 * <p>A commitment to q shows all y[i] at once: Boneh, Drake, Fisch, Gabizon, "Efficient polynomial
 * commitment schemes for multiple points and polynomials", 2020, section 3. Its values over a coset
 * are what DEEP-FRI folds: Ben-Sasson, Goldberg, Kopparty, Saraf, "DEEP-FRI: Sampling outside the
 * box improves soundness", 2019.
 *
 * <pre>{@code
 * try (var openings = BatchOpenings.of(fr, polynomials)) {
 *   openings.quotient(List.of(f, g, h), gamma, z, q, value);           // coefficients
 *   openings.quotientValues(List.of(f, g), points, gamma, y, z, q);    // values
 * }
 * }</pre>
 *
 * <p><b>Device vectors.</b> A call returns once it is submitted and can be recorded; scalars are
 * vectors of one element, which a program replays with what they hold by then. Outputs may share
 * elements with the operands, but for those that {@link #quotientValues} names.
 *
 * <p><b>Forms.</b> The vectors of a call, scalars included, are all canonical or all Montgomery.
 *
 * <p><b>Errors</b>, before anything is written: {@link LengthMismatchException} for lengths that do
 * not fit, forms, other fields and backends, closed.
 *
 * <p><b>Ownership.</b> It is the caller's and owns up to two vectors as long as the longest
 * polynomial. It owns neither of the operations that it was made of, which have to stay open.
 *
 * <p>Thread-safe: calls of one object take turns.
 *
 * @param <F> the field's type tag
 */
public final class BatchOpenings<F> implements AutoCloseable {

  private static final int COMBINED = 0;
  private static final int DENOMINATORS = 1;
  private static final int CLAIM = 2;

  private final FieldOperations<F> field;
  private final PolynomialOperations<F> polynomials;
  private final CosetKernels<F> kernels;
  private final WorkMemory<F> memory;

  private BatchOpenings(FieldOperations<F> field, PolynomialOperations<F> polynomials) {
    this.field = field;
    this.polynomials = polynomials;
    this.kernels = CosetKernelsDispatch.of(field.backend(), field.field());
    this.memory = new WorkMemory<>(field.backend(), field.field(), CLAIM + 1);
  }

  /**
   * {@return openings over a field, to be closed by the caller}
   *
   * @param <F> the field's type tag
   * @param field the operations of the field
   * @param polynomials the operations on polynomials over it
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if there are no kernels for its
   *     limb shape
   */
  public static <F> BatchOpenings<F> of(
      FieldOperations<F> field, PolynomialOperations<F> polynomials) {
    return new BatchOpenings<>(field, polynomials);
  }

  /**
   * quotient = the coefficients of q, and value = sum of gamma^i f[i](z). Nobody has to know the
   * y[i]: they are what division leaves.
   *
   * @param coefficients of the polynomials, one at least, equally long
   * @param gamma the challenge, one element
   * @param z the point, one element
   * @param quotient as long as each of them; its last coefficient is 0. May be one of them
   * @param value one element, not of the quotient; null if nobody asks
   */
  public synchronized void quotient(
      List<DeviceVector<F>> coefficients,
      DeviceVector<F> gamma,
      DeviceVector<F> z,
      DeviceVector<F> quotient,
      @Nullable DeviceVector<F> value) {
    DeviceVector<F> first = first(coefficients);
    requireLength("quotient", quotient, first.size());
    requireForm("quotient", quotient, first);
    requireScalar("gamma", gamma, first);
    requireScalar("z", z, first);
    field.backend().requireOperand("quotient", quotient);
    field.backend().requireOperand("gamma", gamma);
    field.backend().requireOperand("z", z);
    if (value != null) {
      requireScalar("value", value, first);
      field.backend().requireOperand("value", value);
      field.backend().requireApart("quotient", quotient, "value", value);
    }
    boolean shares = first.overlaps(quotient) || (value != null && first.overlaps(value));
    if (coefficients.size() == 1 && !shares) {
      polynomials.divideByLinear(first, z, quotient, value);
      return;
    }
    try {
      DeviceVector<F> combined = memory.vector(COMBINED, first.size(), first.form());
      polynomials.combine(coefficients, gamma, combined);
      polynomials.divideByLinear(combined, z, quotient, value);
    } finally {
      memory.endCall();
    }
  }

  /**
   * out[k] = q(points[k]), from values at these points; 0 where the point is z itself.
   *
   * @param values of the polynomials, one at least, equally long
   * @param points where they are, in the same order, as many; see {@link
   *     PolynomialOperations#geometric}
   * @param gamma the challenge, one element
   * @param claims y, one for each polynomial
   * @param z the point of the claims, one element
   * @param out as many; may be the points, or share elements with all but the points and z
   */
  public synchronized void quotientValues(
      List<DeviceVector<F>> values,
      DeviceVector<F> points,
      DeviceVector<F> gamma,
      DeviceVector<F> claims,
      DeviceVector<F> z,
      DeviceVector<F> out) {
    DeviceVector<F> first = first(values);
    requireLength("points", points, first.size());
    requireForm("points", points, first);
    requireLength("claims", claims, values.size());
    requireForm("claims", claims, first);
    requireScalar("gamma", gamma, first);
    requireScalar("z", z, first);
    requireLength("out", out, first.size());
    requireForm("out", out, first);
    field.backend().requireOperand("points", points);
    field.backend().requireOperand("gamma", gamma);
    field.backend().requireOperand("claims", claims);
    field.backend().requireOperand("z", z);
    field.backend().requireOperand("out", out);
    field.backend().requireApartOrSame("points", points, "out", out);
    field.backend().requireApart("z", z, "out", out);
    ElementForm form = first.form();
    try {
      DeviceVector<F> combined = memory.vector(COMBINED, first.size(), form);
      DeviceVector<F> denominators = memory.vector(DENOMINATORS, first.size(), form);
      DeviceVector<F> claim = memory.vector(CLAIM, 1, form);
      polynomials.combine(values, gamma, combined);
      // the claims are the coefficients of a polynomial in gamma
      polynomials.evaluate(claims, gamma, claim);
      kernels.openingTerms(combined, points, claim, z, out, denominators);
      field.inv(denominators, denominators);
      field.mul(out, denominators, out);
    } finally {
      memory.endCall();
    }
  }

  private DeviceVector<F> first(List<DeviceVector<F>> vectors) {
    if (memory.isClosed()) {
      throw new ClosedException("the openings over " + field.field() + " were closed");
    }
    if (vectors.isEmpty()) {
      throw new LengthMismatchException("no polynomials are combined; take one at least");
    }
    field.backend().requireOperand("polynomial 0", vectors.get(0));
    return vectors.get(0);
  }

  /** Frees what it owns; calls that were submitted go on. Idempotent. */
  @Override
  public synchronized void close() {
    memory.close();
  }
}
