// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import static io.fieldstone.runtime.device.RecordedDevices.AMD;
import static io.fieldstone.runtime.device.RecordedDevices.H200;
import static io.fieldstone.runtime.device.RecordedDevices.INTEL;
import static io.fieldstone.runtime.device.RecordedDevices.LAVAPIPE;
import static io.fieldstone.runtime.device.RecordedDevices.MOLTENVK;
import static io.fieldstone.runtime.device.RecordedDevices.VULKAN_1_1;
import static io.fieldstone.runtime.device.RecordedDevices.WITHOUT_ALLOCATION_LIMIT;
import static io.fieldstone.runtime.device.RecordedDevices.WITHOUT_COMPUTE;
import static io.fieldstone.runtime.device.RecordedDevices.WITHOUT_TIMELINES;
import static io.fieldstone.runtime.device.RecordedDevices.machine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.NoDeviceException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class DevicePlannerTest {

  static final List<DeviceReport> USABLE = List.of(LAVAPIPE, H200, AMD, INTEL, MOLTENVK);

  private static String chosen(List<DeviceReport> machine, @Nullable String selector) {
    DeviceReport report = DevicePlanner.plan(machine, selector).report();
    return report.index() + " " + report.name();
  }

  @Nested
  class WithoutASelector {

    @Test
    void statisticsOfPipelinesAreForThoseWhoWantThemWhereTheDeviceHasThem() {
      DevicePlan without = DevicePlanner.plan(RecordedDevices.LAVAPIPE);
      DevicePlan with = DevicePlanner.plan(RecordedDevices.H200);
      assertFalse(without.withPipelineStatistics(true).pipelineStatistics());
      assertFalse(with.pipelineStatistics());
      assertTrue(with.withPipelineStatistics(true).pipelineStatistics());
      assertTrue(with.withPipelineStatistics(true).withSegmentBytes(1 << 20).pipelineStatistics());
    }

    @Test
    void aCardIsPreferredToAnIntegratedGpuAndThatToACpu() {
      assertEquals("2 NVIDIA H200", chosen(machine(LAVAPIPE, INTEL, H200), null));
      assertEquals("1 Apple M2", chosen(machine(LAVAPIPE, MOLTENVK), null));
    }

    @Test
    void theFirstOfEqualsIsChosen() {
      assertEquals("0 NVIDIA H200", chosen(machine(H200, AMD, H200), null));
      assertEquals("0 AMD Radeon RX 7900 XTX", chosen(machine(AMD, H200), null));
    }

    @Test
    void aDeviceThatCannotBeUsedIsPassedOver() {
      assertEquals(
          "2 " + LAVAPIPE.name(), chosen(machine(WITHOUT_TIMELINES, VULKAN_1_1, LAVAPIPE), null));
    }

    @Test
    void noDeviceAtAllNamesTheRemedy() {
      var e = assertThrows(NoDeviceException.class, () -> DevicePlanner.plan(List.of(), null));
      String remedy =
          "no Vulkan device found; install your GPU's driver, or Mesa's CPU driver:"
              + " apt-get install mesa-vulkan-drivers";
      String message = String.valueOf(e.getMessage()); // goes on with variables that are set here
      assertEquals(remedy, message.substring(0, Math.min(message.length(), remedy.length())));
    }

    @Test
    void ifNoDeviceCanBeUsedTheFirstOnesObstaclesAreNamed() {
      var e =
          assertThrows(
              MissingFeatureException.class,
              () -> DevicePlanner.plan(machine(VULKAN_1_1, WITHOUT_COMPUTE), null));
      assertEquals(
          "device \"Mali-G72\" cannot be used: Vulkan 1.1.97, but 1.2 is needed;"
              + " no timelineSemaphore; update its driver or choose another device",
          e.getMessage());
    }
  }

  @Nested
  class WithASelector {

    private final List<DeviceReport> machine = machine(LAVAPIPE, H200, H200, AMD);

    @Test
    void aNumberIsTheDevicesIndex() {
      assertEquals("0 " + LAVAPIPE.name(), chosen(machine, "0"));
      assertEquals("2 NVIDIA H200", chosen(machine, "2"));
    }

    @Test
    void anythingElseIsAPartOfTheNameInAnyCase() {
      assertEquals("3 AMD Radeon RX 7900 XTX", chosen(machine, "radeon rx"));
      assertEquals("0 " + LAVAPIPE.name(), chosen(machine, "LLVMPIPE"));
      assertEquals("3 AMD Radeon RX 7900 XTX", chosen(machine, "7900 XTX"));
    }

    @Test
    void theFirstDeviceOfThatNameIsChosen() {
      assertEquals("1 NVIDIA H200", chosen(machine, "nvidia"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "7900", "15"})
    void digitsNeverNameAPartOfTheName(String digits) {
      assertThrows(NoDeviceException.class, () -> DevicePlanner.plan(machine, digits));
    }

    @Test
    void aSelectorThatMatchesNothingListsTheDevices() {
      var e =
          assertThrows(
              NoDeviceException.class, () -> DevicePlanner.plan(machine(LAVAPIPE, H200), "Arc"));
      assertEquals(
          "no Vulkan device matches \"Arc\"; there are: 0 (llvmpipe (LLVM 15.0.6, 256 bits)),"
              + " 1 (NVIDIA H200)",
          e.getMessage());
    }

    @Test
    void anIndexBeyondTheLastListsTheDevices() {
      var e = assertThrows(NoDeviceException.class, () -> DevicePlanner.plan(machine(H200), "1"));
      assertEquals("no Vulkan device matches \"1\"; there are: 0 (NVIDIA H200)", e.getMessage());
    }

    @Test
    void aDeviceThatCannotBeUsedIsRefusedAndNeverReplaced() {
      var e =
          assertThrows(
              MissingFeatureException.class,
              () -> DevicePlanner.plan(machine(H200, WITHOUT_TIMELINES), "half"));
      assertEquals(
          "device \"Half a GPU\" cannot be used: no timelineSemaphore;"
              + " update its driver or choose another device",
          e.getMessage());
    }

    @Test
    void aDeviceWithoutComputeIsRefused() {
      var e =
          assertThrows(
              MissingFeatureException.class,
              () -> DevicePlanner.plan(machine(WITHOUT_COMPUTE), "0"));
      assertEquals(
          "device \"Copy Engine\" cannot be used: no compute queue;"
              + " update its driver or choose another device",
          e.getMessage());
    }

    @Test
    void aMachineWithoutDevicesSaysThatWhateverTheSelector() {
      assertThrows(NoDeviceException.class, () -> DevicePlanner.plan(List.of(), "nvidia"));
    }
  }

  @Nested
  class Queues {

    @Test
    void twoDmaQueuesCopyBothWaysAtOnce() {
      DevicePlan plan = DevicePlanner.plan(H200);
      assertEquals(new QueuePlan(0, 0), plan.compute());
      assertEquals(new QueuePlan(1, 0), plan.upload());
      assertEquals(new QueuePlan(1, 1), plan.download());
      assertTrue(plan.hasDmaQueues());
      assertEquals(List.of(plan.compute(), plan.upload(), plan.download()), plan.queues());
      assertArrayEquals(new int[] {0, 1}, plan.families());
    }

    @Test
    void aSingleDmaQueueCopiesBothWays() {
      DevicePlan plan = DevicePlanner.plan(AMD);
      assertEquals(new QueuePlan(0, 0), plan.compute());
      assertEquals(new QueuePlan(2, 0), plan.upload());
      assertEquals(plan.upload(), plan.download());
      assertTrue(plan.hasDmaQueues());
      assertArrayEquals(new int[] {0, 2}, plan.families());
    }

    @Test
    void withoutADmaFamilyTheComputeQueueDoesEverything() {
      for (DeviceReport report : List.of(LAVAPIPE, INTEL, MOLTENVK)) {
        DevicePlan plan = DevicePlanner.plan(report);
        assertEquals(List.of(new QueuePlan(0, 0)), plan.queues(), report.name());
        assertFalse(plan.hasDmaQueues(), report.name());
        assertArrayEquals(new int[] {0}, plan.families(), report.name());
      }
    }

    @Test
    void transfersCanBeSeparateWithoutDmaQueues() {
      DevicePlan plan = DevicePlanner.plan(LAVAPIPE).withSeparateTransfers();
      assertTrue(plan.hasDmaQueues());
      assertEquals(List.of(new QueuePlan(0, 0)), plan.queues());
      assertArrayEquals(new int[] {0}, plan.families());
    }

    @Test
    void aPlanKnowsTheFamiliesOfItsQueues() {
      DevicePlan plan = DevicePlanner.plan(H200);
      assertTrue(plan.family(plan.compute()).compute());
      assertTrue(plan.family(plan.upload()).transferOnly());
      assertThrows(IllegalArgumentException.class, () -> plan.family(new QueuePlan(9, 0)));
    }

    @ParameterizedTest
    @FieldSource("io.fieldstone.runtime.device.DevicePlannerTest#USABLE")
    void noQueueIsPlannedThatTheDeviceLacks(DeviceReport report) {
      for (QueuePlan queue : DevicePlanner.plan(report).queues()) {
        assertTrue(queue.index() < report.queueFamilies().get(queue.family()).queueCount());
      }
    }

    @Test
    void planningADeviceWithoutComputeIsRefused() {
      var e =
          assertThrows(MissingFeatureException.class, () -> DevicePlanner.plan(WITHOUT_COMPUTE));
      assertEquals("Copy Engine has no compute queue", e.getMessage());
    }
  }

  @Nested
  class Policy {

    @ParameterizedTest
    @FieldSource("io.fieldstone.runtime.device.DevicePlannerTest#USABLE")
    void threeChunksAreInFlight(DeviceReport report) {
      assertEquals(4, DevicePlanner.plan(report).slots());
    }

    @Test
    void waitingForACpuSpinsLessSinceTheShadersWantItsCores() {
      assertEquals(2_000_000, DevicePlanner.plan(H200).spinNanos());
      assertEquals(2_000_000, DevicePlanner.plan(INTEL).spinNanos());
      assertEquals(20_000, DevicePlanner.plan(LAVAPIPE).spinNanos());
    }

    @Test
    void onlyACpuIsKnownNotToGainFromCopies() {
      assertTrue(DevicePlanner.plan(LAVAPIPE).hostVisibleOnly());
      assertFalse(DevicePlanner.plan(INTEL).hostVisibleOnly());
      assertFalse(DevicePlanner.plan(H200).hostVisibleOnly());
    }

    @Test
    void segmentsHaveFourGibibytesUnlessTheDeviceAllocatesLess() {
      assertEquals(4_292_870_144L, DevicePlanner.plan(H200).segmentBytes());
      assertEquals(1L << 31, DevicePlanner.plan(LAVAPIPE).segmentBytes());
      assertEquals(1L << 28, DevicePlanner.plan(allocatingAtMost(1L << 28)).segmentBytes());
    }

    @Test
    void aLimitOfAllBitsIsNoLimit() {
      DeviceLimits limits = WITHOUT_ALLOCATION_LIMIT.limits();
      assertEquals(Long.MAX_VALUE, limits.maxMemoryAllocationSize());
      assertEquals(1L << 32, DevicePlanner.plan(WITHOUT_ALLOCATION_LIMIT).segmentBytes());
      assertEquals(
          Long.MAX_VALUE,
          new DeviceLimits(1, Long.MIN_VALUE, 1, 1, 1, 1, 1).minStorageBufferOffsetAlignment());
    }

    private static DeviceReport allocatingAtMost(long bytes) {
      DeviceLimits limits = INTEL.limits();
      return new DeviceReport(
          0,
          INTEL.name(),
          INTEL.type(),
          INTEL.apiVersion(),
          INTEL.driver(),
          INTEL.uuid(),
          true,
          INTEL.features(),
          INTEL.queueFamilies(),
          new DeviceLimits(
              limits.maxStorageBufferRange(),
              limits.minStorageBufferOffsetAlignment(),
              bytes,
              limits.maxPushConstantsSize(),
              limits.maxComputeWorkGroupCountX(),
              limits.maxComputeWorkGroupInvocations(),
              limits.maxBoundDescriptorSets()),
          INTEL.deviceLocalBytes(),
          false);
    }

    @ParameterizedTest
    @FieldSource("io.fieldstone.runtime.device.DevicePlannerTest#USABLE")
    void everyOptionalFeatureOfTheDeviceIsEnabled(DeviceReport report) {
      assertEquals(report.features(), DevicePlanner.plan(report).enabledFeatures());
    }

    @Test
    void otherSegmentsChangeNothingElse() {
      DevicePlan plan = DevicePlanner.plan(H200);
      DevicePlan small = plan.withSegmentBytes(4096);
      assertEquals(4096, small.segmentBytes());
      assertEquals(plan, small.withSegmentBytes(plan.segmentBytes()));
    }

    @Test
    void choicesDoNotUndoEachOther() {
      DevicePlan plan =
          DevicePlanner.plan(H200)
              .withMemoryLimit(1 << 30)
              .withSegmentBytes(4096)
              .withPipelineStatistics(true)
              .withSeparateTransfers();
      assertEquals(1 << 30, plan.memoryLimit());
      assertEquals(4096, plan.segmentBytes());
      assertTrue(plan.pipelineStatistics());
      assertTrue(plan.separateTransfers());
      assertEquals(0, plan.withMemoryLimit(0).memoryLimit());
    }

    @Test
    void aNegativeMemoryLimitIsRefused() {
      DevicePlan plan = DevicePlanner.plan(H200);
      assertThrows(IllegalArgumentException.class, () -> plan.withMemoryLimit(-1));
    }
  }

  @Nested
  class Reports {

    @Test
    void aDeviceThatCanBeUsedHasNoObstacles() {
      for (DeviceReport report : USABLE) {
        assertEquals(List.of(), report.obstacles(), report.name());
      }
    }

    @Test
    void everyObstacleIsNamed() {
      assertEquals(
          List.of("Vulkan 1.1.97, but 1.2 is needed", "no timelineSemaphore"),
          VULKAN_1_1.obstacles());
      assertEquals(List.of("no timelineSemaphore"), WITHOUT_TIMELINES.obstacles());
      assertEquals(List.of("no compute queue"), WITHOUT_COMPUTE.obstacles());
    }

    @Test
    void versionsReadAsPeopleWriteThem() {
      assertEquals("1.4.312", H200.apiVersionText());
      assertEquals("1.1.97", VULKAN_1_1.apiVersionText());
    }

    @Test
    void collectionsAreCopiedAndCannotBeChanged() {
      Set<DeviceFeature> features = H200.features();
      assertThrows(UnsupportedOperationException.class, features::clear);
      assertThrows(UnsupportedOperationException.class, () -> H200.queueFamilies().clear());
    }

    @Test
    void onlyAFamilyThatDoesNothingElseIsADmaEngine() {
      assertTrue(new QueueFamily(1, 2, false, false, true).transferOnly());
      assertFalse(new QueueFamily(2, 8, true, false, true).transferOnly());
      assertFalse(new QueueFamily(0, 16, true, true, true).transferOnly());
      assertFalse(new QueueFamily(3, 1, false, false, false).transferOnly());
    }
  }
}
