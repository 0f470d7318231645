// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.Mersenne31Complex2Field;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.Secp256k1Curve;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.TypeArgument;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeSmokeTest {

  private static final int ELEMENTS = 50;

  @RegisterExtension static final SmokeBackend BACKEND = new SmokeBackend();

  private static TypeSmokeReport run(TypeArgument<?> type, Consumer<HostVector<?>> results) {
    TypeSmoke smoke = new TypeSmoke(BACKEND.get(), List.of(type), ELEMENTS, 1, results);
    return smoke.run(Progress.start("test", 1));
  }

  /** Those whose pipelines take the least time: a quadratic one, and a tower. */
  static List<ExtensionField<?>> extensions() {
    return List.of(Mersenne31ComplexField.INSTANCE, Mersenne31Complex2Field.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("extensions")
  void everyOperationOfAnExtensionIsCompared(ExtensionField<?> type) {
    TypeSmokeReport report = run(type, vector -> {});
    long edges = 1 + 2L * (1 + type.components()); // 0; all parts, or one of them, 1 or p - 1
    assertTrue(report.passed(), report::toString);
    assertEquals(8, report.rows().size());
    for (TypeSmokeReport.Row row : report.rows()) {
      assertEquals(edges * edges + ELEMENTS, row.operands(), row.kernel());
      assertEquals(2 * (edges * edges + ELEMENTS), row.compared(), row.kernel());
    }
    assertEquals(List.of(), report.without());
  }

  @Test
  void everyOperationOfACurveIsCompared() {
    TypeSmokeReport report = run(Secp256k1Curve.INSTANCE, vector -> {});
    assertTrue(report.passed(), report::toString);
    assertEquals(
        List.of(
            "point-add",
            "point-double",
            "point-neg",
            "point-equal",
            "point-on-curve",
            "point-gather",
            "point-multiply",
            "point-vanish",
            "prime-point-multiply",
            "prime-point-vanish"),
        report.rows().stream().map(TypeSmokeReport.Row::kernel).toList());
    assertTrue(report.rows().stream().allMatch(row -> row.compared() > 2 * ELEMENTS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 31})
  void oneFlippedBitFails(int call) {
    AtomicInteger calls = new AtomicInteger();
    TypeSmokeReport report =
        run(
            Mersenne31ComplexField.INSTANCE,
            vector -> {
              if (calls.getAndIncrement() == call) {
                SmokeBackend.flipBit(vector, 7);
              }
            });
    assertFalse(report.passed());
    assertEquals(1, report.mismatches());
    assertTrue(String.valueOf(report.firstMismatch()).contains("element 7: 0x"));
  }

  @Test
  void whatHasNoKernelsIsSaid() {
    TypeSmokeReport report = run(Cubic.INSTANCE, vector -> {});
    assertFalse(report.passed());
    assertEquals(
        List.of(
            "cubic: extension-mul has no module for cubic, which is of degree 3; it has modules for"
                + " degrees [2, 4]"),
        report.without());
  }
}
