// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps of reductions and scans, with any number of workgroups over any number of elements. */
class ReductionKernelsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private static final int MOST = 2600;

  private final PersistentBackend gpu = BACKEND.get();

  static Stream<Arguments> fieldsLengthsAndWorkgroups() {
    return Stream.of(Bls12381FpField.INSTANCE, BabyBearField.INSTANCE)
        .flatMap(
            field ->
                Stream.of(0, 1, 3, 300, MOST)
                    .flatMap(
                        length ->
                            Stream.of(1, 2, 3, 7, 64, 300)
                                .map(workgroups -> Arguments.of(field, length, workgroups))));
  }

  @ParameterizedTest(name = "{1} elements of {0}, {2} workgroups")
  @MethodSource("fieldsLengthsAndWorkgroups")
  <F> void thePartialsOfAllWorkgroupsMakeTheWhole(Field<F> field, int length, int workgroups) {
    BigInteger p = field.modulus();
    var kernels = ReductionKernelsDispatch.of(gpu, field);
    Operands operands = Operands.of(field, MOST, 7).withoutZeros().last(length);
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field);
        DeviceVector<F> a = check.upload(operands.a(), ElementForm.CANONICAL);
        DeviceVector<F> b = check.upload(operands.b(), ElementForm.CANONICAL);
        DeviceVector<F> partials = check.poisoned(workgroups, ElementForm.CANONICAL)) {
      kernels.partialSums(a, partials);
      assertEquals(
          ReferenceOperation.SUM.expected(operands, null).get(0),
          elements(partials).stream().reduce(BigInteger.ZERO, BigInteger::add).mod(p));
      kernels.partialInnerProducts(a, b, partials);
      assertEquals(
          ReferenceOperation.INNER_PRODUCT.expected(operands, null).get(0),
          elements(partials).stream().reduce(BigInteger.ZERO, BigInteger::add).mod(p));
      kernels.partialProducts(a, partials);
      assertEquals(
          ReferenceOperation.PRODUCT.expected(operands, null).get(0),
          elements(partials).stream().reduce(BigInteger.ONE, BigInteger::multiply).mod(p));
      kernels.unequal(a, a, partials);
      assertEquals(Collections.nCopies(workgroups, BigInteger.ZERO), elements(partials));
    }
  }

  @ParameterizedTest(name = "{1} elements of {0}, {2} workgroups")
  @MethodSource("fieldsLengthsAndWorkgroups")
  <F> void blocksAreContiguousAndScannedFromTheirCarries(
      Field<F> field, int length, int workgroups) {
    BigInteger p = field.modulus();
    var kernels = ReductionKernelsDispatch.of(gpu, field);
    Operands operands = Operands.of(field, MOST, 8).withoutZeros();
    List<BigInteger> elements = operands.last(length).a();
    List<BigInteger> carries = operands.last(workgroups).b();
    List<BigInteger> totals = new ArrayList<>();
    List<BigInteger> inclusive = new ArrayList<>();
    List<BigInteger> exclusive = new ArrayList<>();
    int block = (length + workgroups - 1) / workgroups;
    for (int w = 0; w < workgroups; w++) {
      BigInteger total = BigInteger.ONE;
      BigInteger scan = carries.get(w);
      for (int i = w * block; i < Math.min(length, (w + 1) * block); i++) {
        total = total.multiply(elements.get(i)).mod(p);
        exclusive.add(scan);
        scan = scan.multiply(elements.get(i)).mod(p);
        inclusive.add(scan);
      }
      totals.add(total);
    }
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field);
        DeviceVector<F> a = check.upload(elements, ElementForm.CANONICAL);
        DeviceVector<F> c = check.upload(carries, ElementForm.CANONICAL);
        DeviceVector<F> t = check.poisoned(workgroups, ElementForm.CANONICAL);
        DeviceVector<F> out = check.poisoned(length, ElementForm.CANONICAL)) {
      kernels.blockProducts(a, t);
      assertEquals(totals, elements(t));
      kernels.blockPrefixProducts(a, c, 1, out);
      assertEquals(exclusive, elements(out));
      kernels.blockPrefixProducts(a, c, 0, a);
      assertEquals(inclusive, elements(a));
    }
  }

  private <F> List<BigInteger> elements(DeviceVector<F> vector) {
    try (HostVector<F> host = gpu.hostVector(vector.type(), vector.size(), vector.form())) {
      vector.download(host);
      List<BigInteger> elements = new ArrayList<>();
      for (long i = 0; i < host.size(); i++) {
        elements.add(host.get(i));
      }
      return elements;
    }
  }
}
