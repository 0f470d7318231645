// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_HOST_MEMORY;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelProvider;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.tuning.StrategyCalibrator;
import java.math.BigInteger;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A kernel with several strategies between its first call and the choice. */
class KernelTuningTest {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;

  /** The names of a backend's threads begin so. */
  private static final String BACKGROUND = "fieldstone-";

  private record Module(List<KernelDescriptor> kernels, List<Field<?>> fields)
      implements KernelProvider {}

  private static final KernelRegistry REGISTRY =
      KernelRegistry.of(
          List.of(new Module(List.of(TestKernels.MIX, TestKernels.ADD), List.of(FIELD))));

  @RegisterExtension final CapturedLog calibrations = new CapturedLog(StrategyCalibrator.class);
  @RegisterExtension final CapturedLog log = new CapturedLog(PersistentBackend.class);

  private final PipelineWatch watch = new PipelineWatch();
  private final BackendOptions options = TestDevice.options().withStrategy(null);

  private PersistentBackend open() {
    return PersistentBackend.open(options, REGISTRY, watch.calls(), UnaryOperator.identity());
  }

  private static void assertSquares(PersistentBackend gpu, Kernel<Tag> mix) {
    BigInteger word = BigInteger.ONE.shiftLeft(32);
    try (HostVector<Tag> a = TestVectors.operand(gpu, FIELD, 100, 0, 1);
        HostVector<Tag> out = mix.job().bind(0, a).bind(1, a).build().run()) {
      for (long i = 0; i < a.size(); i++) {
        assertEquals(a.get(i).pow(2).mod(word), out.get(i), "element " + i);
      }
    }
  }

  @Test
  void callsRunWithThePortableStrategyUntilTheFastestIsKnown() {
    try (PersistentBackend gpu = open()) {
      Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, FIELD);
      assertEquals(new KernelTuning("", false, "it was not used yet"), mix.tuning());
      watch.hold(BACKGROUND);
      assertSquares(gpu, mix);
      watch.awaitHeld();
      assertEquals(
          new KernelTuning(
              "portable", false, "its strategies are made and measured in the background"),
          mix.tuning());
      assertSquares(gpu, mix);
      watch.release();
      while (!mix.tuning().settled()) {
        TestThread.pause(1);
      }
      assertEquals(new KernelTuning("fast", true, ""), mix.tuning());
      int made = watch.made();
      assertSquares(gpu, mix);
      assertEquals(made, watch.made(), "the fastest has the pipelines that were used already");
      assertEquals(List.of(), gpu.validationMessages());
    }
  }

  @Test
  void whoAsksForTheStrategyWaitsForTheFastest() {
    try (PersistentBackend gpu = open()) {
      Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, FIELD);
      assertSquares(gpu, mix);
      assertEquals("fast", mix.strategy());
      assertTrue(mix.tuning().settled());
    }
  }

  @Test
  void aProgramIsRecordedWithTheFastest() {
    try (PersistentBackend gpu = open();
        DeviceVector<Tag> x = gpu.deviceVector(FIELD, 10)) {
      Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, FIELD);
      gpu.record(() -> ResidentDispatchTest.dispatch(mix, x, x, x)).close();
      assertEquals(new KernelTuning("fast", true, ""), mix.tuning());
    }
  }

  @Test
  void aChoiceOfAnEarlierProcessIsUsedAtOnce() {
    try (PersistentBackend gpu = open()) {
      assertEquals("fast", gpu.kernel(TestKernels.MIX, FIELD).strategy());
    }
    try (PersistentBackend gpu = open()) {
      Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, FIELD);
      assertSquares(gpu, mix);
      assertEquals(new KernelTuning("fast", true, ""), mix.tuning());
    }
  }

  @Test
  void aStrategyThatIsAskedForIsNeverChanged() {
    try (PersistentBackend gpu = open()) {
      Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, FIELD, "portable");
      assertSquares(gpu, mix);
      assertEquals(new KernelTuning("portable", true, ""), mix.tuning());
    }
    assertEquals(List.of(), calibrations.drain(), "nothing is measured");
  }

  @Test
  void whereMeasuringFailsTheKernelStaysUsableAndSaysWhy() {
    try (PersistentBackend gpu = open()) {
      Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, FIELD);
      watch.fail(BACKGROUND, VK_ERROR_OUT_OF_HOST_MEMORY);
      assertSquares(gpu, mix);
      while (!mix.tuning().waitsFor().contains("failed")) {
        TestThread.pause(1);
      }
      KernelTuning tuning = mix.tuning();
      assertEquals("portable", tuning.strategy());
      assertFalse(tuning.settled());
      assertTrue(
          tuning.waitsFor().startsWith("measuring its strategies failed: "), tuning.waitsFor());
      List<String> told = log.drain();
      assertEquals(1, told.size(), told.toString());
      assertTrue(
          told.get(0).startsWith("INFO: mix<baby_bear> stays with strategy \"portable\""),
          told.toString());
      assertSquares(gpu, mix);
      watch.release();
      assertEquals("fast", mix.strategy(), "who asks has it tried again");
    }
  }

  @Test
  void closingWaitsForTheThreadThatMeasures() throws InterruptedException {
    PersistentBackend gpu = open();
    Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, FIELD);
    watch.hold(BACKGROUND);
    assertSquares(gpu, mix);
    watch.awaitHeld();
    TestThread closer = TestThread.start(gpu::close);
    TestThread.pause(50);
    assertTrue(closer.runs(), "a pipeline is still being made");
    watch.release();
    closer.succeeds();
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().startsWith("fieldstone-tuning")),
        "no thread is left");
    assertFalse(mix.tuning().settled());
    assertEquals(List.of(), gpu.validationMessages());
    assertEquals(List.of(), log.drain());
  }
}
