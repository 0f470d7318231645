// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.fieldstone.kernels.Operands;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Holds transforms of one domain against their definition. */
final class TransformCheck<F> implements AutoCloseable {

  private final PersistentBackend gpu;
  private final FiniteField<F> field;
  private final Domain<F> domain;
  private final Coset<F> coset;
  private final Random random = new Random(1);

  TransformCheck(PersistentBackend gpu, Domain<F> domain) {
    this.gpu = gpu;
    this.field = domain.elementField();
    this.domain = domain;
    this.coset = domain.coset(offDomain());
  }

  /**
   * Returns a domain whose transforms are made in given passes.
   *
   * @param logTable log2 of the longest table that has every power, where a plan has one
   */
  static <F> Domain<F> planned(
      PersistentBackend gpu, FiniteField<F> field, List<Integer> radices, int logTable) {
    int log = radices.stream().mapToInt(Integer::intValue).sum();
    TransformPlan chosen = TransformPlan.of(gpu, field, 1L << log);
    return Domain.of(
        gpu,
        field,
        DomainArguments.rootOfUnity(field, log),
        new TransformPlan(
            log,
            chosen.strategy(),
            chosen.logTile(),
            possible(chosen, radices),
            chosen.multipliesBetween() ? OptionalInt.empty() : OptionalInt.of(logTable)));
  }

  /** Returns passes that a plan like another one may have, in place of those beyond its tile. */
  static List<Integer> possible(TransformPlan plan, List<Integer> radices) {
    List<Integer> possible = new ArrayList<>();
    for (int radix : radices) {
      for (int left = radix; left > 0; left -= plan.logTile()) {
        possible.add(Math.min(left, plan.logTile()));
      }
    }
    return possible;
  }

  /** Returns the generator, or what is not in the domain either where its order is too small. */
  private FieldElement<F> offDomain() {
    FieldElement<F> g =
        field instanceof ExtensionField<F> extension
            ? extension.generator()
            : field.element(field.primeField().generator());
    while (g.power(BigInteger.valueOf(domain.size())).equals(field.one())) {
      g = g.add(field.one());
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
    List<List<FieldElement<F>>> batch = new ArrayList<>();
    for (int i = 0; i < rows * columns; i++) {
      batch.add(elements());
    }
    check(order, inverse, onCoset, rows, columns, form, inPlace, batch);
  }

  private List<FieldElement<F>> elements() {
    return elements(field, domain.size(), random);
  }

  /** Returns edge values and random ones. */
  static <F> List<FieldElement<F>> elements(FiniteField<F> field, long size, Random random) {
    List<BigInteger> edges = Operands.edges(field.primeField());
    List<FieldElement<F>> elements = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      BigInteger[] coefficients = new BigInteger[field.components()];
      for (int c = 0; c < coefficients.length; c++) {
        coefficients[c] =
            random.nextInt(8) == 0
                ? edges.get(random.nextInt(edges.size()))
                : Operands.element(field.primeField(), random);
      }
      elements.add(field.element(coefficients));
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
      List<List<FieldElement<F>>> batch) {
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
          try (HostVector<F> kept = in.download()) {
            assertEquals(-1, mismatch(host, kept), what + " changed its input");
          }
        }
      }
    }
  }

  private void requireEqual(
      String what,
      HostVector<F> host,
      List<List<FieldElement<F>>> batch,
      boolean inverse,
      @Nullable Coset<F> on,
      int columns,
      Order order,
      DeviceVector<F> out) {
    FieldElement<F> g = on == null ? field.one() : on.generatorElement();
    List<List<FieldElement<F>>> expected =
        batch.stream().map(row -> expected(row, inverse, g)).toList();
    try (HostVector<F> wanted = gpu.hostVector(field, host.size(), host.form());
        HostVector<F> found = gpu.hostVector(field, host.size(), host.form())) {
      put(wanted, expected, columns, order.writesReversed());
      out.download(found);
      long different = mismatch(wanted, found);
      if (different >= 0) {
        assertEquals(
            HostValues.ofElements(wanted).get(different),
            HostValues.ofElements(found).get(different),
            what + ", element " + different);
        fail(what + ", element " + different + " is the same, in other words");
      }
    }
  }

  private List<FieldElement<F>> expected(
      List<FieldElement<F>> in, boolean inverse, FieldElement<F> generator) {
    if (field instanceof ExtensionField<F> extension) {
      return new ReferenceExtensionTransform<>(extension, domain.rootElement(), inverse, generator)
          .apply(in);
    }
    var reference =
        new ReferenceTransform(
            domain.field(), domain.root(), inverse, generator.coefficients().get(0));
    return reference.apply(in.stream().map(x -> x.coefficients().get(0)).toList()).stream()
        .map(field::element)
        .toList();
  }

  /** Returns the first element whose words differ, -1 if none does. */
  private long mismatch(HostVector<F> a, HostVector<F> b) {
    byte[] wordsOfA = new byte[(int) a.size() * field.elementBytes()];
    byte[] wordsOfB = new byte[wordsOfA.length];
    a.get(0, wordsOfA);
    b.get(0, wordsOfB);
    int first = Arrays.mismatch(wordsOfA, wordsOfB);
    return first < 0 ? -1 : first / field.elementBytes();
  }

  private void put(
      HostVector<F> host, List<List<FieldElement<F>>> batch, int columns, boolean reversed) {
    int n = (int) domain.size();
    HostValues<FieldElement<F>> values = HostValues.ofElements(host);
    for (int b = 0; b < batch.size(); b++) {
      List<FieldElement<F>> row =
          reversed ? ReferenceTransform.reversed(batch.get(b)) : batch.get(b);
      for (int i = 0; i < n; i++) {
        values.set(((long) (b / columns) * n + i) * columns + b % columns, row.get(i));
      }
    }
  }

  @Override
  public void close() {
    domain.close();
  }
}
