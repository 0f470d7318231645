// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFolders;
import io.fieldstone.runtime.device.DevicePlanner;
import io.fieldstone.runtime.error.FaultyDeviceException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.vulkan.LwjglCalls;
import io.fieldstone.runtime.vulkan.OpenDevice;
import io.fieldstone.runtime.vulkan.VulkanInstance;
import io.fieldstone.shaders.ShaderSource;
import io.fieldstone.shaders.ShadercCompiler;
import io.fieldstone.shaders.SpirvValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The module that gathers pieces is what its source compiles to, which {@code
 * -Dfieldstone.update=true} writes anew; and what gathers wrongly is found out.
 */
class GatherKernelTest {

  private static final Path FOLDER = Path.of("src/main/resources/io/fieldstone/runtime/batch");
  private static final Path SOURCE = FOLDER.resolve("pieces.comp");
  private static final Path MODULE = FOLDER.resolve("pieces.spv");

  private static byte[] compile(String source) {
    try (ShadercCompiler compiler = new ShadercCompiler()) {
      return compiler.compile(
          new ShaderSource(SOURCE.getFileName().toString(), source),
          (requested, includer) -> Optional.empty(),
          Map.of());
    }
  }

  @Test
  void theModuleIsWhatItsSourceCompilesTo() throws IOException {
    byte[] compiled = compile(Files.readString(SOURCE));
    if (Boolean.getBoolean("fieldstone.update")) {
      Files.write(MODULE, compiled);
    }
    assertArrayEquals(
        compiled, Files.readAllBytes(MODULE), "write it anew by -Dfieldstone.update=true");
    try (SpirvValidator validator = new SpirvValidator()) {
      validator.validate(MODULE.toString(), compiled);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host.at[i] = words[start + i];           | host.at[i] = words[start + i] + 1u;",
        "words[start + i] = host.at[i];           | words[start] = host.at[i];",
        "quads[start + at] = part[k];             | quads[start + at] = part[k].yxzw;",
        "i < count; i += LANES                    | i <= count; i += LANES",
        "uint at = i + k * LANES;                 | uint at = i + k;",
        "pieces[first + p]                        | pieces[p]"
      })
  void whatGathersWronglyIsFoundOut(String right, String wrong) throws IOException {
    String source = Files.readString(SOURCE);
    assertTrue(source.contains(right), right);
    byte[] module = compile(source.replace(right, wrong));
    try (VulkanInstance instance = VulkanInstance.create(true, LwjglCalls.INSTANCE)) {
      OpenDevice device =
          instance.open(
              DevicePlanner.plan(instance.reports(), null).withGatheredPieces(true),
              TestFolders.next().resolve("pipelines"));
      try (GatherKernel kernel = new GatherKernel(device, () -> module)) {
        var e = assertThrows(FaultyDeviceException.class, kernel::newBindingSet);
        assertTrue(
            e.toString().contains("gathers pieces of host memory wrongly: word "), e::toString);
        assertEquals(0, device.memory().liveBuffers());
      } finally {
        assertTrue(device.drain(Deadline.NEVER));
        device.close();
      }
      assertEquals(List.of(), instance.validationMessages());
    }
  }
}
