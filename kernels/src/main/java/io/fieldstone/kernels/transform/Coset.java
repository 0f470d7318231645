// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import java.math.BigInteger;

/** A coset. */
public final class Coset<F> {
  private final Domain<F> domain;
  private final BigInteger generator;
  private final FactorTable<F> powers;
  private final FactorTable<F> inversePowers;

  Coset(Domain<F> domain, BigInteger generator, FactorTable<F> powers, FactorTable<F> inversePowers) {
    this.domain = domain;
    this.generator = generator;
    this.powers = powers;
    this.inversePowers = inversePowers;
  }

  public Domain<F> domain() {
    return domain;
  }

  public BigInteger generator() {
    return generator;
  }

  FactorTable<F> powers() {
    return powers;
  }

  FactorTable<F> inversePowers() {
    return inversePowers;
  }
}
