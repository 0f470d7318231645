// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.SelfTest;
import io.fieldstone.runtime.device.DeviceLimits;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.device.QueueFamily;
import io.fieldstone.runtime.field.ElementForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Machines that are not at hand, as their drivers would report them. */
class DiagnosisTest {

  private static final int VULKAN_1_1 = (1 << 22) | (1 << 12);
  private static final int VULKAN_1_3 = (1 << 22) | (3 << 12);

  private static DeviceReport device(
      int index, DeviceType type, int version, QueueFamily... queues) {
    return new DeviceReport(
        index,
        "card " + index,
        type,
        version,
        "driver 1.0",
        "uuid",
        true,
        Set.of(DeviceFeature.SHADER_INT64),
        List.of(queues),
        new DeviceLimits(1 << 27, 16, 1 << 30, 128, 65535, 1024, 4),
        1L << 33,
        false);
  }

  private static QueueFamily compute(int index) {
    return new QueueFamily(index, 1, true, true, true);
  }

  private static QueueFamily dma(int index) {
    return new QueueFamily(index, 2, false, false, true);
  }

  private static Diagnosis diagnose(Map<String, String> environment, DeviceReport... reports) {
    return Diagnosis.of(List.of(reports), BackendOptions.fromEnvironment(environment), null);
  }

  @Test
  void aCardIsChosenBeforeTheProcessor() {
    Diagnosis diagnosis =
        diagnose(
            Map.of(),
            device(0, DeviceType.CPU, VULKAN_1_3, compute(0)),
            device(1, DeviceType.DISCRETE_GPU, VULKAN_1_3, compute(0), dma(1)));
    assertTrue(diagnosis.toText().contains("card 1  <- would be used"), diagnosis.toText());
    assertEquals(1, diagnosis.toJson().get("chosen"));
    assertNull(diagnosis.problem());
  }

  @Test
  void copyQueuesOfTheirOwnAreShown() {
    String text =
        diagnose(Map.of(), device(0, DeviceType.DISCRETE_GPU, VULKAN_1_3, compute(0), dma(1)))
            .toText();
    assertTrue(text.contains("compute 0.0, upload 1.0, download 1.1"), text);
  }

  @Test
  void featuresAreListedAsHadOrLacked() {
    String text =
        diagnose(Map.of(), device(0, DeviceType.DISCRETE_GPU, VULKAN_1_3, compute(0))).toText();
    assertTrue(text.contains("has        SHADER_INT64"), text);
    assertTrue(text.contains("lacks      SHADER_FLOAT64"), text);
  }

  @Test
  void whatKeepsADeviceFromBeingUsedIsSaid() {
    Diagnosis diagnosis =
        diagnose(Map.of(), device(0, DeviceType.INTEGRATED_GPU, VULKAN_1_1, compute(0)));
    assertTrue(diagnosis.toText().contains("Vulkan 1.1.0, but 1.2 is needed"), diagnosis.toText());
    assertNotNull(diagnosis.problem());
    assertTrue(String.valueOf(diagnosis.toJson().get("problem")).contains("update its driver"));
  }

  @Test
  void aDeviceWithoutComputeQueuesIsDescribedAllTheSame() {
    Diagnosis diagnosis = diagnose(Map.of(), device(0, DeviceType.OTHER, VULKAN_1_3, dma(0)));
    assertTrue(diagnosis.toText().contains("no compute queue"), diagnosis.toText());
    assertNotNull(diagnosis.problem());
  }

  @Test
  void aSelectorThatMatchesNothingIsAProblem() {
    Diagnosis diagnosis =
        diagnose(
            Map.of("FIELDSTONE_DEVICE", "other"),
            device(0, DeviceType.DISCRETE_GPU, VULKAN_1_3, compute(0)));
    assertNotNull(diagnosis.problem());
    assertNull(diagnosis.toJson().get("chosen"));
  }

  @Test
  void noDeviceAtAllIsAProblemWithARemedy() {
    Diagnosis diagnosis = diagnose(Map.of());
    assertTrue(String.valueOf(diagnosis.toJson().get("problem")).contains("mesa-vulkan-drivers"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void whatIsNotAsItShouldBeIsMarkedAndInTheJsonToo() {
    Diagnosis diagnosis =
        diagnose(Map.of())
            .with(List.of(Finding.fine("memory", "enough"), Finding.problem("cache", "full")));
    assertTrue(diagnosis.toText().contains("memory       enough"), diagnosis.toText());
    assertTrue(diagnosis.toText().contains("! cache      full"), diagnosis.toText());
    var findings = (List<Map<String, Object>>) diagnosis.toJson().get("findings");
    assertEquals(
        List.of(
            Map.of("about", "memory", "fine", true, "text", "enough"),
            Map.of("about", "cache", "fine", false, "text", "full")),
        findings);
  }

  private static SelfTest.Trial trial(String field, @Nullable String mistake) {
    return new SelfTest.Trial(
        "vector-mul",
        field,
        "4x64",
        "wide",
        ElementForm.CANONICAL,
        320,
        Optional.ofNullable(mistake));
  }

  @Test
  @SuppressWarnings("unchecked")
  void aSelfTestIsCountedByShapeAndStrategyAndItsMistakesAreShown() {
    SelfTestReport report = new SelfTestReport();
    report.add(trial("bn254_fr", null));
    report.add(trial("bn254_fr", null));
    assertTrue(report.passed());
    report.add(trial("pallas_fp", "vector-mul of [0x1] gave 0x2, not 0x1"));
    Diagnosis diagnosis =
        diagnose(Map.of(), device(0, DeviceType.DISCRETE_GPU, VULKAN_1_3, compute(0))).with(report);
    String text = diagnosis.toText();
    assertTrue(text.contains("4x64       wide           2       960              1"), text);
    assertTrue(text.contains("WRONG 4x64, wide: vector-mul of [0x1] gave 0x2, not 0x1"), text);
    assertTrue(text.contains("self-test FAILED: do not use this device"), text);
    var json = (Map<String, Object>) diagnosis.toJson().get("selfTest");
    assertEquals(false, requireNonNull(json).get("passed"));
  }
}
