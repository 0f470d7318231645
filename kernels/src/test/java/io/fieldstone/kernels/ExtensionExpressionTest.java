// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions over extension fields compute what the values on BigInteger do. */
class ExtensionExpressionTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private static final int RANDOM = 100;

  /** On a CPU the drivers compile the kernels of long elements for half a minute each. */
  private static boolean isQuick(ExtensionField<?> field, ElementForm form) {
    return form == ElementForm.MONTGOMERY
        ? field.shape().limbs() == 1
        : field == Mersenne31ComplexField.INSTANCE;
  }

  private static Stream<Arguments> both(KernelDescriptor kernel, ExtensionField<?> field) {
    return Stream.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)
        .filter(form -> OperationsTest.FULL || isQuick(field, form))
        .map(form -> Arguments.of(kernel, field, form));
  }

  static Stream<Arguments> kernels() {
    return Stream.of(
            both(
                ExtensionExpressions_OverMersenne31ComplexDispatch.COMPUTE,
                Mersenne31ComplexField.INSTANCE),
            both(ExtensionExpressions_OverGoldilocks2Dispatch.COMPUTE, Goldilocks2Field.INSTANCE),
            both(ExtensionExpressions_OverBabyBear4Dispatch.COMPUTE, BabyBear4Field.INSTANCE),
            both(
                ExtensionExpressions_OverMersenne31Complex2Dispatch.COMPUTE,
                Mersenne31Complex2Field.INSTANCE),
            both(ExtensionExpressions_OverBls12381Fp2Dispatch.COMPUTE, Bls12381Fp2Field.INSTANCE),
            both(ExtensionExpressions_OverBls12377Fp2Dispatch.COMPUTE, Bls12377Fp2Field.INSTANCE))
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  <E> void theKernelComputesWhatTheReferenceDoes(
      KernelDescriptor descriptor, ExtensionField<E> field, ElementForm form) {
    BigInteger p = field.arithmetic().characteristic();
    BigInteger s = p.subtract(BigInteger.valueOf(12345));
    List<FieldElement<E>> edges = edges(field);
    Random random = new Random(15);
    List<FieldElement<E>> a = new ArrayList<>();
    List<FieldElement<E>> b = new ArrayList<>();
    List<FieldElement<E>> c = new ArrayList<>();
    for (FieldElement<E> left : edges) {
      for (FieldElement<E> right : edges) {
        a.add(left);
        b.add(right);
        c.add(edges.get(random.nextInt(edges.size())));
      }
    }
    for (int i = 0; i < RANDOM; i++) {
      a.add(random(field, random));
      b.add(random(field, random));
      c.add(random(field, random));
    }
    List<FieldElement<E>> expected = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      expected.add(compute(s, a.get(i), b.get(i), c.get(i)));
    }
    Kernel<E> kernel = BACKEND.get().kernel(descriptor, field);
    try (HostVector<E> x = vector(field, a, form);
        HostVector<E> y = vector(field, b, form);
        HostVector<E> z = vector(field, c, form)) {
      Job<HostVector<E>> job = kernel.job().push(0, s).bind(0, x).bind(1, y).bind(2, z).build();
      try (HostVector<E> out = job.run()) {
        assertEquals(expected, elements(out, form));
      }
    }
  }

  /** {@link ExtensionExpressions#EXPRESSION}. */
  private static <E> FieldElement<E> compute(
      BigInteger s, FieldElement<E> a, FieldElement<E> b, FieldElement<E> c) {
    FieldElement<E> one = a.field().one();
    BigInteger two = BigInteger.TWO;
    return a.multiply(s)
        .multiply(b)
        .subtract(c.multiply(BigInteger.valueOf(3)))
        .add(a.subtract(b).power(BigInteger.valueOf(5)))
        .subtract(c.negate().multiply(two.multiply(s.add(BigInteger.ONE))))
        .add(one.multiply(s.add(BigInteger.valueOf(7))));
  }

  private static <E> List<FieldElement<E>> edges(ExtensionField<E> field) {
    return List.of(
        field.zero(),
        field.one(),
        field.one().negate(),
        field.root(),
        field.root().negate(),
        field.root().add(field.one()).negate());
  }

  private static <E> FieldElement<E> random(ExtensionField<E> field, Random random) {
    BigInteger p = field.arithmetic().characteristic();
    return field.element(
        Stream.generate(() -> new BigInteger(p.bitLength() + 64, random).mod(p))
            .limit(field.components())
            .toList());
  }

  private static <E> HostVector<E> vector(
      ExtensionField<E> field, List<FieldElement<E>> values, ElementForm form) {
    int bytes = field.shape().bytes();
    byte[] content = new byte[values.size() * field.elementBytes()];
    int at = 0;
    for (FieldElement<E> value : values) {
      for (BigInteger coefficient : value.coefficients()) {
        byte[] bigEndian = raw(field, coefficient, form).toByteArray();
        for (int i = 0; i < Math.min(bytes, bigEndian.length); i++) {
          content[at + i] = bigEndian[bigEndian.length - 1 - i];
        }
        at += bytes;
      }
    }
    HostVector<E> vector = BACKEND.get().hostVector(field, values.size(), form);
    vector.put(0, content);
    return vector;
  }

  private static BigInteger r(ExtensionField<?> field) {
    return BigInteger.ONE.shiftLeft(field.shape().bits());
  }

  private static BigInteger raw(ExtensionField<?> field, BigInteger value, ElementForm form) {
    return form == ElementForm.CANONICAL
        ? value
        : value.multiply(r(field)).mod(field.arithmetic().characteristic());
  }

  private static <E> List<FieldElement<E>> elements(HostVector<E> vector, ElementForm form) {
    ExtensionField<E> field = (ExtensionField<E>) vector.type();
    BigInteger p = field.arithmetic().characteristic();
    BigInteger factor = form == ElementForm.CANONICAL ? BigInteger.ONE : r(field).modInverse(p);
    int bytes = field.shape().bytes();
    byte[] content = new byte[Math.toIntExact(vector.size()) * field.elementBytes()];
    vector.get(0, content);
    List<FieldElement<E>> elements = new ArrayList<>();
    for (int at = 0; at < content.length; at += field.elementBytes()) {
      List<BigInteger> coefficients = new ArrayList<>();
      for (int part = 0; part < field.components(); part++) {
        byte[] bigEndian = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
          bigEndian[bytes - 1 - i] = content[at + part * bytes + i];
        }
        coefficients.add(new BigInteger(1, bigEndian).multiply(factor).mod(p));
      }
      elements.add(field.element(coefficients));
    }
    return elements;
  }
}
