// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.annotations.Affine;
import io.fieldstone.kernels.polynomial.LowDegreeExtension;
import io.fieldstone.kernels.polynomial.PolynomialProduct;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations whose results stay on the device, and programs of them. */
class RecordedOperationsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private static final Bls12381FrField FR = Bls12381FrField.INSTANCE;
  private static final BigInteger P = FR.modulus();
  private static final int SIZE = 3000;

  private final PersistentBackend gpu = BACKEND.get();
  private final OperationCheck<Bls12381Fr> check = new OperationCheck<>(gpu, FR);
  private final FieldOperations<Bls12381Fr> fr = check.vectors();
  private final Operands operands = Operands.of(FR, SIZE, 5).withoutZeros().last(SIZE);

  @AfterEach
  void close() {
    check.close();
  }

  private static BigInteger sum(List<BigInteger> values) {
    return values.stream().reduce(BigInteger.ZERO, BigInteger::add).mod(P);
  }

  private static BigInteger product(List<BigInteger> values) {
    return values.stream().reduce(BigInteger.ONE, (x, y) -> x.multiply(y).mod(P));
  }

  private static List<BigInteger> products(List<BigInteger> a, List<BigInteger> b) {
    List<BigInteger> products = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      products.add(a.get(i).multiply(b.get(i)).mod(P));
    }
    return products;
  }

  private static List<BigInteger> prefixes(List<BigInteger> values) {
    List<BigInteger> prefixes = new ArrayList<>();
    BigInteger last = BigInteger.ONE;
    for (BigInteger value : values) {
      last = last.multiply(value).mod(P);
      prefixes.add(last);
    }
    return prefixes;
  }

  private static BigInteger only(DeviceVector<?> one) {
    try (HostVector<?> host = one.download()) {
      assertEquals(1, host.size());
      return host.get(0);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementForm.class,
      names = {"CANONICAL", "MONTGOMERY"})
  void reductionsLeaveTheirResultOnTheDevice(ElementForm form) {
    for (int size : new int[] {0, 1, 2, 1024, 1025, SIZE}) {
      List<BigInteger> x = operands.a().subList(0, size);
      List<BigInteger> y = operands.b().subList(0, size);
      try (var a = check.upload(x, form);
          var b = check.upload(y, form);
          var out = check.poisoned(1, form)) {
        fr.sum(a, out);
        assertEquals(sum(x), only(out), "sum of " + size);
        fr.product(a, out);
        assertEquals(product(x), only(out), "product of " + size);
        fr.innerProduct(a, b, out);
        assertEquals(sum(products(x, y)), only(out), "inner product of " + size);
        fr.innerProduct(a, a, out);
        assertEquals(sum(products(x, x)), only(out), "inner product of one with itself");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementForm.class,
      names = {"CANONICAL", "MONTGOMERY"})
  void aProgramReducesAndItsResultIsReadAfterTheRun(ElementForm form) {
    try (var a = check.upload(operands.a(), form);
        var b = check.upload(operands.b(), form);
        var c = check.poisoned(SIZE, form);
        var total = gpu.hostVector(FR, 1, form);
        var all = check.poisoned(1, form)) {
      try (Program step =
          gpu.record(
              () -> {
                fr.mul(a, b, c);
                fr.sum(c, total.asDeviceVector());
                fr.prefixProduct(c, c);
                fr.inv(c, c);
                fr.product(a, all);
                fr.inv(a, a);
              })) {
        List<BigInteger> x = operands.a();
        for (int run = 0; run < 3; run++) {
          step.run();
          List<BigInteger> c0 = products(x, operands.b());
          assertEquals(sum(c0), total.get(0), "run " + run);
          assertEquals(product(x), only(all), "run " + run);
          List<BigInteger> expected = prefixes(c0).stream().map(e -> e.modInverse(P)).toList();
          try (HostVector<Bls12381Fr> host = c.download()) {
            assertEquals(expected, host.toList(), "run " + run);
          }
          x = x.stream().map(e -> e.modInverse(P)).toList();
        }
      }
    }
  }

  @Test
  void programsKeepWhatTheyNeedWhateverOthersDo() {
    try (var a = check.upload(operands.a(), ElementForm.MONTGOMERY);
        var shorter = check.upload(operands.a().subList(0, 100), ElementForm.MONTGOMERY);
        var out = check.poisoned(SIZE, ElementForm.MONTGOMERY);
        var one = check.poisoned(1, ElementForm.MONTGOMERY);
        Program step =
            gpu.record(
                () -> {
                  fr.inv(a, out);
                  fr.prefixProduct(out, out);
                  fr.sum(out, one);
                })) {
      List<BigInteger> expected =
          prefixes(operands.a().stream().map(e -> e.modInverse(P)).toList());
      fr.inv(shorter, shorter); // takes another scratch vector
      assertEquals(product(operands.a()), fr.product(a));
      step.run();
      assertEquals(sum(expected), only(one));
      fr.close();
      step.run();
      assertEquals(sum(expected), only(one));
    }
  }

  @Test
  void whatReturnsAValueCannotBeRecorded() {
    try (var a = check.upload(operands.a(), ElementForm.CANONICAL);
        var one = check.upload(List.of(BigInteger.TWO), ElementForm.CANONICAL)) {
      for (Executable call :
          List.<Executable>of(
              () -> fr.sum(a),
              () -> fr.product(a),
              () -> fr.innerProduct(a, a),
              () -> fr.equal(a, a),
              () -> fr.prefixProduct(a, BigInteger.TWO, a))) {
        var refused =
            assertThrows(
                RecordingException.class,
                () ->
                    gpu.record(
                        () -> {
                          try {
                            call.execute();
                          } catch (RuntimeException e) {
                            throw e;
                          } catch (Throwable e) {
                            throw new AssertionError(e);
                          }
                        }));
        assertEquals(
            " returns a value, which is not known while a program is recorded; have the result"
                + " written to a vector, and read that after the run",
            String.valueOf(refused.getMessage()).replaceFirst("^\\w+\\([a-z, ]+\\)", ""));
      }
      assertEquals(sum(operands.a()), fr.sum(a));
      assertEquals(BigInteger.TWO, only(one));
    }
  }

  /** What an operation is made of is nothing that its user called. */
  @Test
  void whatWaitsIsRefusedByItsOwnName() {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    try (HostVector<Bls12381Fr> host = gpu.hostVector(FR, operands.a());
        var domain = Domain.of(gpu, FR, 16);
        var extension = LowDegreeExtension.of(domain, 2, FR.generator());
        var product = PolynomialProduct.of(fr, 7);
        HostVector<Bls12381Fr> few = gpu.hostVector(FR, operands.a().subList(0, 16));
        var points = PointOperations.of(gpu, Secp256k1Curve.INSTANCE);
        DeviceVector<Affine<Secp256k1>> p = gpu.deviceVector(points.curve().affine(), 1)) {
      HeapVector<Bls12381Fr> heap =
          HeapVector.of(FR, operands.a().subList(0, 3).toArray(BigInteger[]::new));
      calls.put("sum(a)", () -> fr.sum(host));
      calls.put("product(a)", () -> fr.product(host));
      calls.put("innerProduct(a, b)", () -> fr.innerProduct(host, host));
      calls.put("equal(a, b)", () -> fr.equal(host, host));
      calls.put("prefixProduct(a)", () -> fr.prefixProduct(host));
      calls.put("prefixSum(a)", () -> fr.prefixSum(heap));
      calls.put("inv(a)", () -> fr.inv(host));
      calls.put("run() of vector-add<bls12_381_fr>[3000]", () -> fr.add(host, host));
      calls.put("run() of vector-mul<bls12_381_fr>[3]", () -> fr.mul(heap, heap));
      calls.put("start() of vector-sqr<bls12_381_fr>[3]", () -> fr.jobs().sqr(heap).start());
      calls.put("ofCoefficients(a)", () -> extension.ofCoefficients(few));
      calls.put("multiply(a, b)", () -> product.multiply(heap, heap));
      calls.put("PolynomialProduct.of(field, mostCoefficients)", () -> PolynomialProduct.of(fr, 7));
      calls.put("requireOnCurve(p)", () -> points.requireOnCurve(p));
      calls.put("requireInSubgroup(p)", () -> points.requireInSubgroup(p));
      calls.put(
          "PointOperations.of(backend, curve)",
          () -> PointOperations.of(gpu, Secp256k1Curve.INSTANCE));
      calls.forEach(
          (call, made) ->
              assertEquals(
                  call
                      + " cannot be recorded, since a program is made of dispatches on device"
                      + " vectors alone; call it before the recording, or after a run of the"
                      + " program",
                  assertThrows(RecordingException.class, () -> gpu.record(made)).getMessage()));
    }
  }

  @Test
  void theResultIsOneElementOfTheForm() {
    try (var a = check.upload(operands.a(), ElementForm.CANONICAL);
        var two = check.upload(operands.a().subList(0, 2), ElementForm.CANONICAL);
        var montgomery = check.upload(List.of(BigInteger.TEN), ElementForm.MONTGOMERY);
        var short1 = check.upload(List.of(BigInteger.TEN), ElementForm.CANONICAL)) {
      var e = assertThrows(LengthMismatchException.class, () -> fr.sum(a, two));
      assertEquals("out has 2 elements, but 1 are expected", e.getMessage());
      assertThrows(LengthMismatchException.class, () -> fr.product(a, a));
      var f = assertThrows(FormMismatchException.class, () -> fr.innerProduct(a, a, montgomery));
      assertEquals("out is MONTGOMERY, but CANONICAL is expected", f.getMessage());
      assertThrows(BindingException.class, () -> fr.sum(short1, short1));
      assertEquals(BigInteger.TEN, only(montgomery));
    }
  }
}
