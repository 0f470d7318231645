// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.kernels.BabyBear;
import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Bls12377FpField;
import io.fieldstone.kernels.Bn254FrField;
import io.fieldstone.kernels.GoldilocksField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.kernels.Operands;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
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
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transforms in parts that are a fraction of the vector, against their definition. */
class StreamedTransformTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;

  private final PersistentBackend gpu = BACKEND.get();

  static Stream<Field<?>> fields() {
    return Stream.of(
        FIELD, GoldilocksField.INSTANCE, Bn254FrField.INSTANCE, Bls12377FpField.INSTANCE);
  }

  private static List<BigInteger> random(Field<?> field, int size, int seed) {
    Random random = new Random(seed);
    List<BigInteger> edges = Operands.edges(field);
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                random.nextInt(8) == 0
                    ? edges.get(random.nextInt(edges.size()))
                    : Operands.element(field, random))
        .toList();
  }

  private <F> HostVector<F> host(Field<F> field, List<BigInteger> elements, ElementForm form) {
    HostVector<F> host = gpu.hostVector(field, elements.size(), form);
    host.put(0, elements.toArray(BigInteger[]::new));
    return host;
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void partsMakeTheWhole(Field<F> field) {
    // log2 of the size, log2 of a part: in one, in halves, in single rows and columns
    for (int[] shape :
        new int[][] {{0, 0}, {1, 0}, {1, 1}, {2, 1}, {3, 2}, {6, 3}, {6, 5}, {7, 4}, {9, 6}}) {
      int n = 1 << shape[0];
      for (BigInteger shift : List.of(BigInteger.ONE, field.generator())) {
        ElementForm form = shape[0] % 2 == 0 ? ElementForm.MONTGOMERY : ElementForm.CANONICAL;
        List<BigInteger> a = random(field, n, shape[0]);
        BigInteger root = field.rootOfUnity(shape[0]);
        List<BigInteger> expected =
            ReferenceTransform.reversed(new ReferenceTransform(field, root, false, shift).apply(a));
        String what = "2^" + shape[0] + " in parts of 2^" + shape[1] + " of " + field;
        try (var transform = StreamedTransform.of(gpu, field, n, shift, shape[1]);
            HostVector<F> in = host(field, a, form);
            HostVector<F> out = gpu.hostVector(field, n, form)) {
          assertEquals(n, transform.size());
          assertEquals(root, transform.root());
          transform.forward(in, out);
          assertEquals(expected, out.toList(), what);
          assertEquals(a, in.toList(), what + " changed its input");
          transform.forward(in, in);
          assertEquals(expected, in.toList(), what + " in place");
          transform.inverse(out, in);
          assertEquals(a, in.toList(), what + " and back");
          assertEquals(expected, out.toList(), what + " changed its input on the way back");
          transform.inverse(out, out);
          assertEquals(a, out.toList(), what + " and back in place");
        }
      }
    }
  }

  /** Of parts as the device's limits make them. */
  @Test
  void whatFitsTheDeviceIsTheSame() {
    int n = 1 << 13;
    List<BigInteger> a = random(FIELD, n, 1);
    try (var transform = StreamedTransform.of(gpu, FIELD, n, FIELD.generator());
        var plain = StreamedTransform.of(gpu, FIELD, n);
        var domain = Domain.of(gpu, FIELD, n);
        var coset = domain.coset(FIELD.generator());
        HostVector<BabyBear> in = host(FIELD, a, ElementForm.CANONICAL);
        HostVector<BabyBear> out = gpu.hostVector(FIELD, n);
        HostVector<BabyBear> onCoset =
            domain.forward(Order.NATURAL_TO_REVERSED).on(coset).apply(in);
        HostVector<BabyBear> values = domain.forward(Order.NATURAL_TO_REVERSED).apply(in)) {
      transform.forward(in, out);
      assertEquals(onCoset.toList(), out.toList());
      plain.forward(in, out);
      assertEquals(values.toList(), out.toList());
    }
  }

  /**
   * Some points of a long one: with {@code -Dfieldstone.test.random=100000}, of twice what the
   * device binds, if the field has it.
   */
  @Test
  void longVectors() {
    long most = gpu.plan().report().limits().maxStorageBufferRange();
    int beyond = Long.SIZE - Long.numberOfLeadingZeros(most / FIELD.elementBytes());
    int log = TransformTest.FULL ? Math.min(beyond, FIELD.twoAdicity()) : 15;
    int n = 1 << log;
    BigInteger p = FIELD.modulus();
    Random random = new Random(1);
    int[] words = random.ints(n).map(x -> (x & Integer.MAX_VALUE) % p.intValueExact()).toArray();
    try (var transform =
            TransformTest.FULL
                ? StreamedTransform.of(gpu, FIELD, n)
                : StreamedTransform.of(gpu, FIELD, n, BigInteger.ONE, 10);
        HostVector<BabyBear> data = gpu.hostVector(FIELD, n)) {
      data.put(0, words);
      transform.forward(data, data);
      for (int i : new int[] {0, 1, n / 3, n - 1}) {
        long x = transform.root().modPow(BigInteger.valueOf(i), p).longValueExact();
        long value = 0;
        for (int k = n - 1; k >= 0; k--) {
          value = (value * x + words[k]) % p.longValueExact();
        }
        assertEquals(
            BigInteger.valueOf(value),
            data.get(Integer.reverse(i) >>> (Integer.SIZE - log)),
            "at point " + i);
      }
      transform.inverse(data, data);
      int[] back = new int[n];
      data.get(0, back);
      assertArrayEquals(words, back);
    }
  }

  private static void refused(
      Class<? extends FieldstoneException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  void badArgumentsAreNamedAndNothingIsWritten() {
    refused(
        LengthMismatchException.class,
        "a domain has 1, 2, 4, 8 ... points, a power of two, and not 12",
        () -> StreamedTransform.of(gpu, FIELD, 12));
    refused(
        UnsupportedFieldException.class,
        "baby_bear has no root of unity of order 2^28: the largest power of two that divides p - 1"
            + " is 2^27",
        () -> StreamedTransform.of(gpu, FIELD, 1 << 28));
    refused(
        ElementRangeException.class,
        "the generator 0x1 of a coset is a point of the domain of 2^4 points over baby_bear, whose"
            + " coset is the domain itself",
        () -> StreamedTransform.of(gpu, FIELD, 16, BigInteger.ONE));
    refused(
        ElementRangeException.class,
        "the generator of a coset is not from 1 to p - 1 of baby_bear: 0x0",
        () -> StreamedTransform.of(gpu, FIELD, 16, BigInteger.ZERO));
    assertThrows(
        RecordingException.class, () -> gpu.record(() -> StreamedTransform.of(gpu, FIELD, 16)));
    List<BigInteger> kept = random(FIELD, 16, 2);
    var transform = StreamedTransform.of(gpu, FIELD, 16);
    try (HostVector<BabyBear> a = host(FIELD, kept, ElementForm.CANONICAL);
        HostVector<BabyBear> eight = gpu.hostVector(FIELD, 8);
        HostVector<BabyBear> montgomery = gpu.hostVector(FIELD, 16, ElementForm.MONTGOMERY);
        HostVector<BabyBear> unreduced = gpu.hostVector(FIELD, 16, ElementForm.UNREDUCED)) {
      refused(
          LengthMismatchException.class,
          "in has 8 elements, but 16 are expected",
          () -> transform.forward(eight, a));
      refused(
          FormMismatchException.class,
          "out is CANONICAL, but MONTGOMERY is expected",
          () -> transform.inverse(montgomery, a));
      refused(
          FormMismatchException.class,
          "in is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          () -> transform.forward(unreduced, a));
      transform.close();
      transform.close();
      assertThrows(ClosedException.class, () -> transform.forward(a, a));
      assertEquals(kept, a.toList());
    }
  }
}
