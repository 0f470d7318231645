// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Times as many elements, and tables of constants, through generated code. */
class FoldKernelsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private final PersistentBackend gpu = BACKEND.get();

  static Stream<Arguments> fieldsAndForms() {
    return Stream.of(
            Bls12381FpField.INSTANCE,
            Bn254FrField.INSTANCE,
            GoldilocksField.INSTANCE,
            KoalaBearField.INSTANCE)
        .flatMap(
            field ->
                Stream.of(ElementForm.values())
                    .filter(form -> form != ElementForm.UNREDUCED)
                    .map(form -> Arguments.of(field, form)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("fieldsAndForms")
  <F> void twiceAsManyAreFoldedByTheTable(Field<F> field, ElementForm form) {
    Random random = new Random(15);
    BigInteger p = field.modulus();
    List<BigInteger> a =
        Stream.concat(
                Stream.of(BigInteger.ZERO, BigInteger.ONE, p.subtract(BigInteger.ONE)),
                Stream.generate(() -> new BigInteger(p.bitLength() + 64, random).mod(p)))
            .limit(1000)
            .toList();
    BigInteger first = BigInteger.valueOf(Long.decode(FoldKernels.FIRST));
    BigInteger second = new BigInteger(FoldKernels.SECOND);
    List<BigInteger> expected =
        IntStream.range(0, a.size() / 2)
            .mapToObj(
                i -> first.multiply(a.get(2 * i)).add(second.multiply(a.get(2 * i + 1))).mod(p))
            .toList();
    try (HostVector<F> host = gpu.hostVector(field, a, form);
        DeviceVector<F> device = gpu.upload(host);
        DeviceVector<F> out = gpu.deviceVector(field, a.size() / 2, form)) {
      FoldKernelsDispatch.of(gpu, field).fold(device, out);
      try (HostVector<F> back = out.download()) {
        assertEquals(expected, back.toList());
      }
    }
  }

  @Test
  void anotherLengthIsRefused() {
    var fold = FoldKernelsDispatch.of(gpu, KoalaBearField.INSTANCE);
    try (DeviceVector<KoalaBear> a = gpu.deviceVector(KoalaBearField.INSTANCE, 7);
        DeviceVector<KoalaBear> out = gpu.deviceVector(KoalaBearField.INSTANCE, 4)) {
      assertThrows(LengthMismatchException.class, () -> fold.fold(a, out));
    }
  }

  @Test
  void aTableBeyondTheModulusIsRefused() {
    assertThrows(
        ElementRangeException.class, () -> FoldKernelsDispatch.of(gpu, BabyBearField.INSTANCE));
  }
}
