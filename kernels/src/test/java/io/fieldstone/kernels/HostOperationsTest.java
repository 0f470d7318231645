// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.ReferenceOperation.Forms;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of {@link FieldOperations} on Java arrays, and as jobs; reductions too. */
class HostOperationsTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  /** Of kernels that are for measurements. */
  private static final Set<ReferenceOperation> NOT_OF_THE_FACADE =
      EnumSet.of(ReferenceOperation.MUL_CHAIN, ReferenceOperation.SQR_CHAIN);

  private static final BigInteger[] NO_VALUES = {};

  private final PersistentBackend gpu = BACKEND.get();

  static Stream<Arguments> everyOperation() {
    return OperationsTest.arguments(
            List.of(Bls12381FrField.INSTANCE, GoldilocksField.INSTANCE, KoalaBearField.INSTANCE))
        .filter(each -> !NOT_OF_THE_FACADE.contains((ReferenceOperation) each.get()[0]));
  }

  /** Returns the elements in each kind of array that they can be in. */
  private static <F> List<HeapVector<F>> arrays(HostVector<F> host) {
    Field<F> field = (Field<F>) host.type();
    List<HeapVector<F>> arrays = new ArrayList<>();
    arrays.add(HeapVector.of(field, NO_VALUES, host.form()).copyOf(host));
    arrays.add(HeapVector.of(field, new byte[0], host.form()).copyOf(host));
    arrays.add(HeapVector.of(field, new int[0], host.form()).copyOf(host));
    if (field.elementBytes() >= Long.BYTES) {
      arrays.add(HeapVector.of(field, new long[0], host.form()).copyOf(host));
    }
    return arrays;
  }

  @ParameterizedTest(name = "{0} on {1}, {2}")
  @MethodSource("everyOperation")
  <F> void arraysAndJobsGiveWhatBigIntegerGives(
      ReferenceOperation operation, Field<F> field, Forms forms) {
    Operands operands = OperandsOfField.of(operation, field, 300);
    BigInteger parameter = operation.parameters(field, new Random(1)).get(0);
    BigInteger scalar = parameter == null ? BigInteger.ZERO : parameter;
    for (int size : new int[] {0, 1, operands.size()}) {
      Operands some = operands.last(size);
      List<BigInteger> expected = operation.expected(some, parameter);
      try (OperationCheck<F> check = new OperationCheck<>(gpu, field);
          HostVector<F> a = check.hostVector(some.a(), forms.in());
          HostVector<F> b = check.hostVector(some.b(), forms.in());
          HostVector<F> c = check.hostVector(some.c(), forms.in())) {
        FieldOperations<F> fr = check.vectors();
        List<HeapVector<F>> as = arrays(a);
        List<HeapVector<F>> bs = arrays(b);
        List<HeapVector<F>> cs = arrays(c);
        if (operation.reduces()) {
          assertEquals(expected.get(0), reduced(operation, fr, a, b));
          for (int i = 0; i < as.size(); i++) {
            assertEquals(expected.get(0), reduced(operation, fr, as.get(i), bs.get(i)));
          }
          continue;
        }
        for (int i = 0; i < as.size(); i++) {
          HeapVector<F> result = called(operation, fr, as.get(i), bs.get(i), cs.get(i), scalar);
          requireEqual(check, operation, forms, expected, result);
        }
        if (operation == ReferenceOperation.PREFIX_PRODUCT) {
          try (HostVector<F> result = fr.prefixProduct(a)) {
            check.requireEqual(operation, forms, expected, result);
          }
        } else if (operation != ReferenceOperation.INV) {
          try (HostVector<F> result = job(operation, fr.jobs(), a, b, c, scalar).run();
              Batch batch = gpu.batch()) {
            check.requireEqual(operation, forms, expected, result);
            var later =
                batch.add(job(operation, fr.jobs(), as.get(1), bs.get(1), cs.get(1), scalar));
            batch.runPipelined();
            requireEqual(check, operation, forms, expected, later.join());
          }
        }
      }
    }
  }

  private <F> void requireEqual(
      OperationCheck<F> check,
      ReferenceOperation operation,
      Forms forms,
      List<BigInteger> expected,
      HeapVector<F> result) {
    try (HostVector<F> host = gpu.hostVector(result)) {
      check.requireEqual(operation, forms, expected, host);
    }
  }

  private static <F> HeapVector<F> called(
      ReferenceOperation operation,
      FieldOperations<F> fr,
      HeapVector<F> a,
      HeapVector<F> b,
      HeapVector<F> c,
      BigInteger s) {
    return switch (operation) {
      case ADD -> fr.add(a, b);
      case SUB -> fr.sub(a, b);
      case NEG -> fr.neg(a);
      case DOUBLE -> fr.dbl(a);
      case MUL -> fr.mul(a, b);
      case SQR -> fr.sqr(a);
      case MUL_ADD -> fr.mulAdd(a, b, c);
      case SCALE -> fr.scale(s, a);
      case AXPY -> fr.axpy(s, a, b);
      case POW -> fr.pow(a, s.longValueExact());
      case TO_MONTGOMERY -> fr.toMontgomery(a);
      case FROM_MONTGOMERY -> fr.fromMontgomery(a);
      case REDUCE -> fr.reduce(a);
      case INV -> fr.inv(a);
      case PREFIX_PRODUCT -> fr.prefixProduct(a);
      default -> throw new IllegalArgumentException(operation + " reduces");
    };
  }

  private static <F> Job<HostVector<F>> job(
      ReferenceOperation operation,
      FieldJobs<F> jobs,
      HostVector<F> a,
      HostVector<F> b,
      HostVector<F> c,
      BigInteger s) {
    return switch (operation) {
      case ADD -> jobs.add(a, b);
      case SUB -> jobs.sub(a, b);
      case NEG -> jobs.neg(a);
      case DOUBLE -> jobs.dbl(a);
      case MUL -> jobs.mul(a, b);
      case SQR -> jobs.sqr(a);
      case MUL_ADD -> jobs.mulAdd(a, b, c);
      case SCALE -> jobs.scale(s, a);
      case AXPY -> jobs.axpy(s, a, b);
      case POW -> jobs.pow(a, s.longValueExact());
      case TO_MONTGOMERY -> jobs.toMontgomery(a);
      case FROM_MONTGOMERY -> jobs.fromMontgomery(a);
      case REDUCE -> jobs.reduce(a);
      default -> throw new IllegalArgumentException(operation + " is no job");
    };
  }

  private static <F> Job<HeapVector<F>> job(
      ReferenceOperation operation,
      FieldJobs<F> jobs,
      HeapVector<F> a,
      HeapVector<F> b,
      HeapVector<F> c,
      BigInteger s) {
    return switch (operation) {
      case ADD -> jobs.add(a, b);
      case SUB -> jobs.sub(a, b);
      case NEG -> jobs.neg(a);
      case DOUBLE -> jobs.dbl(a);
      case MUL -> jobs.mul(a, b);
      case SQR -> jobs.sqr(a);
      case MUL_ADD -> jobs.mulAdd(a, b, c);
      case SCALE -> jobs.scale(s, a);
      case AXPY -> jobs.axpy(s, a, b);
      case POW -> jobs.pow(a, s.longValueExact());
      case TO_MONTGOMERY -> jobs.toMontgomery(a);
      case FROM_MONTGOMERY -> jobs.fromMontgomery(a);
      case REDUCE -> jobs.reduce(a);
      default -> throw new IllegalArgumentException(operation + " is no job");
    };
  }

  private static <F> BigInteger reduced(
      ReferenceOperation operation, FieldOperations<F> fr, HostVector<F> a, HostVector<F> b) {
    return switch (operation) {
      case SUM -> fr.sum(a);
      case PRODUCT -> fr.product(a);
      case INNER_PRODUCT -> fr.innerProduct(a, b);
      case EQUAL -> fr.equal(a, b) ? BigInteger.ONE : BigInteger.ZERO;
      default -> throw new IllegalArgumentException(operation + " does not reduce");
    };
  }

  private static <F> BigInteger reduced(
      ReferenceOperation operation, FieldOperations<F> fr, HeapVector<F> a, HeapVector<F> b) {
    return switch (operation) {
      case SUM -> fr.sum(a);
      case PRODUCT -> fr.product(a);
      case INNER_PRODUCT -> fr.innerProduct(a, b);
      case EQUAL -> fr.equal(a, b) ? BigInteger.ONE : BigInteger.ZERO;
      default -> throw new IllegalArgumentException(operation + " does not reduce");
    };
  }

  /** 64 MiB are a piece: here there are two and a half. */
  @Test
  void hostMemoryIsReducedInPieces() {
    Field<Bls12381Fr> field = Bls12381FrField.INSTANCE;
    int size = 5 << 20;
    BigInteger p = field.modulus();
    try (FieldOperations<Bls12381Fr> fr = FieldOperations.of(gpu, field);
        HostVector<Bls12381Fr> a = gpu.hostVector(field, size);
        HostVector<Bls12381Fr> b = gpu.hostVector(field, size)) {
      BigInteger[] few = new BigInteger[1000];
      Arrays.setAll(few, i -> BigInteger.valueOf(i + 1));
      BigInteger[] values = new BigInteger[size];
      Arrays.setAll(values, i -> few[i % few.length]);
      int rest = size % few.length;
      BigInteger sum =
          sumTo(few.length).multiply(BigInteger.valueOf(size / few.length)).add(sumTo(rest));
      BigInteger product =
          productTo(few.length, p)
              .modPow(BigInteger.valueOf(size / few.length), p)
              .multiply(productTo(rest, p))
              .mod(p);
      a.put(0, values);
      b.put(0, values);
      assertEquals(sum.mod(p), fr.sum(a));
      assertEquals(product, fr.product(a));
      assertTrue(fr.equal(a, b));
      b.set(size - 1, BigInteger.ZERO);
      assertFalse(fr.equal(a, b));
      try (HostVector<Bls12381Fr> scanned = fr.prefixProduct(a)) {
        assertEquals(product, scanned.get(size - 1));
        assertEquals(BigInteger.valueOf(6), scanned.get(2));
      }
    }
  }

  private static BigInteger sumTo(int last) {
    return BigInteger.valueOf(last * (last + 1L) / 2);
  }

  private static BigInteger productTo(int last, BigInteger p) {
    BigInteger product = BigInteger.ONE;
    for (int i = 1; i <= last; i++) {
      product = product.multiply(BigInteger.valueOf(i)).mod(p);
    }
    return product;
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    Field<Bls12381Fr> field = Bls12381FrField.INSTANCE;
    FieldOperations<Bls12381Fr> fr = FieldOperations.of(gpu, field);
    HeapVector<Bls12381Fr> two = HeapVector.of(field, new long[8]);
    HeapVector<Bls12381Fr> three = HeapVector.of(field, new long[12]);
    var length = assertThrows(LengthMismatchException.class, () -> fr.innerProduct(two, three));
    assertEquals("b has 3 elements, but 2 are expected", length.getMessage());
    assertThrows(LengthMismatchException.class, () -> fr.equal(two, three));
    assertThrows(LengthMismatchException.class, () -> fr.jobs().add(two, three));
    long[] words = new long[12];
    words[11] = -1;
    HeapVector<Bls12381Fr> unreduced = HeapVector.of(field, words);
    for (Executable call :
        List.<Executable>of(
            () -> fr.sum(unreduced), () -> fr.inv(unreduced), () -> fr.neg(unreduced))) {
      var range = assertThrows(ElementRangeException.class, call);
      assertTrue(String.valueOf(range.getMessage()).contains("element 2"), range.getMessage());
    }
    fr.close();
    assertThrows(ClosedException.class, () -> fr.sum(two));
    assertThrows(ClosedException.class, () -> fr.jobs().neg(two));
  }
}
