// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.bench.CpuTimes.NativeProduct;
import io.fieldstone.kernels.Bls12381FpField;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.GoldilocksField;
import io.fieldstone.runtime.field.Field;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** On machines that the native library was built for: 64-bit Linux, macOS and Windows. */
class NativeBlstTest {

  static final List<Field<?>> FIELDS = List.of(Bls12381FpField.INSTANCE, Bls12381FrField.INSTANCE);

  @ParameterizedTest
  @FieldSource("FIELDS")
  void productsAreRightAndTimedBesideTheCall(Field<?> field) {
    NativeProduct product =
        requireNonNull(CpuBench.measure(field, Duration.ofMillis(20)).nativeProduct());
    assertTrue(product.nanos() > 0 && product.callNanos() > 0, product.toString());
    assertTrue(product.function().startsWith("blst_f"), product.toString());
  }

  @Test
  void fieldsThatBlstHasNotAreNotCompared() {
    CpuTimes times = CpuBench.measure(GoldilocksField.INSTANCE, Duration.ofMillis(20));
    assertNull(times.nativeProduct());
    assertEquals(1, Math.signum(times.bigIntegerNanos()));
  }
}
