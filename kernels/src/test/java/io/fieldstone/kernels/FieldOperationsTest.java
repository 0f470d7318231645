// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.ReferenceOperation.Forms;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What {@link FieldOperations} refuses, and what it promises beside results. */
class FieldOperationsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private static final Bls12381FrField FR = Bls12381FrField.INSTANCE;
  private static final int SIZE = 3000;

  private final PersistentBackend gpu = BACKEND.get();
  private final OperationCheck<Bls12381Fr> check = new OperationCheck<>(gpu, FR);
  private final FieldOperations<Bls12381Fr> fr = check.vectors();
  private final Operands operands = Operands.of(FR, SIZE, 3).withoutZeros().last(SIZE);

  @AfterEach
  void close() {
    check.close();
  }

  private static <T extends FieldstoneException> void refused(
      Class<T> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  private DeviceVector<Bls12381Fr> device(long size, ElementForm form) {
    return gpu.deviceVector(FR, size, form);
  }

  @Test
  void lengthsMustAgree() {
    try (var three = device(3, ElementForm.CANONICAL);
        var four = device(4, ElementForm.CANONICAL)) {
      refused(
          LengthMismatchException.class,
          "b has 4 elements, but 3 are expected",
          () -> fr.mul(three, four, three));
      refused(
          LengthMismatchException.class,
          "out has 4 elements, but 3 are expected",
          () -> fr.inv(three, four));
      refused(
          LengthMismatchException.class,
          "b has 4 elements, but 3 are expected",
          () -> fr.innerProduct(three, four));
      refused(
          LengthMismatchException.class,
          "b has 4 elements, but 3 are expected",
          () -> fr.equal(three, four));
      refused(
          LengthMismatchException.class,
          "out has 4 elements, but 3 are expected",
          () -> fr.prefixProduct(three, four));
    }
  }

  @Test
  void integersAreValuesInEitherForm() {
    for (ElementForm form : List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)) {
      try (var host = gpu.hostVector(FR, 2000, form);
          var a = device(2000, form)) {
        for (int i = 0; i < 2000; i++) {
          host.set(i, BigInteger.valueOf(i));
        }
        a.upload(host);
        assertEquals(BigInteger.valueOf(1_999_000), fr.sum(a), form.toString());
        fr.sqr(a, a);
        a.download(host);
        assertEquals(BigInteger.valueOf(1999 * 1999), host.get(1999), form.toString());
      }
    }
  }

  @Test
  void formsDoNotMix() {
    try (var canonical = device(3, ElementForm.CANONICAL);
        var montgomery = device(3, ElementForm.MONTGOMERY);
        var unreduced = device(3, ElementForm.UNREDUCED);
        var host = gpu.hostVector(FR, 3, ElementForm.MONTGOMERY)) {
      for (Executable call :
          List.<Executable>of(
              () -> fr.add(canonical, montgomery, canonical),
              () -> fr.mulAdd(montgomery, montgomery, montgomery, canonical),
              () -> fr.innerProduct(canonical, montgomery),
              () -> fr.equal(montgomery, canonical),
              () -> fr.inv(canonical, montgomery),
              () -> fr.prefixProduct(canonical, montgomery),
              () -> fr.toMontgomery(montgomery, montgomery),
              () -> fr.toMontgomery(canonical, canonical),
              () -> fr.toMontgomery(host),
              () -> fr.fromMontgomery(canonical, canonical),
              () -> fr.reduce(canonical, canonical),
              () -> fr.reduce(unreduced, montgomery),
              () -> fr.neg(unreduced, unreduced),
              () -> fr.sum(unreduced),
              () -> fr.product(unreduced),
              () -> fr.inv(unreduced, unreduced),
              () -> fr.prefixProduct(unreduced, BigInteger.ONE, unreduced))) {
        assertThrows(FormMismatchException.class, call);
      }
      refused(
          FormMismatchException.class,
          "a is MONTGOMERY, but CANONICAL is expected",
          () -> fr.toMontgomery(montgomery, montgomery));
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // what generics keep from happening
  void fieldsDoNotMix() {
    try (DeviceVector a = gpu.deviceVector(Bls12381FpField.INSTANCE, 3);
        DeviceVector<Bls12381Fr> b = gpu.deviceVector(FR, 3)) {
      refused(
          UnsupportedFieldException.class,
          "a is over bls12_381_fp, but bls12_381_fr is expected",
          () -> fr.add(a, b, b));
      assertThrows(UnsupportedFieldException.class, () -> fr.sum(a));
      assertThrows(UnsupportedFieldException.class, () -> fr.inv(a, b));
    }
  }

  @Test
  void scalarsAndExponentsMustBeInTheirRange() {
    BigInteger p = FR.modulus();
    try (var a = device(3, ElementForm.CANONICAL);
        var host = gpu.hostVector(FR, 3)) {
      refused(
          ElementRangeException.class,
          "s is not in [0, p) of bls12_381_fr: 0x" + p.toString(16),
          () -> fr.scale(p, a, a));
      refused(
          ElementRangeException.class,
          "s is not in [0, p) of bls12_381_fr: -0x1",
          () -> fr.axpy(BigInteger.ONE.negate(), host, host));
      refused(
          ElementRangeException.class,
          "carry is not in [0, p) of bls12_381_fr: 0x" + p.toString(16),
          () -> fr.prefixProduct(a, p, a));
      for (long exponent : new long[] {-1, 1L << 32, Long.MIN_VALUE}) {
        refused(
            ElementRangeException.class,
            "the exponent is " + exponent + "; it must be from 0 to 2^32 - 1",
            () -> fr.pow(a, exponent, a));
      }
    }
  }

  @Test
  void vectorsOfAnotherBackendAreRefused() {
    try (PersistentBackend other = PersistentBackend.open(gpu.options());
        var theirs = other.deviceVector(FR, 3);
        var ours = device(3, ElementForm.CANONICAL)) {
      assertThrows(BackendMismatchException.class, () -> fr.sum(theirs));
      assertThrows(BackendMismatchException.class, () -> fr.inv(theirs, theirs));
      assertThrows(BackendMismatchException.class, () -> fr.equal(ours, theirs));
    }
  }

  @Test
  void whatWasClosedIsNotUsed() {
    DeviceVector<Bls12381Fr> closed = device(3, ElementForm.CANONICAL);
    closed.close();
    try (var a = device(3, ElementForm.CANONICAL)) {
      assertThrows(ClosedException.class, () -> fr.add(a, closed, a));
      assertThrows(ClosedException.class, () -> fr.sum(closed));
      assertThrows(ClosedException.class, () -> fr.inv(closed, a));
      fr.close();
      fr.close();
      for (Executable call :
          List.<Executable>of(
              () -> fr.add(a, a, a), () -> fr.sum(a), () -> fr.inv(a, a), () -> fr.equal(a, a))) {
        refused(ClosedException.class, "the vector operations on bls12_381_fr were closed", call);
      }
    }
  }

  @Test
  void closingFreesWhatItOwnsWhileDispatchesGoOn() {
    try (var a = check.upload(operands.a(), ElementForm.MONTGOMERY);
        var out = device(SIZE, ElementForm.MONTGOMERY)) {
      fr.inv(a, out);
      fr.close();
      check.requireEqual(
          ReferenceOperation.INV,
          Forms.MONTGOMERY,
          ReferenceOperation.INV.expected(operands, null),
          out);
    }
  }

  @Test
  void nothingIsNotAnError() {
    try (var nothing = device(0, ElementForm.MONTGOMERY);
        HostVector<Bls12381Fr> host = gpu.hostVector(FR, 0);
        HostVector<Bls12381Fr> inverses = fr.inv(host)) {
      assertEquals(BigInteger.ZERO, fr.sum(nothing));
      assertEquals(BigInteger.ONE, fr.product(nothing));
      assertEquals(BigInteger.ZERO, fr.innerProduct(nothing, nothing));
      assertTrue(fr.equal(nothing, nothing));
      fr.prefixProduct(nothing, nothing);
      assertEquals(BigInteger.TEN, fr.prefixProduct(nothing, BigInteger.TEN, nothing));
      fr.inv(nothing, nothing);
      fr.add(nothing, nothing, nothing);
      assertEquals(0, inverses.size());
    }
  }

  @Test
  void partsOfVectorsAreOperandsOfAllOperations() {
    BigInteger p = FR.modulus();
    try (var x = check.upload(operands.a(), ElementForm.MONTGOMERY);
        var y = check.upload(operands.b(), ElementForm.MONTGOMERY)) {
      List<BigInteger> a = new ArrayList<>(operands.a().subList(1000, 2300));
      List<BigInteger> b = operands.b().subList(64, 1364);
      var part = x.slice(1000, 1300);
      var other = y.slice(64, 1300);
      BigInteger sum = a.stream().reduce(BigInteger.ZERO, BigInteger::add).mod(p);
      BigInteger product = a.stream().reduce(BigInteger.ONE, (s, t) -> s.multiply(t).mod(p));
      BigInteger dot = BigInteger.ZERO;
      for (int i = 0; i < a.size(); i++) {
        dot = dot.add(a.get(i).multiply(b.get(i))).mod(p);
      }
      assertEquals(sum, fr.sum(part));
      assertEquals(product, fr.product(part));
      assertEquals(dot, fr.innerProduct(part, other));
      assertTrue(fr.equal(part, part));
      assertFalse(fr.equal(part, other));
      fr.sum(part, x.slice(0, 1));
      fr.inv(part, other);
      fr.mul(part, other, part);
      fr.prefixProduct(other, other);
      try (var host = x.download();
          var scanned = y.download()) {
        assertEquals(sum, host.get(0));
        assertEquals(operands.a().get(1), host.get(1));
        assertEquals(operands.a().get(999), host.get(999));
        assertEquals(BigInteger.ONE, host.get(1000));
        assertEquals(BigInteger.ONE, host.get(2299));
        assertEquals(operands.a().get(2300), host.get(2300));
        assertEquals(product.modInverse(p), scanned.get(64 + 1299));
        assertEquals(operands.b().get(1364), scanned.get(1364));
      }
    }
  }

  @Test
  void oneDifferentBitMakesVectorsUnequal() {
    Random source = new Random(4);
    for (int position : new int[] {0, 1, 255, 256, 1024, SIZE - 1}) {
      for (int word = 0; word < FR.shape().words(); word++) {
        List<BigInteger> changed = new ArrayList<>(operands.a());
        BigInteger bit =
            BigInteger.ONE.shiftLeft(word * Integer.SIZE + source.nextInt(Integer.SIZE - 2));
        changed.set(position, changed.get(position).xor(bit).mod(FR.modulus()));
        try (var a = check.upload(operands.a(), ElementForm.CANONICAL);
            var same = check.upload(operands.a(), ElementForm.CANONICAL);
            var b = check.upload(changed, ElementForm.CANONICAL)) {
          assertTrue(fr.equal(a, same));
          assertFalse(fr.equal(a, b), "element " + position + ", word " + word);
          assertFalse(fr.equal(b, a), "element " + position + ", word " + word);
        }
      }
    }
  }

  @Test
  void aPrefixProductInPiecesIsThatOfTheWhole() {
    for (Forms forms : ReferenceOperation.PREFIX_PRODUCT.forms()) {
      List<BigInteger> expected = ReferenceOperation.PREFIX_PRODUCT.expected(operands, null);
      BigInteger carry = BigInteger.ONE;
      int first = 0;
      for (int size : new int[] {1, 700, 0, 1299, 1000}) {
        try (var piece = check.upload(operands.a().subList(first, first + size), forms.in())) {
          carry = fr.prefixProduct(piece, carry, piece);
          check.requireEqual(
              ReferenceOperation.PREFIX_PRODUCT,
              forms,
              expected.subList(first, first + size),
              piece);
        }
        first += size;
      }
      assertEquals(SIZE, first);
      assertEquals(expected.get(SIZE - 1), carry);
    }
  }

  @Test
  void threadsMayShareIt() throws Exception {
    BigInteger sum = ReferenceOperation.SUM.expected(operands, null).get(0);
    BigInteger product = ReferenceOperation.PRODUCT.expected(operands, null).get(0);
    List<BigInteger> inverses = ReferenceOperation.INV.expected(operands, null);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (var a = check.upload(operands.a(), ElementForm.CANONICAL)) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int size = i % 2 == 0 ? SIZE : SIZE / 2;
        calls.add(threads.submit(() -> assertEquals(sum, fr.sum(a))));
        calls.add(threads.submit(() -> assertEquals(product, fr.product(a))));
        calls.add(threads.submit(() -> assertInverses(inverses, size)));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private void assertInverses(List<BigInteger> expected, int size) {
    try (var a = check.upload(operands.a().subList(0, size), ElementForm.CANONICAL)) {
      fr.inv(a, a);
      check.requireEqual(ReferenceOperation.INV, Forms.CANONICAL, expected.subList(0, size), a);
    }
  }
}
