// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.kernel.KernelRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void eachVariableThatMakesNoSenseIsFoundAndTheOthersCount() {
    Settings settings =
        Settings.of(
            Map.of(
                "GPU_DEVICE_LOCAL", "2",
                "GPU_STREAM_CHUNK_ELEMS", "many",
                "FIELDSTONE_MEMORY_LIMIT", "0",
                "FIELDSTONE_LEAK_TRACES", "yes",
                "FIELDSTONE_VALIDATION", "on",
                "FIELDSTONE_DEVICE", "gtx"));
    assertEquals(5, settings.findings().size(), settings.toString());
    for (Finding finding : settings.findings()) {
      assertFalse(finding.fine());
    }
    assertEquals("gtx", settings.options().device());
    String problem = String.valueOf(settings.problem());
    for (String name : List.of("LOCAL=2", "ELEMS=many", "LIMIT is 0", "TRACES=yes", "TION=on")) {
      assertTrue(problem.contains(name), problem);
    }
  }

  @Test
  void whatMakesSenseIsNoProblem() {
    Settings settings = Settings.of(Map.of("GPU_STREAM_CHUNK_ELEMS", "7", "GPU_STRATEGY", "wide"));
    assertTrue(settings.cacheIsKnown());
    assertNull(settings.checked(KernelRegistry.load(), null).problem());
    assertEquals(7, settings.options().chunkElements());
  }

  @Test
  void aCacheFolderWithoutANameLeavesTheRest() {
    Settings settings =
        Settings.of(
            Map.of("XDG_CACHE_HOME", "/a\0b", "LOCALAPPDATA", "/a\0b", "GPU_DEVICE_LOCAL", "2"));
    assertFalse(settings.cacheIsKnown());
    assertEquals(2, settings.findings().size(), settings.toString());
    assertTrue(settings.findings().get(0).text().contains("the cache folder cannot be below"));
  }

  @Test
  void aStrategyThatThereIsNotIsFound() {
    Settings settings =
        Settings.of(Map.of("GPU_STRATEGY", "nope")).checked(KernelRegistry.load(), null);
    assertEquals(
        "GPU_STRATEGY=nope is no strategy; there are: portable, wide, columns, float64",
        settings.findings().get(0).text());
  }
}
