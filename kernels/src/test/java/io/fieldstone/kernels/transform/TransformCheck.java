// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.Operands;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Holds transforms of one domain against {@link ReferenceTransform}. */
final class TransformCheck<F> implements AutoCloseable {

  private final PersistentBackend gpu;
  private final Field<F> field;
  private final Domain<F> domain;
  private final Coset<F> coset;
  private final Random random = new Random(1);

  TransformCheck(PersistentBackend gpu, Domain<F> domain) {
    this.gpu = gpu;
    this.field = domain.field();
    this.domain = domain;
    this.coset = domain.coset(offDomain());
  }

  /** Returns the generator, or what is not in the domain either where its order is too small. */
  private BigInteger offDomain() {
    BigInteger g = field.generator();
    BigInteger n = BigInteger.valueOf(domain.size());
    while (g.modPow(n, field.modulus()).equals(BigInteger.ONE)) {
      g = g.add(BigInteger.ONE);
    }
    return g;
  }

  /** Every order, direction and coset, in forms that take turns, in place and not. */
  void everyWay(int rows, int columns) {
    int turn = 0;
    for (Order order : Order.values()) {
      for (boolean inverse : List.of(false, true)) {
        for (boolean onCoset : List.of(false, true)) {
          ElementForm form = turn % 2 == 0 ? ElementForm.MONTGOMERY : ElementForm.CANONICAL;
          check(order, inverse, onCoset, rows, columns, form, turn % 3 == 0);
          turn++;
        }
      }
    }
  }

  void check(
      Order order,
      boolean inverse,
      boolean onCoset,
      int rows,
      int columns,
      ElementForm form,
      boolean inPlace) {
    List<List<BigInteger>> batch = new ArrayList<>();
    for (int i = 0; i < rows * columns; i++) {
      batch.add(elements());
    }
    check(order, inverse, onCoset, rows, columns, form, inPlace, batch);
  }

  /** Edge values and random ones. */
  private List<BigInteger> elements() {
    List<BigInteger> edges = Operands.edges(field);
    List<BigInteger> elements = new ArrayList<>();
    for (int i = 0; i < domain.size(); i++) {
      elements.add(
          random.nextInt(8) == 0
              ? edges.get(random.nextInt(edges.size()))
              : Operands.element(field, random));
    }
    return elements;
  }

  /** Transforms these vectors as one batch. */
  void check(
      Order order,
      boolean inverse,
      boolean onCoset,
      int rows,
      int columns,
      ElementForm form,
      boolean inPlace,
      List<List<BigInteger>> batch) {
    String what =
        order
            + (inverse ? " inverse" : "")
            + (onCoset ? " on a coset" : "")
            + (inPlace ? " in place, " : ", ")
            + form
            + ", "
            + rows
            + " x "
            + columns
            + ", "
            + domain
            + ", "
            + domain.plan();
    Transform<F> transform =
        (inverse ? domain.inverse(order) : domain.forward(order)).rows(rows).columns(columns);
    if (onCoset) {
      transform = transform.on(coset);
    }
    try (HostVector<F> host = gpu.hostVector(field, transform.length(), form)) {
      put(host, batch, columns, order.readsReversed());
      try (DeviceVector<F> in = gpu.upload(host);
          DeviceVector<F> out = inPlace ? in : gpu.deviceVector(field, in.size(), form)) {
        transform.apply(in, out);
        requireEqual(what, host, batch, inverse, onCoset ? coset : null, columns, order, out);
        if (!inPlace) {
          HostVector<F> kept = in.download();
          try (kept) {
            for (long i = 0; i < host.size(); i += 1 + host.size() / 9) {
              assertEquals(host.getRaw(i), kept.getRaw(i), what + " changed its input");
            }
          }
        }
      }
    }
  }

  private void requireEqual(
      String what,
      HostVector<F> host,
      List<List<BigInteger>> batch,
      boolean inverse,
      @Nullable Coset<F> on,
      int columns,
      Order order,
      DeviceVector<F> out) {
    var reference =
        new ReferenceTransform(
            field, domain.root(), inverse, on == null ? BigInteger.ONE : on.generator());
    List<List<BigInteger>> expected = batch.stream().map(reference::apply).toList();
    try (HostVector<F> wanted = gpu.hostVector(field, host.size(), host.form());
        HostVector<F> found = gpu.hostVector(field, host.size(), host.form())) {
      put(wanted, expected, columns, order.writesReversed());
      out.download(found);
      for (long i = 0; i < wanted.size(); i++) {
        if (!wanted.getRaw(i).equals(found.getRaw(i))) {
          assertEquals(wanted.getRaw(i), found.getRaw(i), what + ", element " + i);
        }
      }
    }
  }

  private void put(
      HostVector<F> host, List<List<BigInteger>> batch, int columns, boolean reversed) {
    int n = (int) domain.size();
    for (int b = 0; b < batch.size(); b++) {
      List<BigInteger> row = reversed ? ReferenceTransform.reversed(batch.get(b)) : batch.get(b);
      for (int i = 0; i < n; i++) {
        host.set(((long) (b / columns) * n + i) * columns + b % columns, row.get(i));
      }
    }
  }

  @Override
  public void close() {
    domain.close();
  }
}
