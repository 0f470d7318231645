// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

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
  private final Field<F> field;
  private final TransformPlan plan;
  private final Roots<F> forwardRoots;
  private final Roots<F> inverseRoots;
  private final List<FactorTable<F>> forwardTwiddles;
  private final List<FactorTable<F>> inverseTwiddles;
  private final FactorTable<F> inverseOfSize;
  private final FactorTable<F> nothing;
  private final DeviceVector<F> canonicalSpare;
  private final DeviceVector<F> montgomerySpare;

  DomainTables(
      FactorTables<F> factors,
      DomainMemory<F> memory,
      Field<F> field,
      BigInteger root,
      TransformPlan plan) {
    this.factors = factors;
    this.memory = memory;
    this.field = field;
    this.plan = plan;
    BigInteger inverse = root.modInverse(field.modulus());
    this.canonicalSpare = memory.spare(ElementForm.CANONICAL);
    this.montgomerySpare = memory.spare(ElementForm.MONTGOMERY);
    this.nothing = new FactorTable<>(memory.spare(ElementForm.MONTGOMERY), PassMap.WHOLE);
    this.forwardRoots = roots(root);
    this.inverseRoots = roots(inverse);
    this.forwardTwiddles = twiddles(root);
    this.inverseTwiddles = twiddles(inverse);
    this.inverseOfSize = own(factors.powers(ofSize(), BigInteger.ONE, 0));
  }

  private FactorTable<F> own(FactorTable<F> table) {
    memory.own(table.vector());
    return table;
  }

  /** Returns 1 / n. */
  private BigInteger ofSize() {
    return BigInteger.ONE.shiftLeft(plan.logSize()).modInverse(field.modulus());
  }

  /** Returns the root of order 2^log that is a power of one of order 2^logSize. */
  private BigInteger ofOrder(BigInteger root, int log) {
    return root.modPow(BigInteger.ONE.shiftLeft(plan.logSize() - log), field.modulus());
  }

  /** Returns the powers of a root that layers multiply with. */
  private Roots<F> roots(BigInteger root) {
    int log = Math.max(plan.logSize() - 1, 0);
    if (plan.multipliesBetween()) {
      int small = plan.logRadixMost();
      FactorTable<F> table = own(factors.roots(ofOrder(root, small), small));
      return new Roots<>(table, table);
    }
    FactorTable<F> natural = own(powers(BigInteger.ONE, root, log));
    return new Roots<>(
        natural, plan.windowed(log) ? natural : own(factors.reversedPowers(root, log)));
  }

  private List<FactorTable<F>> twiddles(BigInteger root) {
    List<FactorTable<F>> tables = new ArrayList<>();
    for (int pass = 0; plan.multipliesBetween() && pass + 1 < plan.passes(); pass++) {
      int log = plan.logTwiddles(pass);
      BigInteger base = ofOrder(root, log);
      tables.add(own(factors.steppedPowers(BigInteger.ONE, base, log)));
    }
    return List.copyOf(tables);
  }

  Coset<F> coset(Domain<F> domain, BigInteger generator) {
    BigInteger inverse = generator.modInverse(field.modulus());
    FactorTable<F> powers = own(powers(BigInteger.ONE, generator, plan.logSize()));
    boolean done = false;
    try {
      FactorTable<F> inversePowers = own(powers(ofSize(), inverse, plan.logSize()));
      done = true;
      return new Coset<>(domain, generator, powers, inversePowers);
    } finally {
      if (!done) {
        memory.release(powers.vector());
      }
    }
  }

  private FactorTable<F> powers(BigInteger scale, BigInteger base, int log) {
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

  /** Returns what is between each pass and the next one, none if nothing is. */
  List<FactorTable<F>> twiddles(boolean inverse) {
    return inverse ? inverseTwiddles : forwardTwiddles;
  }

  /** Returns a table that stands for none: one that a multiplier never is. */
  FactorTable<F> nothing() {
    return nothing;
  }

  FactorTable<F> inverseOfSize() {
    return inverseOfSize;
  }

  /** Returns a vector to bind where a pass has no target of its own. */
  DeviceVector<F> spare(ElementForm form) {
    return form == ElementForm.MONTGOMERY ? montgomerySpare : canonicalSpare;
  }
}
