// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.UnknownNameException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelProvider;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.tuning.StrategyCalibrator;
import io.fieldstone.runtime.vulkan.LwjglCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kernels with several modules, of which the backend chooses one. */
class StrategyTest {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;
  private static final LimbShape SHAPE = FIELD.shape();

  /** A kernel that leaves the choice to "mix", and one that names a kernel which cannot choose. */
  private static final KernelDescriptor SCALED =
      TestKernels.mix("scaled").pushConstant("k", 4, int.class).strategyProbe("mix").build();

  private static final KernelDescriptor ASTRAY =
      TestKernels.mix("astray").strategyProbe("scaled").build();

  private record Module(List<KernelDescriptor> kernels, List<Field<?>> fields)
      implements KernelProvider {}

  private static final KernelRegistry REGISTRY =
      KernelRegistry.of(
          List.of(new Module(List.of(TestKernels.MIX, SCALED, ASTRAY), List.of(FIELD))));

  @RegisterExtension final CapturedLog log = new CapturedLog(StrategyCalibrator.class);

  /** Chooses strategies whatever the environment says. */
  private static BackendOptions options() {
    return TestDevice.options().withStrategy(null);
  }

  /** Takes a feature from the device, in case it has it. */
  private static DevicePlan withoutRoundToZero(DevicePlan plan) {
    EnumSet<DeviceFeature> enabled = EnumSet.noneOf(DeviceFeature.class);
    enabled.addAll(plan.enabledFeatures());
    enabled.remove(DeviceFeature.ROUND_TO_ZERO_FLOAT64);
    return new DevicePlan(
        plan.report(),
        plan.compute(),
        plan.upload(),
        plan.download(),
        enabled,
        plan.slots(),
        plan.segmentBytes(),
        plan.spinNanos(),
        plan.hostVisibleOnly());
  }

  /** Runs {@code body} on a backend of its own, which must leave the validation layer silent. */
  private static void with(BackendOptions options, Consumer<PersistentBackend> body) {
    PersistentBackend gpu =
        PersistentBackend.open(
            options, REGISTRY, LwjglCalls.INSTANCE, StrategyTest::withoutRoundToZero);
    try {
      body.accept(gpu);
    } finally {
      gpu.close();
    }
    assertEquals(List.of(), gpu.validationMessages(), "validation messages");
  }

  private static List<String> kept(BackendOptions options) {
    try (Stream<Path> files = Files.list(requireNonNull(options.cacheDirectory()))) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().contains("strategies-2-")).toList()) {
        Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).forEach(lines::add);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFastestOfThoseThatAreRightIsUsedAndTheWrongOneIsNamed() {
    BackendOptions options = options();
    with(
        options,
        gpu -> {
          Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, FIELD);
          assertEquals("fast", mix.strategy());
          assertEquals(
              List.of(
                  "WARNING: strategy \"wrong\" of mix<baby_bear> computes something else than"
                      + " \"portable\" on device \""
                      + gpu.plan().report().name()
                      + "\" and will not be used"),
              log.drain());
          assertComputes(gpu, mix);
        });
    assertEquals(1, kept(options).size());
    assertTrue(
        kept(options).get(0).matches("mix/baby_bear/[0-9a-f]{16}=fast"), kept(options).get(0));
  }

  private static void assertComputes(PersistentBackend gpu, Kernel<Tag> mix) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, FIELD, 100, 0, 1);
        HostVector<Tag> out = square(mix, a).run()) {
      BigInteger word = BigInteger.ONE.shiftLeft(32);
      for (long i = 0; i < a.size(); i++) {
        assertEquals(a.get(i).pow(2).mod(word), out.get(i), "element " + i);
      }
    }
  }

  private static Job<HostVector<Tag>> square(Kernel<Tag> mix, HostVector<Tag> a) {
    Job.Builder<HostVector<Tag>> job = mix.job().bind(0, a).bind(1, a);
    for (int i = 0; i < mix.descriptor().pushConstants().size(); i++) {
      job.push(i, 1);
    }
    return job.build();
  }

  @Test
  void aChoiceThatWasKeptIsNotMeasuredAgain() {
    BackendOptions options = options();
    with(options, gpu -> gpu.kernel(TestKernels.MIX, FIELD).strategy());
    assertFalse(log.drain().isEmpty());
    with(options, gpu -> assertEquals("fast", gpu.kernel(TestKernels.MIX, FIELD).strategy()));
    assertEquals(List.of(), log.drain(), "nothing is tried");
  }

  @Test
  void aKeptChoiceThatMakesNoSenseIsMeasuredAgain() throws IOException {
    BackendOptions options = options();
    with(options, gpu -> gpu.kernel(TestKernels.MIX, FIELD).strategy());
    try (Stream<Path> files = Files.list(requireNonNull(options.cacheDirectory()))) {
      Path file =
          files.filter(f -> f.toString().contains("strategies-2-")).findFirst().orElseThrow();
      Files.writeString(file, Files.readString(file).replace("=fast", "=needy"));
    }
    with(options, gpu -> assertEquals("fast", gpu.kernel(TestKernels.MIX, FIELD).strategy()));
    assertTrue(kept(options).get(0).endsWith("=fast"));
  }

  @Test
  void theProbeDecidesForTheKernelsThatNameIt() {
    BackendOptions options = options();
    with(
        options,
        gpu -> {
          Kernel<Tag> scaled = gpu.kernel(SCALED, FIELD);
          assertComputes(gpu, scaled);
          assertEquals("fast", scaled.strategy());
          assertEquals("fast", gpu.kernel(TestKernels.MIX, FIELD).strategy());
        });
    assertEquals(1, kept(options).size(), "measured once for both");
  }

  @Test
  void whatIsRightForOneFieldIsTriedOnTheNext() {
    Field<Tag> other =
        new TestFields.TestField("koala_bear", FIELD.shape(), Integer.toHexString(0x7f000001));
    BackendOptions options = options();
    with(
        options,
        gpu -> {
          gpu.kernel(TestKernels.MIX, other).strategy();
          assertEquals(List.of(), log.drain(), "\"wrong\" is wrong for p - 1 of baby_bear only");
          assertEquals("fast", gpu.kernel(TestKernels.MIX, FIELD).strategy());
          assertEquals(1, log.drain().size());
        });
    assertEquals(
        List.of("mix/baby_bear", "mix/koala_bear"),
        kept(options).stream()
            .map(line -> line.substring(0, line.lastIndexOf('/')))
            .sorted()
            .toList());
  }

  @Test
  void aProbeThatCannotDecideIsRefused() {
    with(
        options(),
        gpu -> {
          Kernel<Tag> astray = gpu.kernel(ASTRAY, FIELD);
          var e = assertThrows(ConfigurationException.class, astray::strategy);
          assertEquals(
              "scaled cannot decide between the strategies of astray: it must have them too, be"
                  + " element-wise over one field and have no push constants",
              e.getMessage());
        });
  }

  @Test
  void whereThereIsButOneStrategyNothingIsMeasured() {
    BackendOptions options = options();
    with(
        options,
        gpu -> {
          assertEquals("portable", gpu.kernel(TestKernels.MIX, TestFields.GOLDILOCKS).strategy());
          assertEquals("", gpu.kernel(TestKernels.ADD, FIELD).strategy());
        });
    assertEquals(List.of(), kept(options));
    assertEquals(List.of(), log.drain());
  }

  @Test
  void usableStrategiesAreThoseWhoseNeedsTheDeviceMeets() {
    with(
        options(),
        gpu -> {
          assertEquals(
              List.of("portable", "fast", "wrong"), gpu.strategies(TestKernels.MIX, SHAPE));
          assertEquals(
              List.of("portable"), gpu.strategies(TestKernels.MIX, TestFields.GOLDILOCKS.shape()));
          assertEquals(List.of(), gpu.strategies(TestKernels.ADD, SHAPE));
        });
  }

  @Test
  void aCpuDeviceHasNoRoundingTowardsZeroOfItsOwn() {
    with(
        options(),
        gpu -> {
          boolean cpu = gpu.plan().report().type() == DeviceType.CPU;
          boolean has =
              gpu.plan().report().features().contains(DeviceFeature.ROUND_TO_ZERO_FLOAT64);
          assertFalse(cpu && has);
        });
  }

  @Test
  void aStrategyCanBeDemandedOfOneKernel() {
    with(
        options(),
        gpu -> {
          Kernel<Tag> portable = gpu.kernel(TestKernels.MIX, FIELD, "portable");
          assertEquals("portable", portable.strategy());
          assertSame(portable, gpu.kernel(TestKernels.MIX, FIELD, "portable"));
          assertNotSame(portable, gpu.kernel(TestKernels.MIX, FIELD));
          assertComputes(gpu, portable);
          assertEquals("wrong", gpu.kernel(TestKernels.MIX, FIELD, "wrong").strategy());
        });
    assertEquals(List.of(), log.drain(), "nothing is measured");
  }

  @Test
  void aDemandThatCannotBeMetIsRefused() {
    with(
        options(),
        gpu -> {
          var needy =
              assertThrows(
                  MissingFeatureException.class, () -> gpu.kernel(TestKernels.MIX, FIELD, "needy"));
          assertEquals(
              "strategy \"needy\" of mix needs ROUND_TO_ZERO_FLOAT64, which device \""
                  + gpu.plan().report().name()
                  + "\" lacks; choose another device, or a strategy that it runs: portable, fast, wrong",
              needy.getMessage());
          var e =
              assertThrows(
                  UnknownNameException.class, () -> gpu.kernel(TestKernels.MIX, FIELD, "slow"));
          assertEquals(
              "mix has no strategy \"slow\"; it has: portable, fast, wrong, needy; name one of them,"
                  + " or none for the fastest",
              e.getMessage());
          e =
              assertThrows(
                  UnknownNameException.class,
                  () -> gpu.kernel(TestKernels.MIX, TestFields.GOLDILOCKS, "fast"));
          assertEquals(
              "mix has no strategy \"fast\" for limb shape 1x64; it has: portable; name one of them,"
                  + " or none for the fastest",
              e.getMessage());
          e =
              assertThrows(
                  UnknownNameException.class, () -> gpu.kernel(TestKernels.ADD, FIELD, "portable"));
          assertEquals(
              "vector-add has no strategies, so \"portable\" is none of them; name none",
              e.getMessage());
        });
  }

  @Test
  void theOptionsStrategyIsForAllKernelsThatHaveIt() {
    with(
        options().withStrategy("wrong"),
        gpu -> {
          assertEquals("wrong", gpu.kernel(TestKernels.MIX, FIELD).strategy());
          assertEquals("portable", gpu.kernel(TestKernels.MIX, TestFields.GOLDILOCKS).strategy());
          assertEquals("", gpu.kernel(TestKernels.ADD, FIELD).strategy());
          assertEquals("fast", gpu.kernel(TestKernels.MIX, FIELD, "fast").strategy());
        });
    with(
        options().withStrategy("needy"),
        gpu ->
            assertThrows(MissingFeatureException.class, () -> gpu.kernel(TestKernels.MIX, FIELD)));
    with(
        options().withStrategy("slow"),
        gpu -> {
          assertThrows(UnknownNameException.class, () -> gpu.kernel(TestKernels.MIX, FIELD));
          gpu.kernel(TestKernels.ADD, FIELD);
        });
  }

  @Test
  void onlyThePortableDefaultsNeedsMustBeMet() {
    KernelDescriptor demanding =
        TestKernels.mix("demanding")
            .strategyRequires("portable", DeviceFeature.ROUND_TO_ZERO_FLOAT64)
            .build();
    with(
        options(),
        gpu -> {
          gpu.kernel(TestKernels.MIX, FIELD);
          var e = assertThrows(MissingFeatureException.class, () -> gpu.kernel(demanding, FIELD));
          assertEquals(
              "strategy \"portable\" of demanding needs ROUND_TO_ZERO_FLOAT64, which device \""
                  + gpu.plan().report().name()
                  + "\" lacks; choose another device, or a strategy that it runs: fast, wrong",
              e.getMessage());
          assertEquals("fast", gpu.kernel(demanding, FIELD, "fast").strategy());
        });
  }

  @Test
  void threadsThatUseAKernelAtOnceGetTheSameStrategy() {
    with(
        options(),
        gpu -> {
          Set<String> chosen = ConcurrentHashMap.newKeySet();
          IntStream.range(0, 8)
              .parallel()
              .forEach(
                  i -> {
                    Kernel<Tag> kernel = gpu.kernel(i % 2 == 0 ? TestKernels.MIX : SCALED, FIELD);
                    assertComputes(gpu, kernel);
                    chosen.add(kernel.strategy());
                  });
          assertEquals(Set.of("fast"), chosen);
        });
    assertEquals(1, log.drain().size(), "measured once");
  }

  @Test
  void closingTheBackendWhileItMeasuresIsAnExceptionAndNeverACrash() {
    for (int millis = 0; millis < 40; millis += 5) {
      PersistentBackend gpu =
          PersistentBackend.open(
              options(), REGISTRY, LwjglCalls.INSTANCE, StrategyTest::withoutRoundToZero);
      Kernel<Tag> mix = gpu.kernel(TestKernels.MIX, FIELD);
      var choice = CompletableFuture.supplyAsync(mix::strategy);
      LockSupport.parkNanos(millis * 1_000_000L);
      gpu.close();
      try {
        assertEquals("fast", choice.join());
      } catch (CompletionException e) {
        assertInstanceOf(ClosedException.class, e.getCause());
      }
      assertEquals(List.of(), gpu.validationMessages(), "validation messages");
    }
  }
}
