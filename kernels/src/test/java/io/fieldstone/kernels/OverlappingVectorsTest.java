// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static io.fieldstone.kernels.ReferencePolynomials.elements;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.SharedElementsCase.Named;
import io.fieldstone.kernels.SharedElementsCase.Sharing;
import io.fieldstone.kernels.polynomial.BatchOpenings;
import io.fieldstone.kernels.polynomial.LowDegreeExtension;
import io.fieldstone.kernels.polynomial.PointOrder;
import io.fieldstone.kernels.polynomial.PolynomialOperations;
import io.fieldstone.kernels.polynomial.PolynomialProduct;
import io.fieldstone.kernels.polynomial.VanishingInverses;
import io.fieldstone.kernels.polynomial.VanishingPolynomial;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.ParameterizedProgram;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Operations of several dispatches, with each output over each other vector in every way: either
 * the result is that of vectors that are apart, which other tests hold against BigInteger, or the
 * call is refused by the names of both, and nothing is written. The same of programs' runs.
 */
class OverlappingVectorsTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("columns");
  @RegisterExtension static final OpenBackend OTHER = OpenBackend.withStrategy("columns");

  private static final Bls12381FrField FIELD = Bls12381FrField.INSTANCE;
  private static final ElementForm FORM = ElementForm.MONTGOMERY;

  private static final List<AutoCloseable> OPENED = new ArrayList<>();

  @AfterAll
  static void close() throws Exception {
    for (int i = OPENED.size() - 1; i >= 0; i--) {
      OPENED.get(i).close();
    }
    OPENED.clear();
  }

  private static <T extends AutoCloseable> T open(T made) {
    OPENED.add(made);
    return made;
  }

  @TestFactory
  Stream<DynamicTest> everyOverlapIsRightOrRefused() {
    PersistentBackend gpu = BACKEND.get();
    FieldOperations<Bls12381Fr> fr = open(FieldOperations.of(gpu, FIELD));
    PolynomialOperations<Bls12381Fr> polynomials = open(PolynomialOperations.of(fr));
    List<SharedElementsCase> cases = new ArrayList<>();
    for (int n : new int[] {20, 1100}) {
      polynomialsOf(n, polynomials, cases);
      openingsOf(n, open(BatchOpenings.of(fr, polynomials)), cases);
      vanishingOf(n, open(VanishingPolynomial.of(gpu, FIELD, 8, BigInteger.ONE)), cases);
      PolynomialProduct<Bls12381Fr> product = open(PolynomialProduct.of(fr, n + n / 2 - 1));
      cases.add(
          new SharedElementsCase("product of " + n)
              .in("a", n)
              .in("b", n / 2)
              .out("out", n + n / 2 - 1)
              .any("out", "a")
              .any("out", "b")
              .call(v -> product.multiply(v.get("a"), v.get("b"), v.get("out"))));
    }
    for (int n : new int[] {20, 4000, 5000}) {
      reductionsAndScansOf(n, fr, cases);
    }
    extensions(gpu, cases);
    return cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private static void polynomialsOf(
      int n, PolynomialOperations<Bls12381Fr> polynomials, List<SharedElementsCase> cases) {
    cases.add(
        new SharedElementsCase("evaluate " + n)
            .in("a", n)
            .in("z", 1)
            .out("out", 1)
            .any("out", "z")
            .call(v -> polynomials.evaluate(v.get("a"), v.get("z"), v.get("out"))));
    cases.add(
        new SharedElementsCase("evaluateAll " + n)
            .in("a", n)
            .in("points", 5)
            .out("out", 5)
            .any("out", "points")
            .call(v -> polynomials.evaluateAll(v.get("a"), v.get("points"), v.get("out"))));
    cases.add(
        new SharedElementsCase("evaluateBarycentric " + n)
            .in("values", n)
            .in("points", n)
            .in("z", 1)
            .out("out", 1)
            .any("out", "values")
            .call(
                v ->
                    polynomials.evaluateBarycentric(
                        v.get("values"), v.get("points"), v.get("z"), v.get("out"))));
    cases.add(
        new SharedElementsCase("add " + n + " and " + n / 2)
            .in("a", n)
            .in("b", n / 2)
            .out("out", n)
            .call(v -> polynomials.add(v.get("a"), v.get("b"), v.get("out"))));
    cases.add(
        new SharedElementsCase("sub " + n + " and " + n)
            .in("a", n)
            .in("b", n)
            .out("out", n)
            .same("out", "a")
            .same("out", "b")
            .call(v -> polynomials.sub(v.get("a"), v.get("b"), v.get("out"))));
    cases.add(
        new SharedElementsCase("divideByLinear " + n)
            .in("a", n)
            .in("z", 1)
            .out("quotient", n)
            .out("remainder", 1)
            .any("quotient", "z")
            .any("remainder", "z")
            .call(
                v ->
                    polynomials.divideByLinear(
                        v.get("a"), v.get("z"), v.get("quotient"), v.get("remainder"))));
    cases.add(
        new SharedElementsCase("divideByLinear without remainder " + n)
            .in("a", n)
            .in("z", 1)
            .out("quotient", n)
            .any("quotient", "z")
            .call(
                v -> polynomials.divideByLinear(v.get("a"), v.get("z"), v.get("quotient"), null)));
    for (PointOrder order : PointOrder.values()) {
      cases.add(
          new SharedElementsCase("fold " + n + " " + order)
              .in("f", n)
              .in("inverses", n / 2)
              .in("beta", 1)
              .out("out", n / 2)
              .call(
                  v ->
                      polynomials.fold(
                          v.get("f"), order, v.get("inverses"), v.get("beta"), v.get("out"))));
    }
    cases.add(
        new SharedElementsCase("foldMultilinear " + n)
            .in("f", n)
            .in("r", 1)
            .out("out", n / 2)
            .call(
                v ->
                    polynomials.foldMultilinear(
                        v.get("f"), PointOrder.NATURAL, v.get("r"), v.get("out"))));
    cases.add(
        new SharedElementsCase("geometric " + n)
            .in("first", 1)
            .in("z", 1)
            .out("out", n)
            .any("out", "z")
            .call(v -> polynomials.geometric(v.get("first"), v.get("z"), v.get("out"))));
    cases.add(
        new SharedElementsCase("powers " + n)
            .in("z", 1)
            .out("out", n)
            .any("out", "z")
            .call(v -> polynomials.powers(v.get("z"), v.get("out"))));
    cases.add(
        ofPolynomials("combine " + n, n, 6, Sharing.SAME, "out")
            .in("g", 1)
            .call(v -> polynomials.combine(listed(v, 6), v.get("g"), v.get("out"))));
    cases.add(
        new SharedElementsCase("grandProduct " + n)
            .in("numerators", n)
            .in("denominators", n)
            .out("z", n)
            .out("total", 1)
            .any("z", "numerators")
            .any("z", "denominators")
            .any("total", "numerators")
            .any("total", "denominators")
            .call(
                v ->
                    polynomials.grandProduct(
                        v.get("numerators"), v.get("denominators"), v.get("z"), v.get("total"))));
  }

  /** A case of polynomials of n coefficients and an output that may share their elements. */
  private static SharedElementsCase ofPolynomials(
      String name, int n, int count, Sharing sharing, String out) {
    SharedElementsCase made = new SharedElementsCase(name).out(out, n);
    for (int i = 0; i < count; i++) {
      made.in("polynomial " + i, n).share(out, "polynomial " + i, sharing);
    }
    return made;
  }

  private static List<DeviceVector<Bls12381Fr>> listed(Named vectors, int count) {
    return IntStream.range(0, count).mapToObj(i -> vectors.get("polynomial " + i)).toList();
  }

  private static void openingsOf(
      int n, BatchOpenings<Bls12381Fr> openings, List<SharedElementsCase> cases) {
    for (int count : new int[] {1, 5}) {
      SharedElementsCase quotient =
          ofPolynomials(
                  "opening of " + count + " of " + n + " coefficients",
                  n,
                  count,
                  Sharing.ANY,
                  "quotient")
              .in("gamma", 1)
              .in("z", 1)
              .out("value", 1)
              .any("quotient", "gamma")
              .any("quotient", "z")
              .any("value", "gamma")
              .any("value", "z")
              .call(
                  v ->
                      openings.quotient(
                          listed(v, count),
                          v.get("gamma"),
                          v.get("z"),
                          v.get("quotient"),
                          v.get("value")));
      for (int i = 0; i < count; i++) {
        quotient.any("value", "polynomial " + i);
      }
      cases.add(count == 1 ? quotient.without("gamma") : quotient);
      cases.add(
          ofPolynomials(
                  "opening of " + count + " of " + n + " values", n, count, Sharing.ANY, "out")
              .in("points", n)
              .in("gamma", 1)
              .in("claims", count)
              .in("z", 1)
              .same("out", "points")
              .any("out", "gamma")
              .any("out", "claims")
              .call(
                  v ->
                      openings.quotientValues(
                          listed(v, count),
                          v.get("points"),
                          v.get("gamma"),
                          v.get("claims"),
                          v.get("z"),
                          v.get("out"))));
    }
  }

  private static void vanishingOf(
      int n, VanishingPolynomial<Bls12381Fr> vanishing, List<SharedElementsCase> cases) {
    cases.add(
        new SharedElementsCase("divide " + n + " by x^8 - 1")
            .in("a", n)
            .out("quotient", n)
            .out("remainder", 8)
            .call(v -> vanishing.divide(v.get("a"), v.get("quotient"), v.get("remainder"))));
    cases.add(
        new SharedElementsCase("divide " + n + " by x^8 - 1 without remainder")
            .in("a", n)
            .out("quotient", n)
            .call(v -> vanishing.divide(v.get("a"), v.get("quotient"), null)));
    cases.add(
        new SharedElementsCase("remainder of " + n + " by x^8 - 1")
            .in("a", n)
            .out("remainder", 8)
            .call(v -> vanishing.remainder(v.get("a"), v.get("remainder"))));
    if (n > 1000) {
      return;
    }
    for (PointOrder order : PointOrder.values()) {
      VanishingInverses<Bls12381Fr> inverses =
          open(vanishing.inversesOn(32, FIELD.generator(), FIELD.rootOfUnity(5), order));
      cases.add(
          new SharedElementsCase("inverses " + order)
              .in("values", 64)
              .out("out", 64)
              .same("out", "values")
              .call(v -> inverses.apply(v.get("values"), v.get("out"))));
    }
  }

  private static void reductionsAndScansOf(
      int n, FieldOperations<Bls12381Fr> fr, List<SharedElementsCase> cases) {
    cases.add(
        new SharedElementsCase("sum " + n)
            .in("a", n)
            .out("out", 1)
            .call(v -> fr.sum(v.get("a"), v.get("out"))));
    cases.add(
        new SharedElementsCase("product " + n)
            .in("a", n)
            .out("out", 1)
            .call(v -> fr.product(v.get("a"), v.get("out"))));
    cases.add(
        new SharedElementsCase("innerProduct " + n)
            .in("a", n)
            .in("b", n)
            .out("out", 1)
            .call(v -> fr.innerProduct(v.get("a"), v.get("b"), v.get("out"))));
    cases.add(
        new SharedElementsCase("inv " + n)
            .in("a", n)
            .out("out", n)
            .same("out", "a")
            .call(v -> fr.inv(v.get("a"), v.get("out"))));
    for (Scan scan : Scan.values()) {
      cases.add(
          new SharedElementsCase("sums " + scan + " " + n)
              .in("a", n)
              .in("carry", 1)
              .out("out", n)
              .out("total", 1)
              .same("out", "a")
              .any("total", "carry")
              .call(
                  v ->
                      fr.scans()
                          .sum(v.get("a"), scan, v.get("carry"), v.get("out"), v.get("total"))));
      cases.add(
          new SharedElementsCase("products without total " + scan + " " + n)
              .in("a", n)
              .in("carry", 1)
              .out("out", n)
              .same("out", "a")
              .call(v -> fr.scans().product(v.get("a"), scan, v.get("carry"), v.get("out"), null)));
    }
  }

  private static void extensions(PersistentBackend gpu, List<SharedElementsCase> cases) {
    Domain<Bls12381Fr> domain = open(Domain.of(gpu, FIELD, 16));
    for (int blowup : new int[] {1, 4}) {
      LowDegreeExtension<Bls12381Fr> extension =
          open(LowDegreeExtension.of(domain, blowup, FIELD.generator()));
      cases.add(
          new SharedElementsCase("extend coefficients to " + blowup)
              .in("a", 32)
              .out("out", 32 * blowup)
              .call(v -> extension.ofCoefficients(v.get("a"), v.get("out"))));
      for (PointOrder order : PointOrder.values()) {
        cases.add(
            new SharedElementsCase("extend values " + order + " to " + blowup)
                .in("values", 32)
                .out("out", 32 * blowup)
                .any("out", "values")
                .call(v -> extension.ofValues(v.get("values"), order, v.get("out"))));
      }
    }
  }

  private static void check(SharedElementsCase each) {
    PersistentBackend gpu = BACKEND.get();
    Map<String, List<BigInteger>> values = values(each);
    try (Vectors apart = new Vectors(gpu, each, values, null)) {
      DeviceVector<Bls12381Fr>[] parameters =
          each.parameters().stream().map(apart::get).toArray(Vectors::array);
      checkForeign(each, apart);
      try (ParameterizedProgram<Bls12381Fr> program =
          gpu.record(() -> each.run(apart), parameters)) {
        each.run(apart);
        Map<String, List<BigInteger>> expected = apart.contents(each.outputs());
        int overlaps = 0;
        for (Overlap overlap : overlaps(each)) {
          checkCall(gpu, each, values, expected, overlap);
          checkRun(gpu, each, values, expected, overlap, program);
          overlaps++;
        }
        assertTrue(overlaps >= 2, overlaps + " overlaps");
      }
    }
  }

  /** Whichever kernel would meet it, and by whatever name: each vector has its user's. */
  private static void checkForeign(SharedElementsCase each, Vectors apart) {
    Map<String, List<BigInteger>> before = apart.contents(each.sizes().keySet());
    each.sizes()
        .forEach(
            (name, size) -> {
              try (DeviceVector<Bls12381Fr> foreign = OTHER.get().deviceVector(FIELD, size, FORM)) {
                var e =
                    assertThrows(
                        BackendMismatchException.class,
                        () -> each.run(other -> other.equals(name) ? foreign : apart.get(other)),
                        name);
                assertEquals(name + " belongs to another backend", e.getMessage());
              }
            });
    assertEquals(before, apart.contents(each.sizes().keySet()), "foreign vectors");
  }

  /** Inputs are random and not zero; what outputs hold before is random too. */
  private static Map<String, List<BigInteger>> values(SharedElementsCase each) {
    Random source = new Random(17);
    Map<String, List<BigInteger>> values = new LinkedHashMap<>();
    each.sizes()
        .forEach(
            (name, size) ->
                values.put(
                    name,
                    Stream.generate(() -> Operands.element(FIELD, source).max(BigInteger.ONE))
                        .limit(size)
                        .toList()));
    return values;
  }

  /** An output and another vector, and at which element of their memory each begins. */
  private record Overlap(String out, long outAt, String other, long otherAt, boolean same) {}

  private static List<Overlap> overlaps(SharedElementsCase each) {
    List<Overlap> all = new ArrayList<>();
    for (String out : each.outputs()) {
      for (String other : each.parameters()) {
        if (!out.equals(other)) {
          long a = requireNonNull(each.sizes().get(out));
          long b = requireNonNull(each.sizes().get(other));
          if (a == b) {
            all.add(new Overlap(out, 0, other, 0, true));
            if (a > 1) {
              all.add(new Overlap(out, 1, other, 0, false));
              all.add(new Overlap(out, 0, other, a / 2, false));
            }
          } else if (a > b) {
            for (long at : new long[] {0, (a - b) / 2, a - b}) {
              all.add(new Overlap(out, 0, other, at, false));
            }
          } else {
            for (long at : new long[] {0, (b - a) / 2, b - a}) {
              all.add(new Overlap(out, at, other, 0, false));
            }
          }
        }
      }
    }
    return all;
  }

  private static void checkCall(
      PersistentBackend gpu,
      SharedElementsCase each,
      Map<String, List<BigInteger>> values,
      Map<String, List<BigInteger>> expected,
      Overlap overlap) {
    try (Vectors vectors = new Vectors(gpu, each, values, overlap)) {
      if (each.allows(overlap.out(), overlap.other(), overlap.same())) {
        each.run(vectors);
        assertEquals(expected, vectors.contents(each.outputs()), overlap.toString());
        return;
      }
      Map<String, List<BigInteger>> before = vectors.contents(each.sizes().keySet());
      var e = assertThrows(BindingException.class, () -> each.run(vectors), overlap.toString());
      String message = String.valueOf(e.getMessage());
      String says =
          overlap.same()
              ? " are the same vector; take two"
              : " share some elements, and one of them is written; take parts that do not";
      assertTrue(
          message.equals(overlap.out() + " and " + overlap.other() + says)
              || message.equals(overlap.other() + " and " + overlap.out() + says),
          () -> overlap + ": " + message);
      assertEquals(before, vectors.contents(each.sizes().keySet()), overlap.toString());
    }
  }

  /** A program may refuse what a call takes: it was recorded with vectors that are apart. */
  private static void checkRun(
      PersistentBackend gpu,
      SharedElementsCase each,
      Map<String, List<BigInteger>> values,
      Map<String, List<BigInteger>> expected,
      Overlap overlap,
      ParameterizedProgram<Bls12381Fr> program) {
    try (Vectors vectors = new Vectors(gpu, each, values, overlap)) {
      Map<String, List<BigInteger>> before = vectors.contents(each.sizes().keySet());
      boolean refused = false;
      try {
        program.run(each.parameters().stream().map(vectors::get).toList());
      } catch (BindingException e) {
        refused = true;
      }
      if (refused) {
        assertEquals(before, vectors.contents(each.sizes().keySet()), overlap.toString());
      } else {
        assertEquals(expected, vectors.contents(each.outputs()), "a run, " + overlap);
      }
    }
  }

  /** The vectors of one call, two of which lie in one memory if they overlap. */
  private static final class Vectors implements Named, AutoCloseable {

    private final Map<String, DeviceVector<Bls12381Fr>> all = new LinkedHashMap<>();
    private final List<DeviceVector<Bls12381Fr>> owned = new ArrayList<>();
    private final PersistentBackend gpu;

    Vectors(
        PersistentBackend gpu,
        SharedElementsCase each,
        Map<String, List<BigInteger>> values,
        @Nullable Overlap overlap) {
      this.gpu = gpu;
      if (overlap != null) {
        int out = requireNonNull(each.sizes().get(overlap.out()));
        int other = requireNonNull(each.sizes().get(overlap.other()));
        long size = Math.max(overlap.outAt() + out, overlap.otherAt() + other);
        DeviceVector<Bls12381Fr> memory = own(size);
        put(overlap.out(), memory.slice(overlap.outAt(), out), values);
        put(overlap.other(), memory.slice(overlap.otherAt(), other), values); // the input's stay
      }
      for (String name : each.sizes().keySet()) {
        if (!all.containsKey(name)) {
          put(name, own(requireNonNull(each.sizes().get(name))), values);
        }
      }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one generic type
    static DeviceVector<Bls12381Fr>[] array(int size) {
      return new DeviceVector[size];
    }

    private DeviceVector<Bls12381Fr> own(long size) {
      DeviceVector<Bls12381Fr> vector = gpu.deviceVector(FIELD, size, FORM);
      owned.add(vector);
      return vector;
    }

    private void put(
        String name, DeviceVector<Bls12381Fr> vector, Map<String, List<BigInteger>> values) {
      try (HostVector<Bls12381Fr> host =
          gpu.hostVector(FIELD, requireNonNull(values.get(name)), FORM)) {
        vector.upload(host);
      }
      all.put(name, vector);
    }

    Map<String, List<BigInteger>> contents(Iterable<String> names) {
      Map<String, List<BigInteger>> contents = new LinkedHashMap<>();
      names.forEach(name -> contents.put(name, elements(get(name))));
      return contents;
    }

    @Override
    public DeviceVector<Bls12381Fr> get(String name) {
      return requireNonNull(all.get(name));
    }

    @Override
    public void close() {
      owned.forEach(DeviceVector::close);
    }
  }
}
