// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of a domain, in the domain's memory: roots and twiddles both ways. Immutable. */
final class DomainTables<F> {

  /**
   * The powers of a root of order n below n / 2, or those that small transforms have.
   *
   * @param natural in their order
   * @param reversed with their indices' bits reversed; the same if they are in two parts, or small
   */
  private record Roots<F>(FactorTable<F> natural, FactorTable<F> reversed) {}

  private final FactorTables<F> factors;
  private final DomainMemory<F> memory;
  private final FiniteField<F> field;
  private final TransformPlan plan;
  private final Roots<F> forwardRoots;
  private final Roots<F> inverseRoots;
  private final List<FactorTable<F>> forwardTwiddles;
  private final List<FactorTable<F>> inverseTwiddles;
  private final @Nullable FactorTable<F> inverseOfSize;
  private final FactorTable<F> nothing;
  private final DeviceVector<F> canonicalSpare;
  private final DeviceVector<F> montgomerySpare;

  private DomainTables(
      FactorTables<F> factors, DomainMemory<F> memory, FieldElement<F> root, TransformPlan plan) {
    this.factors = factors;
    this.memory = memory;
    this.field = root.field();
    this.plan = plan;
    FieldElement<F> inverse = root.inverse();
    this.canonicalSpare = memory.spare(ElementForm.CANONICAL);
    this.montgomerySpare = memory.spare(ElementForm.MONTGOMERY);
    this.nothing = new FactorTable<>(memory.spare(ElementForm.MONTGOMERY), 0, PassMap.WHOLE);
    this.forwardRoots = roots(root);
    this.inverseRoots = roots(inverse);
    this.forwardTwiddles = twiddles(field.one(), root);
    this.inverseTwiddles = twiddles(ofSize(), inverse);
    this.inverseOfSize =
        plan.dividesBetween() ? null : own(factors.powers(ofSize(), field.one(), 0));
  }

  /** Makes the tables of a domain; if it fails, its memory is freed. */
  static <F> DomainTables<F> of(
      FactorTables<F> factors, DomainMemory<F> memory, FieldElement<F> root, TransformPlan plan) {
    boolean done = false;
    try {
      DomainTables<F> tables = new DomainTables<>(factors, memory, root, plan);
      done = true;
      return tables;
    } finally {
      if (!done) {
        memory.close();
      }
    }
  }

  /** Returns the plan whose tables they are. */
  TransformPlan plan() {
    return plan;
  }

  private FactorTable<F> own(FactorTable<F> table) {
    memory.own(table.vector());
    return table;
  }

  /** Returns 1 / n. */
  private FieldElement<F> ofSize() {
    return field.one().multiply(BigInteger.ONE.shiftLeft(plan.logSize())).inverse();
  }

  /** Returns the root of order 2^log that is a power of one of order 2^logSize. */
  private FieldElement<F> ofOrder(FieldElement<F> root, int log) {
    return root.power(BigInteger.ONE.shiftLeft(plan.logSize() - log));
  }

  /** Returns the powers of a root that layers multiply with. */
  private Roots<F> roots(FieldElement<F> root) {
    int log = Math.max(plan.logSize() - 1, 0);
    if (plan.multipliesBetween()) {
      int small = plan.logRadixMost();
      FactorTable<F> table = own(factors.roots(ofOrder(root, small), small));
      return new Roots<>(table, table);
    }
    FactorTable<F> natural = own(powers(field.one(), root, log));
    return new Roots<>(
        natural, plan.windowed(log) ? natural : own(factors.reversedPowers(root, log)));
  }

  /** Returns the powers between passes, those after the first one times a scale. */
  private List<FactorTable<F>> twiddles(FieldElement<F> scale, FieldElement<F> root) {
    List<FactorTable<F>> tables = new ArrayList<>();
    for (int pass = 0; plan.multipliesBetween() && pass + 1 < plan.passes(); pass++) {
      int log = plan.logTwiddles(pass);
      FieldElement<F> base = ofOrder(root, log);
      FieldElement<F> first = pass == 0 ? scale : field.one();
      tables.add(own(factors.steppedPowers(first, base, log)));
    }
    return List.copyOf(tables);
  }

  Coset<F> coset(Domain<F> domain, FieldElement<F> generator) {
    if (domain.backend().isRecording()) {
      throw new RecordingException(
          "a coset is made, which uploads its tables, while a program is recorded; make it before");
    }
    FieldElement<F> inverse = generator.inverse();
    FactorTable<F> powers = own(powers(field.one(), generator, plan.logSize()));
    boolean done = false;
    try {
      FieldElement<F> scale = plan.dividesBetween() ? field.one() : ofSize();
      FactorTable<F> inversePowers = own(powers(scale, inverse, plan.logSize()));
      done = true;
      return new Coset<>(domain, generator, powers, inversePowers);
    } finally {
      if (!done) {
        memory.release(powers.vector());
      }
    }
  }

  private FactorTable<F> powers(FieldElement<F> scale, FieldElement<F> base, int log) {
    if (plan.multipliesBetween()) {
      return factors.steppedPowers(scale, base, log);
    }
    return plan.windowed(log)
        ? factors.windowedPowers(scale, base, log)
        : factors.powers(scale, base, log);
  }

  /** Returns the powers that passes of one order multiply with. */
  FactorTable<F> roots(boolean inverse, boolean readsReversed) {
    Roots<F> roots = inverse ? inverseRoots : forwardRoots;
    return readsReversed ? roots.natural() : roots.reversed();
  }

  /**
   * Returns what is between each pass and the next one, none if nothing is; of an inverse one of
   * them is over the size.
   */
  List<FactorTable<F>> twiddles(boolean inverse) {
    return inverse ? inverseTwiddles : forwardTwiddles;
  }

  /** Returns a table that stands for none: one that a multiplier never is. */
  FactorTable<F> nothing() {
    return nothing;
  }

  /** Returns what inverses multiply with, or null if they do between passes. */
  @Nullable FactorTable<F> inverseOfSize() {
    return inverseOfSize;
  }

  /** Returns a vector to bind where a pass has no target of its own. */
  DeviceVector<F> spare(ElementForm form) {
    return form == ElementForm.MONTGOMERY ? montgomerySpare : canonicalSpare;
  }
}
