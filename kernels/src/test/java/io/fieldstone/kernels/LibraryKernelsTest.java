// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds functions of the GLSL library against BigInteger, on every pair of edges. */
class LibraryKernelsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  static Stream<Field<?>> fields() {
    return KernelRegistry.load().fields().stream().map(field -> (Field<?>) field);
  }

  private static <F> void check(
      Field<F> field, BinaryOperator<BigInteger> expected, Kernel<F> kernel) {
    List<BigInteger> as = new ArrayList<>();
    List<BigInteger> bs = new ArrayList<>();
    for (BigInteger a : Operands.edges(field)) {
      for (BigInteger b : Operands.edges(field)) {
        as.add(a);
        bs.add(b);
      }
    }
    PersistentBackend gpu = BACKEND.get();
    try (HostVector<F> a = gpu.hostVector(field, as.size());
        HostVector<F> b = gpu.hostVector(field, bs.size())) {
      for (int i = 0; i < as.size(); i++) {
        a.set(i, as.get(i));
        b.set(i, bs.get(i));
      }
      try (HostVector<F> out = kernel.run(LibraryKernelsDispatch.of(gpu, field), a, b)) {
        for (int i = 0; i < as.size(); i++) {
          assertEquals(
              expected.apply(as.get(i), bs.get(i)).mod(field.modulus()),
              out.get(i),
              as.get(i) + " and " + bs.get(i));
        }
      }
    }
  }

  /** One of the kernels, host to host. */
  private interface Kernel<F> {
    HostVector<F> run(LibraryKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b);
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void zeroAndEqualityAreTold(Field<F> field) {
    check(
        field,
        (a, b) ->
            BigInteger.valueOf(
                (a.signum() == 0 ? 1 : 0) + (a.equals(b) ? 2 : 0) + (a.equals(b) ? 4 : 0)),
        LibraryKernelsDispatch::equal);
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void oneOfTwoIsSelected(Field<F> field) {
    check(
        field, (a, b) -> (a.testBit(0) ? b : a).subtract(a.max(b)), LibraryKernelsDispatch::select);
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void halvesDoubleToTheWhole(Field<F> field) {
    BigInteger half = BigInteger.TWO.modInverse(field.modulus());
    check(field, (a, b) -> a.subtract(b).multiply(half), LibraryKernelsDispatch::halve);
  }
}
