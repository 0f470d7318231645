// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.function.Consumer;

/** Makes tables of powers on the device. Stateless. */
final class FactorTables<F> {

  private static final int POWERS = 0;
  private static final int ROOTS = 1;
  private static final int REVERSED = 2;
  private static final int BLOCKS = 8;

  private static final int GROUP = 64;
  private static final int MOST_GROUPS = 1 << 14;

  private final PersistentBackend backend;
  private final FiniteField<F> field;
  private final Kernel<F> powers;

  /** How many elements a factor takes. */
  private final int elements;

  private FactorTables(
      PersistentBackend backend, FiniteField<F> field, Kernel<F> powers, int elements) {
    this.backend = backend;
    this.field = field;
    this.powers = powers;
    this.elements = elements;
  }

  /** Returns what makes the tables that a plan's passes read. */
  static <F> FactorTables<F> of(
      PersistentBackend backend, FiniteField<F> field, TransformPlan plan) {
    String kernel = TransformPlan.powers(field);
    return new FactorTables<>(
        backend,
        field,
        backend.kernel(backend.registry().kernel(kernel), field, plan.strategy()),
        plan.factorElements());
  }

  /**
   * Returns what passes need of a root of order 2^log that make transforms of 2^log elements: its
   * powers layer by layer, then those between blocks of layers.
   */
  FactorTable<F> roots(FieldElement<F> root, int log) {
    return table(
        3L << log,
        PassMap.WHOLE,
        table -> {
          fill(table, field.one(), root, 1 << log, 0, ROOTS, Math.max(log - 1, 0));
          fill(table, field.one(), root, 2 << log, 1 << log, BLOCKS + TransformPlan.LOG_HELD, log);
        });
  }

  /** Returns all powers below 2^log, power i at i with its log bits in the opposite order. */
  FactorTable<F> reversedPowers(FieldElement<F> base, int log) {
    return table(
        1L << log,
        PassMap.WHOLE,
        table -> fill(table, field.one(), base, 1 << log, 0, REVERSED, log));
  }

  /** Returns scale times all powers below 2^log, in one part. */
  FactorTable<F> powers(FieldElement<F> scale, FieldElement<F> base, int log) {
    return table(
        1L << log, PassMap.WHOLE, table -> fill(table, scale, base, 1 << log, 0, POWERS, 0));
  }

  /** Returns scale times all powers below 2^log, in two parts. */
  FactorTable<F> windowedPowers(FieldElement<F> scale, FieldElement<F> base, int log) {
    int low = (log + 1) / 2;
    int high = log - low;
    FieldElement<F> step = base.power(BigInteger.ONE.shiftLeft(low));
    return table(
        (1L << low) + (1L << high),
        low,
        table -> {
          fill(table, scale, base, 1 << low, 0, POWERS, 0);
          fill(table, field.one(), step, 1 << high, 1 << low, POWERS, 0);
        });
  }

  /**
   * Returns the same, the second part as long as the first, and the first part again without the
   * scale, for the ratio of two powers.
   */
  FactorTable<F> steppedPowers(FieldElement<F> scale, FieldElement<F> base, int log) {
    int low = (log + 1) / 2;
    FieldElement<F> step = base.power(BigInteger.ONE.shiftLeft(low));
    return table(
        3L << low,
        low,
        table -> {
          fill(table, scale, base, 1 << low, 0, POWERS, 0);
          fill(table, field.one(), step, 1 << low, 1 << low, POWERS, 0);
          fill(table, field.one(), base, 1 << low, 2 << low, POWERS, 0);
        });
  }

  private FactorTable<F> table(long length, int window, Consumer<DeviceVector<F>> filled) {
    DeviceVector<F> vector = backend.deviceVector(field, length * elements, ElementForm.MONTGOMERY);
    boolean done = false;
    try {
      filled.accept(vector);
      done = true;
      return new FactorTable<>(vector, length, window);
    } finally {
      if (!done) {
        vector.close();
      }
    }
  }

  private void fill(
      DeviceVector<F> table,
      FieldElement<F> scale,
      FieldElement<F> base,
      int length,
      int first,
      int order,
      int logInner) {
    try (HostVector<F> squares = squares(scale, base);
        DeviceVector<F> resident = backend.deviceVector(field, squares.size(), squares.form());
        Dispatch<F> dispatch = powers.dispatch()) {
      resident.upload(squares);
      dispatch.bind(0, resident);
      dispatch.bind(1, table);
      dispatch.push(0, length);
      dispatch.push(1, first);
      dispatch.push(2, order);
      dispatch.push(3, logInner);
      dispatch.workgroups(Math.max(1, Math.min(MOST_GROUPS, length / GROUP)));
      dispatch.submit();
    }
  }

  private HostVector<F> squares(FieldElement<F> scale, FieldElement<F> base) {
    HostVector<F> squares = backend.hostVector(field, 1 + Integer.SIZE, ElementForm.MONTGOMERY);
    HostValues<FieldElement<F>> values = HostValues.ofElements(squares);
    values.set(0, scale);
    FieldElement<F> square = base;
    for (int k = 1; k <= Integer.SIZE; k++) {
      values.set(k, square);
      square = square.square();
    }
    return squares;
  }
}
