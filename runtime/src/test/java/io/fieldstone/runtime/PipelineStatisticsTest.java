// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.PipelineStatistic;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineStatisticsTest {

  @RegisterExtension
  static final TestDevice DEVICE =
      new TestDevice(options -> options.withPipelineStatistics(true), plan -> plan);

  private final PersistentBackend gpu = DEVICE.backend();

  @Test
  void everyFormHasAPipelineThatTookTimeToMake() {
    Kernel<Tag> kernel = gpu.kernel(TestKernels.ADD, TestFields.FP);
    for (ElementForm form : List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)) {
      PipelineStatistics statistics = kernel.statistics(form);
      assertTrue(statistics.creationNanos() > 0);
      assertEquals(
          gpu.plan().report().pipelineStatistics(),
          !statistics.statistics().isEmpty(),
          "the driver tells what it said it would");
      for (PipelineStatistic statistic : statistics.statistics()) {
        assertTrue(!statistic.name().isEmpty() && !statistic.value().isEmpty(), "" + statistic);
      }
    }
    assertThrows(FormMismatchException.class, () -> kernel.statistics(ElementForm.UNREDUCED));
  }

  @Test
  void aDriverIsNotAskedUnlessTheCallerWantsIt() {
    try (PersistentBackend other = PersistentBackend.open(TestDevice.options())) {
      PipelineStatistics statistics =
          other.kernel(TestKernels.NEG, TestFields.FR).statistics(ElementForm.CANONICAL);
      assertTrue(statistics.creationNanos() > 0);
      assertEquals(List.of(), statistics.statistics());
      assertEquals(OptionalLong.empty(), statistics.registers());
      assertEquals(OptionalLong.empty(), statistics.spilledBytes());
    }
  }

  private static PipelineStatistics of(String name, String value) {
    return new PipelineStatistics(
        1,
        List.of(
            new PipelineStatistic("Binary Size", "bytes of code", "4096"),
            new PipelineStatistic(name, "", value)));
  }

  @ParameterizedTest
  @CsvSource({"Register Count, 168", "VGPRs, 96", "registers, 0"})
  void registersHaveDriversNames(String name, String value) {
    assertEquals(OptionalLong.of(Long.parseLong(value)), of(name, value).registers());
    assertEquals(OptionalLong.empty(), of(name, value).spilledBytes());
  }

  @ParameterizedTest
  @CsvSource({"Code size, 4096", "code size, 4096"})
  void machineCodeHasDriversNames(String name, String value) {
    var statistics = List.of(new PipelineStatistic(name, "", value));
    assertEquals(OptionalLong.of(4096), new PipelineStatistics(1, statistics).codeBytes());
    assertEquals(OptionalLong.of(4096), of("Register Count", "1").codeBytes());
    assertEquals(OptionalLong.empty(), new PipelineStatistics(1, List.of()).codeBytes());
  }

  @ParameterizedTest
  @CsvSource({"Scratch size, 512", "Scratch Memory Size, 64"})
  void spilledBytesHaveDriversNames(String name, String value) {
    assertEquals(OptionalLong.of(Long.parseLong(value)), of(name, value).spilledBytes());
    assertEquals(OptionalLong.empty(), of(name, value).registers());
  }

  @ParameterizedTest
  @CsvSource({"68719476736, 0", "68719476800, 64"})
  void theLowWordOfLocalMemoryIsWhatIsSpilled(String value, long bytes) {
    assertEquals(OptionalLong.of(bytes), of("Local Memory Size", value).spilledBytes());
    assertEquals(OptionalLong.empty(), of("Local Memory Size", value).registers());
  }

  @ParameterizedTest
  @CsvSource({"Register Count, true", "Register Count, 1.5", "Register Count, -1"})
  void whatIsNoCountIsNotTakenForOne(String name, String value) {
    assertEquals(OptionalLong.empty(), of(name, value).registers());
  }
}
