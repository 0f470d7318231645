// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A domain. */
public final class Domain<F> implements AutoCloseable {

  private final PersistentBackend backend;
  private final Field<F> field;
  private final BigInteger root;
  private final TransformPlan plan;
  private final Kernel<F> pass;
  private final FactorTables<F> factors;
  private final List<AutoCloseable> owned = new ArrayList<>();
  private final FactorTable<F> forwardRoots;
  private final FactorTable<F> inverseRoots;
  private final List<FactorTable<F>> forwardTwiddles;
  private final List<FactorTable<F>> inverseTwiddles;
  private final FactorTable<F> inverseSize;
  private final Map<ElementForm, DeviceVector<F>> spares = new EnumMap<>(ElementForm.class);
  private @Nullable DeviceVector<F> scratch;
  private boolean closed;

  private Domain(PersistentBackend backend, Field<F> field, int log, BigInteger root) {
    this.backend = backend;
    this.field = field;
    this.root = root;
    boolean cpu = backend.plan().report().type() == DeviceType.CPU;
    int logTile = Integer.getInteger("fieldstone.ntt.tile", cpu ? 8 : 10);
    var powers = backend.registry().kernel("transform-powers");
    String strategy = backend.kernel(powers, field).strategy();
    this.plan = TransformPlan.of(log, logTile, Integer.getInteger("fieldstone.ntt.radix", log <= logTile ? logTile : logTile - 2), Integer.getInteger("fieldstone.ntt.table", 24));
    this.pass =
        backend.kernel(backend.registry().kernel("transform-pass-" + (1 << logTile)), field, strategy);
    this.factors = new FactorTables<>(backend, field, backend.kernel(powers, field, strategy));
    BigInteger p = field.modulus();
    BigInteger inverse = root.modInverse(p);
    for (ElementForm form : List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)) {
      spares.put(form, own(backend.deviceVector(field, 1, form)));
    }
    forwardRoots = own(factors.roots(power(root, log, Math.min(log, logTile)), Math.min(log, logTile)));
    inverseRoots = own(factors.roots(power(inverse, log, Math.min(log, logTile)), Math.min(log, logTile)));
    forwardTwiddles = twiddles(root);
    inverseTwiddles = twiddles(inverse);
    inverseSize =
        own(factors.powers(BigInteger.ONE.shiftLeft(log).modInverse(p), BigInteger.ONE, 0));
  }

  private BigInteger power(BigInteger base, int from, int to) {
    return base.modPow(BigInteger.ONE.shiftLeft(from - to), field.modulus());
  }

  private List<FactorTable<F>> twiddles(BigInteger w) {
    List<FactorTable<F>> tables = new ArrayList<>();
    for (int i = 0; i + 1 < plan.passes(); i++) {
      int log = plan.logTwiddles(i);
      BigInteger base = power(w, plan.logSize(), log);
      tables.add(
          own(
              plan.windowed(log)
                  ? factors.windowedPowers(BigInteger.ONE, base, log)
                  : factors.twiddles(base, log, plan.logStride(i))));
    }
    return tables;
  }

  private <T extends AutoCloseable> T own(T resource) {
    owned.add(resource);
    return resource;
  }

  public static <F> Domain<F> of(PersistentBackend backend, Field<F> field, long size) {
    int log = Long.numberOfTrailingZeros(size);
    BigInteger p = field.modulus();
    BigInteger exponent = p.subtract(BigInteger.ONE).shiftRight(log);
    BigInteger g = BigInteger.TWO;
    while (g.modPow(p.shiftRight(1), p).equals(BigInteger.ONE)) {
      g = g.add(BigInteger.ONE);
    }
    return new Domain<>(backend, field, log, g.modPow(exponent, p));
  }

  public long size() {
    return 1L << plan.logSize();
  }

  public TransformPlan plan() {
    return plan;
  }

  public BigInteger root() {
    return root;
  }

  public Transform<F> forward(Order order) {
    return new Transform<>(this, order, false, null, 1, 1);
  }

  public Transform<F> inverse(Order order) {
    return new Transform<>(this, order, true, null, 1, 1);
  }

  public synchronized Coset<F> coset(BigInteger generator) {
    BigInteger p = field.modulus();
    boolean windowed = plan.windowed(plan.logSize());
    BigInteger inverse = generator.modInverse(p);
    BigInteger ofSize = BigInteger.valueOf(size()).modInverse(p);
    int log = plan.logSize();
    return new Coset<>(
        this,
        generator,
        own(
            windowed
                ? factors.windowedPowers(BigInteger.ONE, generator, log)
                : factors.powers(BigInteger.ONE, generator, log)),
        own(
            windowed
                ? factors.windowedPowers(ofSize, inverse, log)
                : factors.powers(ofSize, inverse, log)));
  }

  StepPlanner<F> planner(Order order, boolean inverse, @Nullable Coset<F> coset, boolean sideBySide) {
    return new StepPlanner<>(
        plan,
        order,
        sideBySide,
        inverseSize,
        inverse ? inverseTwiddles : forwardTwiddles,
        inverse || coset == null ? null : coset.powers(),
        !inverse ? null : coset == null ? inverseSize : coset.inversePowers());
  }

  Kernel<F> pass() {
    return pass;
  }

  PersistentBackend backend() {
    return backend;
  }

  FactorTable<F> roots(boolean inverse) {
    return inverse ? inverseRoots : forwardRoots;
  }

  DeviceVector<F> spare(ElementForm form) {
    return spares.getOrDefault(form, spares.get(ElementForm.CANONICAL));
  }

  DeviceVector<F> scratch(long length, ElementForm form) {
    DeviceVector<F> kept = scratch;
    if (kept == null || kept.isClosed() || kept.size() != length || kept.form() != form) {
      if (kept != null) {
        kept.close();
      }
      kept = backend.deviceVector(field, length, form);
      scratch = kept;
    }
    return kept;
  }

  Field<F> field() {
    return field;
  }

  synchronized void requireOpen() {
    if (closed) {
      throw new ClosedException("the domain of " + size() + " points over " + field + " was closed");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (AutoCloseable each : owned) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    if (scratch != null) {
      scratch.close();
    }
  }
}
