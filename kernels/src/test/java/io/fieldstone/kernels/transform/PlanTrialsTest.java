// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.BabyBear;
import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Bn254FrField;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FiniteField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans that are tried, measured and kept. */
class PlanTrialsTest {

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;

  @TempDir static Path caches;

  private static PersistentBackend gpu;

  /** With a cache folder of its own, so that no other test goes by what is kept here. */
  @BeforeAll
  static void open() {
    gpu = reopened();
  }

  private static PersistentBackend reopened() {
    return PersistentBackend.open(
        BackendOptions.fromEnvironment()
            .withValidation(OpenBackend.VALIDATION)
            .withStrategy("portable")
            .withCacheDirectory(caches));
  }

  @AfterAll
  static void close() {
    gpu.close();
    assertEquals(List.of(), gpu.validationMessages());
  }

  static Stream<FiniteField<?>> fields() {
    return Stream.of(FIELD, Bn254FrField.INSTANCE, Mersenne31ComplexField.INSTANCE);
  }

  private TransformPlan usual(FiniteField<?> field, int logSize) {
    return TransformPlan.of(gpu.plan(), field.shape(), "portable", logSize);
  }

  @Test
  void alternativesAreFewDifferentAndOfTheSize() {
    for (FiniteField<?> field : List.of(FIELD, Bn254FrField.INSTANCE)) {
      for (int log = 0; log <= 27; log++) {
        TransformPlan usual = usual(field, log);
        List<TransformPlan> plans = usual.alternatives();
        assertTrue(plans.contains(usual), () -> usual + " is not tried");
        assertTrue(plans.size() <= 60, () -> plans.size() + " plans");
        assertEquals(plans.size(), new HashSet<>(plans).size());
        for (TransformPlan plan : plans) {
          assertEquals(log, plan.radices().stream().mapToInt(Integer::intValue).sum());
          assertEquals(usual.logTile(), plan.logTile());
        }
      }
    }
    assertEquals(
        List.of(List.of(6, 8, 8), List.of(7, 7, 8), List.of(7, 8, 7), List.of(8, 6, 8)),
        TransformPlan.of(gpu.plan(), Bn254FrField.INSTANCE.shape(), "portable", 22, false)
            .alternatives()
            .stream()
            .map(TransformPlan::radices)
            .filter(radices -> radices.get(0) < 8 || radices.get(1) < 7)
            .toList());
  }

  /** What alternatives compute is the same, whichever is chosen: in one transform of each. */
  @ParameterizedTest
  @MethodSource("fields")
  <F> void alternativesComputeTheSame(FiniteField<F> field) {
    int log = field.elementBytes() <= Long.BYTES ? 13 : 11;
    try (HostVector<F> in = gpu.hostVector(field, 1L << log);
        DeviceVector<F> data = gpu.deviceVector(field, 1L << log);
        HostVector<F> out = gpu.hostVector(field, 1L << log)) {
      Random random = new Random(16);
      int words = field.elementBytes() / Integer.BYTES;
      int[] raw = new int[words << log];
      for (int i = 0; i < raw.length; i++) {
        raw[i] = random.nextInt(1 << 24); // whatever the field: the top word is below its own
      }
      in.put(0, raw);
      List<List<Integer>> results = new ArrayList<>();
      for (TransformPlan plan : usual(field, log).alternatives()) {
        try (Domain<F> domain =
            Domain.of(gpu, field, DomainArguments.rootOfUnity(field, log), plan)) {
          data.upload(in);
          domain.forward(Order.NATURAL_TO_REVERSED).apply(data);
          data.download(out);
          results.add(words(out, raw.length));
          domain.inverse(Order.REVERSED_TO_NATURAL).apply(data);
          data.download(out);
          assertEquals(words(in, raw.length), words(out, raw.length), plan.toString());
        }
      }
      assertTrue(results.size() > 1);
      assertEquals(1, new HashSet<>(results).size());
    }
  }

  private static List<Integer> words(HostVector<?> vector, int count) {
    int[] words = new int[count];
    vector.get(0, words);
    return Arrays.stream(words).boxed().toList();
  }

  @Test
  void theFastestIsKeptForDomains() {
    int size = 1 << 12;
    List<MeasuredPlan> measured = TransformPlan.measure(gpu, FIELD, size);
    assertEquals(usual(FIELD, 12).alternatives().size(), measured.size());
    for (int i = 0; i < measured.size(); i++) {
      assertTrue(measured.get(i).nanos() > 0);
      assertTrue(i == 0 || measured.get(i - 1).nanos() <= measured.get(i).nanos());
    }
    TransformPlan kept = TransformPlan.of(gpu, FIELD, size);
    long ofKept =
        measured.stream()
            .filter(each -> each.plan().equals(kept))
            .findFirst()
            .orElseThrow()
            .nanos();
    assertTrue(ofKept <= measured.get(0).nanos() * 50 / 49 + 1);
    try (var domain = Domain.of(gpu, FIELD, size);
        PersistentBackend later = reopened()) {
      assertEquals(kept, domain.plan());
      assertEquals(kept, TransformPlan.of(later, FIELD, size));
    }
  }

  @Test
  void whatIsNoPlanIsNotTaken() {
    int log = 14;
    TransformPlan usual = usual(FIELD, log);
    assertEquals(usual, TransformPlan.of(gpu, FIELD, 1 << log));
    String key =
        "io.fieldstone.transform/baby_bear/"
            + FIELD.modulus().toString(Character.MAX_RADIX)
            + "/portable/2^14";
    for (String damaged : List.of("6+7", "14+0", "-1+15", "x", "6,8", "1+13", "none")) {
      gpu.choices().keep(key, damaged);
      assertEquals(usual, TransformPlan.of(gpu, FIELD, 1 << log), damaged);
    }
    gpu.choices().keep(key, "8+6");
    assertEquals(List.of(8, 6), TransformPlan.of(gpu, FIELD, 1 << log).radices());
    assertFalse(TransformPlan.of(gpu, FIELD, 1 << 13).equals(usual));
  }

  @Test
  void badArgumentsAreNamed() {
    assertThrows(LengthMismatchException.class, () -> TransformPlan.measure(gpu, FIELD, 12));
    assertThrows(
        UnsupportedFieldException.class, () -> TransformPlan.measure(gpu, FIELD, 1L << 28));
    assertThrows(
        RecordingException.class, () -> gpu.record(() -> TransformPlan.measure(gpu, FIELD, 4)));
    try (DeviceVector<BabyBear> one = gpu.deviceVector(FIELD, 1, ElementForm.CANONICAL)) {
      assertEquals(1, TransformPlan.measure(gpu, FIELD, one.size()).size());
    }
  }
}
