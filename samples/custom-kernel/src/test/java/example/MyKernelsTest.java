// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.VectorKernelsDispatch;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the kernels against BigInteger, on edge values and random ones. */
class MyKernelsTest {

  private static final Curve25519FpField FIELD = Curve25519FpField.INSTANCE;
  private static final BigInteger P = FIELD.modulus();
  private static final BigInteger HALF = BigInteger.TWO.modInverse(P);
  private static final int SIZE = 1000;

  private static PersistentBackend gpu;
  private static List<BigInteger> as;
  private static List<BigInteger> bs;

  @BeforeAll
  static void open() {
    gpu = PersistentBackend.open();
    as = elements(1);
    bs = elements(2);
  }

  @AfterAll
  static void close() {
    gpu.close();
  }

  @Test
  void halveDividesByTwo() {
    try (HostVector<Curve25519Fp> a = vector(as, ElementForm.CANONICAL);
        HostVector<Curve25519Fp> out = MyKernelsDispatch.of(gpu, FIELD).halve(a)) {
      verify(out, (x, y) -> x.multiply(HALF));
    }
  }

  @Test
  void blendMixesCanonicalElements() {
    BigInteger t = P.subtract(BigInteger.TEN);
    try (HostVector<Curve25519Fp> a = vector(as, ElementForm.CANONICAL);
        HostVector<Curve25519Fp> b = vector(bs, ElementForm.CANONICAL);
        HostVector<Curve25519Fp> out = MyKernelsDispatch.of(gpu, FIELD).blend(t, a, b)) {
      verify(out, (x, y) -> t.multiply(x.subtract(y)).add(y));
    }
  }

  @Test
  void blendMixesMontgomeryElements() {
    BigInteger t = BigInteger.valueOf(12345);
    try (HostVector<Curve25519Fp> a = vector(as, ElementForm.MONTGOMERY);
        HostVector<Curve25519Fp> b = vector(bs, ElementForm.MONTGOMERY);
        HostVector<Curve25519Fp> out = MyKernelsDispatch.of(gpu, FIELD).blend(t, a, b)) {
      verify(out, (x, y) -> t.multiply(x.subtract(y)).add(y));
    }
  }

  @Test
  void mulAddIsFused() {
    try (HostVector<Curve25519Fp> a = vector(as, ElementForm.CANONICAL);
        HostVector<Curve25519Fp> b = vector(bs, ElementForm.CANONICAL);
        HostVector<Curve25519Fp> out = MyKernelsDispatch.of(gpu, FIELD).mulAdd(a, b, a)) {
      verify(out, (x, y) -> x.multiply(y).add(x));
    }
  }

  @Test
  void aShippedKernelRunsOnAFieldOfThisProject() {
    try (HostVector<Curve25519Fp> a = vector(as, ElementForm.CANONICAL);
        HostVector<Curve25519Fp> b = vector(bs, ElementForm.CANONICAL);
        HostVector<Curve25519Fp> out = VectorKernelsDispatch.of(gpu, FIELD).sub(a, b)) {
      verify(out, BigInteger::subtract);
    }
  }

  /** The formulas themselves, which hold for any elements, on a curve or not. */
  @Test
  void maddAddsPoints() {
    List<List<BigInteger>> given = new ArrayList<>();
    List<HostVector<Curve25519Fp>> vectors = new ArrayList<>();
    for (int seed = 1; seed <= 6; seed++) {
      given.add(elements(seed));
      vectors.add(vector(given.get(seed - 1), ElementForm.MONTGOMERY));
    }
    HostVector<Curve25519Fp> x = vectors.get(2);
    HostVector<Curve25519Fp> y = vectors.get(3);
    HostVector<Curve25519Fp> zz = vectors.get(4);
    HostVector<Curve25519Fp> zzz = vectors.get(5);
    MyKernelsDispatch.of(gpu, FIELD).madd(vectors.get(0), vectors.get(1), x, y, zz, zzz);
    for (int i = 0; i < SIZE; i++) {
      BigInteger[] acc = new BigInteger[4];
      for (int c = 0; c < 4; c++) {
        acc[c] = given.get(2 + c).get(i);
      }
      for (int k = 0; k < 32; k++) {
        acc = madd(given.get(0).get(i), given.get(1).get(i), acc);
      }
      for (int c = 0; c < 4; c++) {
        assertEquals(acc[c], vectors.get(2 + c).get(i), "element " + i);
      }
    }
    vectors.forEach(HostVector::close);
  }

  private static BigInteger[] madd(BigInteger px, BigInteger py, BigInteger[] acc) {
    BigInteger p = px.multiply(acc[2]).subtract(acc[0]).mod(P);
    BigInteger r = py.multiply(acc[3]).subtract(acc[1]).mod(P);
    BigInteger pp = p.multiply(p).mod(P);
    BigInteger ppp = p.multiply(pp).mod(P);
    BigInteger q = acc[0].multiply(pp).mod(P);
    BigInteger x = r.multiply(r).subtract(ppp).subtract(q.shiftLeft(1)).mod(P);
    BigInteger y = r.multiply(q.subtract(x)).subtract(acc[1].multiply(ppp)).mod(P);
    return new BigInteger[] {x, y, acc[2].multiply(pp).mod(P), acc[3].multiply(ppp).mod(P)};
  }

  private static List<BigInteger> elements(long seed) {
    List<BigInteger> elements =
        new ArrayList<>(
            List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                P.subtract(BigInteger.ONE),
                P.subtract(BigInteger.TWO),
                FIELD.r(),
                BigInteger.TWO.pow(192).subtract(BigInteger.ONE)));
    Random random = new Random(seed);
    while (elements.size() < SIZE) {
      elements.add(new BigInteger(320, random).mod(P));
    }
    return elements;
  }

  private static HostVector<Curve25519Fp> vector(List<BigInteger> elements, ElementForm form) {
    HostVector<Curve25519Fp> vector = gpu.hostVector(FIELD, SIZE, form);
    vector.put(0, elements.toArray(BigInteger[]::new));
    return vector;
  }

  private static void verify(
      HostVector<Curve25519Fp> out, BinaryOperator<BigInteger> expected) {
    for (int i = 0; i < SIZE; i++) {
      BigInteger value = expected.apply(as.get(i), bs.get(i)).mod(P);
      assertEquals(value, out.get(i), "element " + i);
    }
  }
}
