// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.BabyBear;
import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.Bn254FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.kernels.GoldilocksField;
import io.fieldstone.kernels.KoalaBearField;
import io.fieldstone.kernels.Mersenne31Field;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Roots that other libraries have, and what domains refuse. */
class DomainTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;

  private final PersistentBackend gpu = BACKEND.get();

  private static <T extends FieldstoneException> void refused(
      Class<T> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  static Stream<Arguments> otherRoots() {
    return Stream.of(
        // halo2curves, whose generator is 7
        Arguments.of(
            Bn254FrField.INSTANCE,
            28,
            "3ddb9f5166d18b798865ea93dd31f743215cf6dd39329c8d34f1ed960c37c9c"),
        // Winterfell, and Plonky2 before it changed
        Arguments.of(GoldilocksField.INSTANCE, 32, "64fdd1a46201e246"));
  }

  @ParameterizedTest
  @MethodSource("otherRoots")
  <F> void otherRootsAreGiven(Field<F> field, int log, String root) {
    BigInteger given = new BigInteger(root, 16);
    BigInteger ofOrder = given.modPow(BigInteger.ONE.shiftLeft(log - 4), field.modulus());
    try (var check = new TransformCheck<>(gpu, Domain.of(gpu, field, 16, ofOrder))) {
      check.check(Order.NATURAL, false, false, 1, 1, ElementForm.CANONICAL, false);
      check.check(Order.NATURAL, true, true, 1, 1, ElementForm.MONTGOMERY, false);
    }
  }

  @Test
  void sizesArePowersOfTwo() {
    for (long size : new long[] {0, 3, 12, -1, Long.MIN_VALUE}) {
      refused(
          LengthMismatchException.class,
          "a domain has 1, 2, 4, 8 ... points, a power of two, and not " + size,
          () -> Domain.of(gpu, FIELD, size));
    }
  }

  @Test
  void sizesAreWithinTheTwoAdicity() {
    refused(
        UnsupportedFieldException.class,
        "baby_bear has no root of unity of order 2^28: the largest power of two that divides p - 1"
            + " is 2^27",
        () -> Domain.of(gpu, FIELD, 1 << 28));
    refused(
        UnsupportedFieldException.class,
        "mersenne31 has no root of unity of order 2^2: the largest power of two that divides p - 1"
            + " is 2^1",
        () -> Domain.of(gpu, Mersenne31Field.INSTANCE, 4));
  }

  @Test
  void rootsAreOfTheirOrder() {
    BigInteger root = FIELD.rootOfUnity(3);
    for (BigInteger wrong :
        new BigInteger[] {
          BigInteger.ZERO,
          BigInteger.ONE,
          root.multiply(root).mod(FIELD.modulus()),
          FIELD.rootOfUnity(4),
          root.add(FIELD.modulus())
        }) {
      refused(
          ElementRangeException.class,
          "the root 0x" + wrong.toString(16) + " is not of order 2^3 in baby_bear",
          () -> Domain.of(gpu, FIELD, 8, wrong));
    }
    refused(
        ElementRangeException.class,
        "the root -0x1 is not of order 2^3 in baby_bear",
        () -> Domain.of(gpu, FIELD, 8, BigInteger.ONE.negate()));
  }

  @Test
  void cosetsAreApartFromTheDomain() {
    try (var domain = Domain.of(gpu, FIELD, 8)) {
      for (BigInteger wrong : new BigInteger[] {BigInteger.ZERO, FIELD.modulus()}) {
        refused(
            ElementRangeException.class,
            "the generator of a coset is not from 1 to p - 1 of baby_bear: 0x" + wrong.toString(16),
            () -> domain.coset(wrong));
      }
      for (BigInteger wrong : new BigInteger[] {BigInteger.ONE, FIELD.rootOfUnity(2)}) {
        refused(
            ElementRangeException.class,
            "the generator 0x"
                + wrong.toString(16)
                + " of a coset is a point of the domain of 2^3 points over baby_bear, whose coset is"
                + " the domain itself",
            () -> domain.coset(wrong));
      }
    }
  }

  @Test
  void cosetsAreOfTheirDomain() {
    try (var domain = Domain.of(gpu, FIELD, 8);
        var other = Domain.of(gpu, FIELD, 16)) {
      Coset<BabyBear> coset = other.coset(FIELD.generator());
      refused(
          BindingException.class,
          "the coset is one of the domain of 2^4 points over baby_bear, and not of this domain;"
              + " take one by its coset(generator)",
          () -> domain.forward(Order.NATURAL).on(coset));
      Transform<BabyBear> transform = other.forward(Order.NATURAL).on(coset);
      coset.close();
      coset.close();
      try (var data = gpu.deviceVector(FIELD, 16)) {
        refused(
            ClosedException.class,
            "the coset of the domain of 2^4 points over baby_bear was closed",
            () -> transform.apply(data));
      }
    }
  }

  @Test
  void batchesHaveOneRowAndColumnAtLeast() {
    try (var domain = Domain.of(gpu, FIELD, 8)) {
      Transform<BabyBear> one = domain.forward(Order.NATURAL);
      refused(
          LengthMismatchException.class,
          "a batch of 0 rows; it has one at least",
          () -> one.rows(0));
      refused(
          LengthMismatchException.class,
          "a batch of -3 columns; it has one at least",
          () -> one.columns(-3));
      refused(
          LengthMismatchException.class,
          "a batch of 268435456 rows has more elements than a dispatch can count, 2^31 - 1; take"
              + " several batches",
          () -> one.rows(1 << 28));
    }
  }

  @Test
  void vectorsAreAsLongAsTheBatchAndOfOneForm() {
    try (var domain = Domain.of(gpu, FIELD, 8);
        var eight = gpu.deviceVector(FIELD, 8);
        var nine = gpu.deviceVector(FIELD, 9);
        var montgomery = gpu.deviceVector(FIELD, 8, ElementForm.MONTGOMERY);
        var unreduced = gpu.deviceVector(FIELD, 8, ElementForm.UNREDUCED)) {
      Transform<BabyBear> one = domain.forward(Order.NATURAL);
      refused(
          LengthMismatchException.class,
          "in has 9 elements, but 8 are expected",
          () -> one.apply(nine, eight));
      refused(
          LengthMismatchException.class,
          "out has 8 elements, but 16 are expected",
          () -> one.rows(2).apply(gpu.deviceVector(FIELD, 16), eight));
      refused(
          FormMismatchException.class,
          "out is MONTGOMERY, but CANONICAL is expected",
          () -> one.apply(eight, montgomery));
      refused(
          FormMismatchException.class,
          "data is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          () -> one.apply(unreduced));
    }
  }

  @Test
  void halvesThatOverlapAreRefused() {
    try (var domain = Domain.of(gpu, FIELD, 1024);
        var data = gpu.deviceVector(FIELD, 2048)) {
      DeviceVector<BabyBear> first = data.slice(0, 1024);
      DeviceVector<BabyBear> later = data.slice(512, 1024);
      assertThrows(
          BindingException.class,
          () -> domain.forward(Order.NATURAL_TO_REVERSED).apply(first, later));
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // what generics keep from happening
  void fieldsAndBackendsDoNotMix() {
    try (var domain = Domain.of(gpu, FIELD, 8);
        DeviceVector data = gpu.deviceVector(KoalaBearField.INSTANCE, 8);
        PersistentBackend other = PersistentBackend.open(gpu.options());
        var theirs = other.deviceVector(FIELD, 8)) {
      assertThrows(
          UnsupportedFieldException.class, () -> domain.forward(Order.NATURAL).apply(data));
      assertThrows(
          BackendMismatchException.class, () -> domain.forward(Order.NATURAL).apply(theirs));
    }
  }

  @Test
  void aClosedDomainSaysSo() {
    var domain = Domain.of(gpu, FIELD, 8);
    Transform<BabyBear> transform = domain.forward(Order.NATURAL);
    domain.close();
    domain.close();
    try (var data = gpu.deviceVector(FIELD, 8)) {
      for (Executable call :
          new Executable[] {
            () -> transform.apply(data),
            () -> domain.inverse(Order.REVERSED),
            () -> domain.coset(FIELD.generator())
          }) {
        refused(ClosedException.class, "the domain of 2^3 points over baby_bear was closed", call);
      }
    }
  }

  @Test
  void domainsAndCosetsAreMadeBeforeARecording() {
    refused(
        RecordingException.class,
        "a domain is made, which uploads its tables, while a program is recorded; make it before",
        () -> gpu.record(() -> Domain.of(gpu, FIELD, 8)));
    try (var domain = Domain.of(gpu, FIELD, 8)) {
      refused(
          RecordingException.class,
          "a coset is made, which uploads its tables, while a program is recorded; make it before",
          () -> gpu.record(() -> domain.coset(FIELD.generator())));
    }
  }

  @Test
  void aProgramOfAClosedDomainOrCosetNamesIt() {
    try (var data = gpu.deviceVector(FIELD, 8)) {
      var domain = Domain.of(gpu, FIELD, 8);
      var coset = domain.coset(FIELD.generator());
      try (Program plain = gpu.record(() -> domain.forward(Order.NATURAL).apply(data));
          Program shifted = gpu.record(() -> domain.forward(Order.NATURAL).on(coset).apply(data))) {
        coset.close();
        plain.run();
        refused(
            ClosedException.class,
            "the program uses the coset of the domain of 2^3 points over baby_bear, which was"
                + " closed",
            shifted::run);
        domain.close();
        refused(
            ClosedException.class,
            "the program uses the domain of 2^3 points over baby_bear, which was closed",
            plain::run);
      }
    }
  }

  @Test
  void equalViewsAreInPlaceAndOthersThatShareElementsAreRefused() {
    try (var domain = Domain.of(gpu, FIELD, 64);
        var host = gpu.hostVector(FIELD, 256);
        var data = gpu.deviceVector(FIELD, 256);
        var expected = gpu.deviceVector(FIELD, 256);
        FieldOperations<BabyBear> operations = FieldOperations.of(gpu, FIELD)) {
      for (int i = 0; i < host.size(); i++) {
        host.set(i, BigInteger.valueOf(i + 1L));
      }
      data.upload(host);
      expected.upload(host);
      for (Order order : Order.values()) {
        Transform<BabyBear> transform = domain.forward(order);
        transform.apply(expected.slice(64, 64));
        transform.apply(data.slice(64, 64), data.slice(64, 64));
        assertTrue(operations.equal(expected, data), order::toString);
        assertThrows(
            BindingException.class,
            () -> transform.apply(data.slice(0, 64), data.slice(32, 64)),
            order::toString);
        assertTrue(operations.equal(expected, data), order::toString);
      }
    }
  }

  @Test
  void aProgramsRunsAreHeldToThatToo() {
    try (var domain = Domain.of(gpu, FIELD, 4096);
        var in = gpu.deviceVector(FIELD, 4096);
        var out = gpu.deviceVector(FIELD, 4096);
        var data = gpu.deviceVector(FIELD, 8192)) {
      for (Order order : List.of(Order.NATURAL, Order.REVERSED)) {
        try (var program = gpu.record(() -> domain.forward(order).apply(in, out), in, out)) {
          refused(
              BindingException.class,
              "in and out share some elements, and one of them is written; take parts that do not"
                  + " (in is vector 0 of the program, out is vector 1 of the program)",
              () -> program.run(data.slice(0, 4096), data.slice(64, 4096)));
          program.run(data.slice(0, 4096), data.slice(4096, 4096));
          program.run(in, in); // over memory of the program's
        }
      }
    }
  }

  /** Where a pass reads and writes is settled when it is recorded. */
  @Test
  void aProgramThatWasNotRecordedInPlaceDoesNotRunInPlace() {
    try (var domain = Domain.of(gpu, FIELD, 4096);
        var in = gpu.deviceVector(FIELD, 4096);
        var out = gpu.deviceVector(FIELD, 4096)) {
      Transform<BabyBear> forward = domain.forward(Order.NATURAL_TO_REVERSED);
      try (var apart = gpu.record(() -> forward.apply(in, out), in, out);
          var inPlace = gpu.record(() -> forward.apply(in), in)) {
        refused(
            BindingException.class,
            "in and out are the same vector; take two (in is vector 0 of the program, out is vector 1"
                + " of the program)",
            () -> apart.run(in, in));
        inPlace.run(out);
      }
    }
  }

  @Test
  void vectorsAreNamedAsTheirCallerKnowsThem() {
    try (var domain = Domain.of(gpu, FIELD, 8);
        var shorter = gpu.deviceVector(FIELD, 4);
        var unreduced = gpu.deviceVector(FIELD, 8, ElementForm.UNREDUCED)) {
      refused(
          LengthMismatchException.class,
          "data has 4 elements, but 8 are expected",
          () -> domain.evaluation().apply(shorter));
      refused(
          FormMismatchException.class,
          "data is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          () -> domain.evaluation().apply(unreduced));
      refused(
          LengthMismatchException.class,
          "in has 4 elements, but 8 are expected",
          () -> domain.evaluation().apply(shorter, unreduced));
    }
  }

  @Test
  void hostFormsCannotBeRecorded() {
    try (var domain = Domain.of(gpu, FIELD, 8);
        var data = gpu.hostVector(FIELD, 8)) {
      var e =
          assertThrows(
              RecordingException.class,
              () -> gpu.record(() -> domain.forward(Order.NATURAL).apply(data)));
      assertTrue(String.valueOf(e.getMessage()).startsWith("apply(in) "), e::toString);
    }
  }

  @Test
  void theSizeOfTablesIsSaid() {
    var fr = Bls12381FrField.INSTANCE;
    int logSize = 12;
    var domain = Domain.of(gpu, fr, 1 << logSize);
    long tables = domain.tableBytes();
    boolean two = domain.plan().strategy().equals("columns");
    long elements = (two ? 2L : 1L) << (logSize + 1);
    assertTrue(tables >= 32 * elements && tables < 33 * elements, () -> tables + " bytes");
    try (var coset = domain.coset(fr.generator())) {
      assertEquals(tables + 32 * elements, domain.tableBytes(), coset::toString);
    }
    assertEquals(tables, domain.tableBytes());
    domain.close();
    assertEquals(0, domain.tableBytes());
  }

  @Test
  void theSizeAndTheRootAreKept() {
    try (var domain = Domain.of(gpu, FIELD, 1024)) {
      assertEquals(1024, domain.size());
      assertEquals(FIELD.rootOfUnity(10), domain.root());
      assertEquals("the domain of 2^10 points over baby_bear", domain.toString());
      gpu.prepare(domain.kernels()).requireComplete();
      assertTrue(domain.plan().passes() > 0);
    }
  }
}
