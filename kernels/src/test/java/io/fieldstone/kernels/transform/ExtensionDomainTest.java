// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.kernels.BabyBear4Field;
import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Bls12381Fp2Field;
import io.fieldstone.kernels.Goldilocks2Field;
import io.fieldstone.kernels.Mersenne31Complex;
import io.fieldstone.kernels.Mersenne31Complex2Field;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.kernels.OwnExtension;
import io.fieldstone.kernels.polynomial.LowDegreeExtension;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Domains over extension fields: roots of other libraries, fields of one's own, refusals. */
class ExtensionDomainTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  private static final Mersenne31ComplexField FIELD = Mersenne31ComplexField.INSTANCE;
  private static final String DOMAIN = "the domain of 2^3 points over mersenne31_complex";

  private final PersistentBackend gpu = BACKEND.get();

  private static <T extends FieldstoneException> void refused(
      Class<T> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  /** That of Stwo's circle group, and with it of powers of points of the circle. */
  @Test
  void otherRootsAreGiven() {
    FieldElement<Mersenne31Complex> generator = FIELD.element(2, 1_268_011_823);
    FieldElement<Mersenne31Complex> root = generator.power(BigInteger.ONE.shiftLeft(31 - 4));
    try (var check = new TransformCheck<>(gpu, Domain.of(gpu, FIELD, 16, root))) {
      check.check(Order.NATURAL, false, false, 1, 1, ElementForm.CANONICAL, false);
      check.check(Order.NATURAL, true, true, 1, 1, ElementForm.MONTGOMERY, false);
    }
  }

  /** Whose non-residue is a small integer, and whose Montgomery form is not that of Mersenne31. */
  @Test
  void anyQuadraticExtensionOfOneWordHasThem() {
    OwnExtension field = OwnExtension.of(BabyBearField.INSTANCE, 2, 11);
    assertEquals(28, field.twoAdicity());
    for (long size : new long[] {1, 8, 32}) {
      try (var check = new TransformCheck<>(gpu, Domain.of(gpu, field, size))) {
        check.everyWay(2, 1);
      }
    }
  }

  /** The last one is by x^2 - x - n. */
  @Test
  void whatHasNoKernelsSaysSo() {
    for (ExtensionField<?> field :
        List.of(
            BabyBear4Field.INSTANCE,
            Mersenne31Complex2Field.INSTANCE,
            Goldilocks2Field.INSTANCE,
            Bls12381Fp2Field.INSTANCE,
            OwnExtension.of(BabyBearField.INSTANCE, 2, 1_006_632_963, 1))) {
      refused(
          UnsupportedFieldException.class,
          "there are no transforms over "
              + field
              + ", of limb shape "
              + field.shape()
              + " and degree "
              + field.components()
              + "; they are over prime fields of limb shapes "
              + gpu.registry().kernel("transform-powers").shapes()
              + ", and over extensions by a root of x^2 - n, with a small n, of those of [1x32]",
          () -> Domain.of(gpu, field, 8));
    }
  }

  @Test
  void sizesAreWithinTheTwoAdicity() {
    refused(
        UnsupportedFieldException.class,
        "mersenne31_complex has no root of unity of order 2^33: the largest power of two that"
            + " divides p^2 - 1 is 2^32",
        () -> Domain.of(gpu, FIELD, 1L << 33));
    refused(
        LengthMismatchException.class,
        "a domain has 1, 2, 4, 8 ... points, a power of two, and not 12",
        () -> Domain.of(gpu, FIELD, 12));
  }

  @Test
  void rootsAreOfTheirOrderAndField() {
    for (FieldElement<Mersenne31Complex> wrong :
        List.of(FIELD.zero(), FIELD.one(), FIELD.rootOfUnity(2), FIELD.rootOfUnity(4))) {
      refused(
          ElementRangeException.class,
          "the root " + wrong + " is not of order 2^3 in mersenne31_complex",
          () -> Domain.of(gpu, FIELD, 8, wrong));
    }
    refused(
        UnsupportedFieldException.class,
        "the root is over goldilocks2, but mersenne31_complex is expected",
        () -> Domain.of(gpu, FIELD, 8, ofAnother()));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // what generics keep from happening
  private static FieldElement<Mersenne31Complex> ofAnother() {
    return (FieldElement) Goldilocks2Field.INSTANCE.one();
  }

  @Test
  void cosetsAreApartFromTheDomain() {
    try (var domain = Domain.of(gpu, FIELD, 8)) {
      refused(
          ElementRangeException.class,
          "the generator of a coset is the zero of mersenne31_complex",
          () -> domain.coset(FIELD.zero()));
      refused(
          ElementRangeException.class,
          "the generator "
              + FIELD.rootOfUnity(2)
              + " of a coset is a point of "
              + DOMAIN
              + ", whose coset is the domain itself",
          () -> domain.coset(FIELD.rootOfUnity(2)));
      refused(
          UnsupportedFieldException.class,
          "the generator is over goldilocks2, but mersenne31_complex is expected",
          () -> domain.coset(ofAnother()));
    }
  }

  @Test
  void whatIsIntegersOverPrimeFieldsIsElementsHere() {
    try (var domain = Domain.of(gpu, FIELD, 8);
        var coset = domain.coset(FIELD.generator())) {
      assertEquals(FIELD, domain.elementField());
      assertEquals(FIELD.rootOfUnity(3), domain.rootElement());
      assertEquals(FIELD.generator(), coset.generatorElement());
      assertEquals(DOMAIN, domain.toString());
      gpu.prepare(domain.kernels()).requireComplete();
      String rest =
          " is over an extension field, but a prime field is expected; elementField, rootElement"
              + ", generatorElement and coset(FieldElement) are for both";
      for (Executable call :
          new Executable[] {
            domain::field,
            domain::root,
            () -> domain.coset(BigInteger.TWO),
            () -> LowDegreeExtension.of(domain, 2, BigInteger.TWO)
          }) {
        refused(UnsupportedFieldException.class, DOMAIN + rest, call);
      }
      refused(UnsupportedFieldException.class, "the coset of " + DOMAIN + rest, coset::generator);
    }
    try (var domain = Domain.of(gpu, BabyBearField.INSTANCE, 8);
        var coset = domain.coset(BabyBearField.INSTANCE.element(31))) {
      assertEquals(BabyBearField.INSTANCE.element(domain.root()), domain.rootElement());
      assertEquals(BigInteger.valueOf(31), coset.generator());
    }
  }

  @Test
  void vectorsAreAsLongAsTheBatchAndOfOneForm() {
    try (var domain = Domain.of(gpu, FIELD, 8);
        var eight = gpu.deviceVector(FIELD, 8);
        var nine = gpu.deviceVector(FIELD, 9);
        var montgomery = gpu.deviceVector(FIELD, 8, ElementForm.MONTGOMERY)) {
      Transform<Mersenne31Complex> one = domain.forward(Order.NATURAL);
      refused(
          LengthMismatchException.class,
          "in has 9 elements, but 8 are expected",
          () -> one.apply(nine, eight));
      refused(
          FormMismatchException.class,
          "out is MONTGOMERY, but CANONICAL is expected",
          () -> one.apply(eight, montgomery));
    }
  }

  @Test
  void aClosedDomainSaysSo() {
    var domain = Domain.of(gpu, FIELD, 8);
    Transform<Mersenne31Complex> transform = domain.forward(Order.NATURAL);
    domain.close();
    try (var data = gpu.deviceVector(FIELD, 8)) {
      for (Executable call :
          new Executable[] {
            () -> transform.apply(data),
            () -> domain.inverse(Order.REVERSED),
            () -> domain.coset(FIELD.generator())
          }) {
        refused(ClosedException.class, DOMAIN + " was closed", call);
      }
    }
  }

  @Test
  void domainsAreMadeBeforeARecording() {
    refused(
        RecordingException.class,
        "a domain is made, which uploads its tables, while a program is recorded; make it before",
        () -> gpu.record(() -> Domain.of(gpu, FIELD, 8)));
  }
}
