// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendOptionsTest {

  private static BackendOptions options(String variable, String value) {
    return BackendOptions.fromEnvironment(Map.of(variable, value));
  }

  @Test
  void withoutVariablesEverythingIsChosenByTheBackend() {
    BackendOptions options = BackendOptions.fromEnvironment(Map.of());
    assertNull(options.device());
    assertEquals(TransferPath.AUTO, options.transferPath());
    assertEquals(524_288, options.chunkElements());
    assertFalse(options.validation());
    assertNull(options.strategy());
    assertFalse(options.pipelineStatistics());
    assertEquals(Duration.ofSeconds(30), options.closeTimeout());
    assertEquals(0, options.memoryLimit());
    assertFalse(options.leakTraces());
    Path caches = requireNonNull(options.cacheDirectory());
    assertEquals(Path.of("fieldstone"), caches.getFileName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GPU_DEVICE_LOCAL",
        "GPU_STREAM_CHUNK_ELEMS",
        "GPU_STRATEGY",
        "FIELDSTONE_DEVICE",
        "FIELDSTONE_MEMORY_LIMIT",
        "FIELDSTONE_LEAK_TRACES",
        "FIELDSTONE_VALIDATION"
      })
  void anEmptyVariableIsAnUnsetOne(String variable) {
    assertEquals(BackendOptions.fromEnvironment(Map.of()), options(variable, ""));
  }

  @ParameterizedTest
  @CsvSource({"0, HOST_VISIBLE", "1, DEVICE_LOCAL"})
  void deviceLocalChoosesThePath(String value, TransferPath path) {
    assertEquals(path, options("GPU_DEVICE_LOCAL", value).transferPath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "true", "yes", "01", " 1"})
  void deviceLocalIsNothingButZeroOrOne(String value) {
    var e = assertThrows(ConfigurationException.class, () -> options("GPU_DEVICE_LOCAL", value));
    assertEquals(
        "GPU_DEVICE_LOCAL=" + value + " is neither 0 nor 1; set it to one of them or unset it",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 65536, Long.MAX_VALUE})
  void theChunkHasAsManyElementsAsItSays(long elements) {
    assertEquals(
        elements, options("GPU_STREAM_CHUNK_ELEMS", Long.toString(elements)).chunkElements());
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "1.5", "64k", " 1", "0x10"})
  void aChunkThatIsNoNumberIsRefused(String value) {
    var e =
        assertThrows(ConfigurationException.class, () -> options("GPU_STREAM_CHUNK_ELEMS", value));
    assertEquals(
        "GPU_STREAM_CHUNK_ELEMS=" + value + " is not a number from 1 to 2^63 - 1", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1"})
  void aChunkOfNothingIsRefused(String value) {
    var e =
        assertThrows(ConfigurationException.class, () -> options("GPU_STREAM_CHUNK_ELEMS", value));
    assertEquals(
        "GPU_STREAM_CHUNK_ELEMS is " + value + "; it must be 1 or more elements", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1 << 30, Long.MAX_VALUE})
  void theMemoryLimitIsInBytes(long bytes) {
    assertEquals(bytes, options("FIELDSTONE_MEMORY_LIMIT", Long.toString(bytes)).memoryLimit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "1.5", "64k", " 1", "0x10", "9223372036854775808"})
  void aMemoryLimitThatIsNoNumberIsRefused(String value) {
    var e =
        assertThrows(ConfigurationException.class, () -> options("FIELDSTONE_MEMORY_LIMIT", value));
    assertEquals(
        "FIELDSTONE_MEMORY_LIMIT=" + value + " is not a number from 1 to 2^63 - 1", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1"})
  void aMemoryLimitOfNothingIsRefused(String value) {
    var e =
        assertThrows(ConfigurationException.class, () -> options("FIELDSTONE_MEMORY_LIMIT", value));
    assertEquals(
        "FIELDSTONE_MEMORY_LIMIT is " + value + "; it must be 1 or more bytes", e.getMessage());
  }

  @Test
  void leakTracesAreOnForOneAndOffForZero() {
    assertTrue(options("FIELDSTONE_LEAK_TRACES", "1").leakTraces());
    assertFalse(options("FIELDSTONE_LEAK_TRACES", "0").leakTraces());
    var e =
        assertThrows(ConfigurationException.class, () -> options("FIELDSTONE_LEAK_TRACES", "all"));
    assertEquals(
        "FIELDSTONE_LEAK_TRACES=all is neither 0 nor 1; set it to one of them or unset it",
        e.getMessage());
  }

  @Test
  void theDeviceIsTakenAsItIs() {
    assertEquals("1", options("FIELDSTONE_DEVICE", "1").device());
    assertEquals("Radeon RX", options("FIELDSTONE_DEVICE", "Radeon RX").device());
  }

  @Test
  void theStrategyIsTakenAsItIs() {
    assertEquals("float64", options("GPU_STRATEGY", "float64").strategy());
  }

  @Test
  void validationIsOnForOneAndOffForZero() {
    assertTrue(options("FIELDSTONE_VALIDATION", "1").validation());
    assertFalse(options("FIELDSTONE_VALIDATION", "0").validation());
  }

  @Test
  void validationIsNothingButZeroOrOne() {
    var e =
        assertThrows(ConfigurationException.class, () -> options("FIELDSTONE_VALIDATION", "on"));
    assertEquals(
        "FIELDSTONE_VALIDATION=on is neither 0 nor 1; set it to one of them or unset it",
        e.getMessage());
  }

  @Test
  void eachOptionCanBeChangedAloneAndTheOriginalStays() {
    BackendOptions plain = BackendOptions.fromEnvironment(Map.of());
    BackendOptions changed =
        plain
            .withDevice("0")
            .withTransferPath(TransferPath.DEVICE_LOCAL)
            .withChunkElements(7)
            .withValidation(true)
            .withCacheDirectory(Path.of("cache"))
            .withStrategy("wide")
            .withPipelineStatistics(true)
            .withShadersFor(DeviceType.CPU)
            .withCloseTimeout(Duration.ofSeconds(7))
            .withMemoryLimit(1 << 30)
            .withLeakTraces(true);
    assertEquals(
        new BackendOptions(
            "0",
            TransferPath.DEVICE_LOCAL,
            7,
            true,
            Path.of("cache"),
            "wide",
            true,
            DeviceType.CPU,
            Duration.ofSeconds(7),
            1 << 30,
            true),
        changed);
    assertEquals(
        new BackendOptions("0", TransferPath.DEVICE_LOCAL, 7, true, Path.of("cache")),
        changed
            .withStrategy("")
            .withPipelineStatistics(false)
            .withShadersFor(null)
            .withCloseTimeout(BackendOptions.DEFAULT_CLOSE_TIMEOUT)
            .withMemoryLimit(0)
            .withLeakTraces(false));
    assertEquals(BackendOptions.fromEnvironment(Map.of()), plain);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void theBuilderRefusesAChunkOfNothingToo(long elements) {
    BackendOptions plain = BackendOptions.fromEnvironment(Map.of());
    var e = assertThrows(ConfigurationException.class, () -> plain.withChunkElements(elements));
    assertEquals("chunk size is " + elements + "; it must be 1 or more elements", e.getMessage());
  }

  @Test
  void theBuilderRefusesWhatIsBelowZero() {
    BackendOptions plain = BackendOptions.fromEnvironment(Map.of());
    var e = assertThrows(ConfigurationException.class, () -> plain.withMemoryLimit(-1));
    assertEquals("memory limit is -1; it must be 1 or more bytes, or 0 for none", e.getMessage());
    Duration negative = Duration.ofMillis(-1);
    e = assertThrows(ConfigurationException.class, () -> plain.withCloseTimeout(negative));
    assertEquals("close timeout is PT-0.001S; it must be 0 or more", e.getMessage());
  }
}
