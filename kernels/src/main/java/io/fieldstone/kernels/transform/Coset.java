// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;

/**
 * A coset of a domain: the points g w^i.
 *
 * <pre>{@code
 * Coset<Bls12381Fr> coset = domain.coset(field.generator());
 * domain.forward(Order.NATURAL_TO_REVERSED).on(coset).apply(a);
 * }</pre>
 *
 * <p>It has two tables on the device, each as long as the domain, or two short ones where the
 * domain is long. {@link #close} frees them, and so does closing the domain. Immutable and
 * thread-safe.
 *
 * @param <F> the field's type tag
 */
public final class Coset<F> implements AutoCloseable {

  private final Domain<F> domain;
  private final FieldElement<F> generator;
  private final FactorTable<F> powers;
  private final FactorTable<F> inversePowers;

  Coset(
      Domain<F> domain,
      FieldElement<F> generator,
      FactorTable<F> powers,
      FactorTable<F> inversePowers) {
    this.domain = domain;
    this.generator = generator;
    this.powers = powers;
    this.inversePowers = inversePowers;
    String name = "the coset of " + domain;
    powers.vector().setPartOf(name);
    inversePowers.vector().setPartOf(name);
  }

  /** {@return the domain that it is a coset of} */
  public Domain<F> domain() {
    return domain;
  }

  /**
   * {@return g}
   *
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if it is over an extension field
   */
  public BigInteger generator() {
    DomainArguments.primeField(domain.elementField(), this);
    return generator.coefficients().get(0);
  }

  /** {@return g, as an element} */
  public FieldElement<F> generatorElement() {
    return generator;
  }

  /** Returns the powers of g. */
  FactorTable<F> powers() {
    return powers;
  }

  /** Returns the powers of 1 / g, over the size of the domain unless it divides between passes. */
  FactorTable<F> inversePowers() {
    return inversePowers;
  }

  void requireOpen() {
    domain.requireOpen();
    if (powers.vector().isClosed()) {
      throw new ClosedException("the coset of " + domain + " was closed");
    }
  }

  /** Frees its tables; transforms that were submitted go on. Idempotent. */
  @Override
  public void close() {
    domain.memory().release(powers.vector());
    domain.memory().release(inversePowers.vector());
  }

  @Override
  public String toString() {
    return "the coset of " + domain;
  }
}
