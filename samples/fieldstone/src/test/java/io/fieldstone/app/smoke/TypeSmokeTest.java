// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.BabyBear4Field;
import io.fieldstone.kernels.Mersenne31Complex2Field;
import io.fieldstone.kernels.Secp256k1Curve;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.TypeArgument;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeSmokeTest {

  private static final int ELEMENTS = 50;

  /** 0; all parts, or one of the four, 1 or p - 1: 11 edges, all pairs of them. */
  private static final int BEAR_EDGES = 11 * 11;

  @TempDir static Path cache;
  private static PersistentBackend gpu;

  @BeforeAll
  static void open() {
    gpu =
        PersistentBackend.open(
            BackendOptions.fromEnvironment()
                .withValidation(true)
                .withCacheDirectory(cache)
                .withStrategy("portable"));
  }

  @AfterAll
  static void close() {
    List<String> messages = gpu.validationMessages();
    gpu.close();
    assertEquals(List.of(), messages);
  }

  private static TypeSmokeReport run(TypeArgument<?> type, Consumer<HostVector<?>> results) {
    TypeSmoke smoke = new TypeSmoke(gpu, List.of(type), ELEMENTS, 1, results);
    return smoke.run(Progress.start("test", 1));
  }

  @Test
  void everyOperationOfAnExtensionIsCompared() {
    TypeSmokeReport report = run(BabyBear4Field.INSTANCE, vector -> {});
    assertTrue(report.passed(), report::toString);
    assertEquals(8, report.rows().size());
    for (TypeSmokeReport.Row row : report.rows()) {
      assertEquals(BEAR_EDGES + ELEMENTS, row.operands(), row.kernel());
      assertEquals(2 * (BEAR_EDGES + ELEMENTS), row.compared(), row.kernel());
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
            BabyBear4Field.INSTANCE,
            vector -> {
              if (calls.getAndIncrement() == call) {
                ByteBuffer bytes = ByteBuffer.allocate(vector.type().elementBytes());
                vector.get(7, bytes);
                bytes.put(0, (byte) (bytes.get(0) ^ 1));
                vector.putUnchecked(7, bytes.flip());
              }
            });
    assertFalse(report.passed());
    assertEquals(1, report.mismatches());
    assertTrue(String.valueOf(report.firstMismatch()).contains("element 7: 0x"));
  }

  @Test
  void whatHasNoKernelsIsSaid() {
    TypeSmokeReport report = run(Mersenne31Complex2Field.INSTANCE, vector -> {});
    assertFalse(report.passed());
    assertEquals(1, report.without().size());
    assertTrue(report.without().get(0).startsWith("mersenne31_complex2: extension-"));
  }
}
