// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.FaultyDeviceException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelProvider;
import io.fieldstone.runtime.kernel.KernelReference;
import io.fieldstone.runtime.kernel.KernelReference.Formula;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.tuning.StrategyCalibrator;
import io.fieldstone.runtime.vulkan.LwjglCalls;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Devices that compute rightly, and, as their references say, wrongly. */
class SelfTestTest {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;

  private record Module(List<KernelDescriptor> kernels, List<Field<?>> fields)
      implements KernelProvider {}

  @RegisterExtension final CapturedLog log = new CapturedLog(StrategyCalibrator.class);

  private final BackendOptions options = TestDevice.options().withStrategy(null);
  private final AtomicInteger compared = new AtomicInteger();

  private KernelReference first(String kernel, Formula formula) {
    return new KernelReference(
        kernel,
        true,
        (in, p) -> {
          compared.incrementAndGet();
          return formula.of(in, p);
        });
  }

  private KernelReference rightSum() {
    return first("vector-add", (in, p) -> in.get(0).add(in.get(1)));
  }

  /** Wrong for one pair of edges only. */
  private KernelReference wrongSum() {
    return first(
        "vector-add",
        (in, p) -> {
          boolean last = in.stream().allMatch(p.subtract(BigInteger.ONE)::equals);
          return in.get(0).add(in.get(1)).add(last ? BigInteger.ONE : BigInteger.ZERO);
        });
  }

  private void with(
      KernelReference reference,
      UnaryOperator<DevicePlan> replan,
      Consumer<PersistentBackend> body) {
    KernelRegistry registry =
        KernelRegistry.of(
            List.of(
                new Module(
                    List.of(TestKernels.ADD, TestKernels.NEG, TestKernels.MIX), List.of(FIELD))),
            List.of(() -> List.of(reference)));
    try (PersistentBackend gpu =
        PersistentBackend.open(options, registry, LwjglCalls.INSTANCE, replan)) {
      body.accept(gpu);
      assertEquals(List.of(), gpu.validationMessages(), "validation messages");
    }
  }

  private static BigInteger add(PersistentBackend gpu) {
    return compute(gpu, TestKernels.ADD);
  }

  private static BigInteger compute(PersistentBackend gpu, KernelDescriptor kernel) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, FIELD, 10, 0, 1);
        HostVector<Tag> sum = gpu.kernel(kernel, FIELD).job().bind(0, a).bind(1, a).build().run()) {
      return sum.get(7);
    }
  }

  @Test
  void openingAloneTestsNothing() {
    with(rightSum(), UnaryOperator.identity(), gpu -> {});
    assertEquals(0, compared.get());
  }

  @Test
  void aShapeIsTestedAtItsFirstUseAndThatIsKept() {
    with(rightSum(), UnaryOperator.identity(), gpu -> assertEquals(add(gpu), add(gpu)));
    assertEquals(320, compared.get());
    with(wrongSum(), UnaryOperator.identity(), SelfTestTest::add);
    assertEquals(320, compared.get(), "what was right on this device is not tested again");
  }

  @Test
  void anotherDriverIsTestedAgain() {
    with(rightSum(), UnaryOperator.identity(), SelfTestTest::add);
    with(rightSum(), SelfTestTest::withNewDriver, SelfTestTest::add);
    assertEquals(640, compared.get());
  }

  private static DevicePlan withNewDriver(DevicePlan plan) {
    DeviceReport old = plan.report();
    DeviceReport updated = Records.with(old, Map.of("driver", old.driver() + " updated"));
    return Records.with(plan, Map.of("report", updated));
  }

  @Test
  void aDeviceThatComputesWronglyIsRefusedByNameEachTime() {
    for (int round = 0; round < 2; round++) {
      with(
          wrongSum(),
          UnaryOperator.identity(),
          gpu -> {
            String message =
                String.valueOf(
                    assertThrows(FaultyDeviceException.class, () -> add(gpu)).getMessage());
            DeviceReport device = gpu.plan().report();
            assertTrue(message.contains(device.name()), message);
            assertTrue(message.contains(device.driver()), message);
            assertTrue(
                message.contains(
                    "limb shape 1x32: vector-add of [0x78000000, 0x78000000] in baby_bear gave"
                        + " 0x77ffffff, not 0x78000000"),
                message);
            assertTrue(message.contains("update its driver"), message);
            assertThrows(FaultyDeviceException.class, () -> add(gpu), "not only the first time");
          });
    }
  }

  @Test
  void whereNoStrategyIsRightTheDeviceIsRefused() {
    KernelReference wrong = first("mix", (in, p) -> in.get(0));
    with(
        wrong,
        UnaryOperator.identity(),
        gpu -> assertThrows(FaultyDeviceException.class, () -> compute(gpu, TestKernels.MIX)));
    List<String> told = log.drain();
    assertTrue(told.stream().anyMatch(line -> line.contains("strategy \"portable\"")), told + "");
    assertTrue(told.stream().anyMatch(line -> line.contains("strategy \"fast\"")), told + "");
  }

  @Test
  void inFullEveryFieldKernelAndFormIsTriedWhateverWasKept() {
    with(rightSum(), UnaryOperator.identity(), SelfTestTest::add);
    with(
        wrongSum(),
        UnaryOperator.identity(),
        gpu -> {
          List<SelfTest.Trial> trials = new ArrayList<>();
          SelfTest.run(gpu, trials::add);
          assertEquals(
              List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY),
              trials.stream().map(SelfTest.Trial::form).toList());
          for (SelfTest.Trial trial : trials) {
            assertEquals("vector-add", trial.kernel());
            assertEquals("baby_bear", trial.field());
            assertEquals("1x32", trial.shape());
            assertFalse(trial.mistake().isEmpty(), trial.toString());
          }
        });
  }

  @Test
  void aReferenceThatDescribesNoSuchKernelIsRefused() {
    KernelDescriptor pushed =
        TestKernels.describe("pushed", "add")
            .in("a", 0, 0)
            .in("b", 0, 1)
            .out("out", 0, 2)
            .pushConstant("k", 4, int.class)
            .build();
    KernelRegistry registry =
        KernelRegistry.of(
            List.of(new Module(List.of(pushed), List.of(FIELD))),
            List.of(() -> List.of(first("pushed", (in, p) -> p))));
    try (PersistentBackend gpu =
        PersistentBackend.open(options, registry, LwjglCalls.INSTANCE, UnaryOperator.identity())) {
      assertThrows(ConfigurationException.class, () -> SelfTest.run(gpu, trial -> {}));
    }
  }

  @Test
  void twoReferencesOfOneKernelAreRefused() {
    assertThrows(
        ConfigurationException.class,
        () ->
            KernelRegistry.of(
                List.of(), List.of(() -> List.of(rightSum()), () -> List.of(wrongSum()))));
  }
}
