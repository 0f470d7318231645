// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.vulkan.NVGLSLShader.VK_ERROR_INVALID_SHADER_NV;
import static org.lwjgl.vulkan.VK10.VK_ERROR_UNKNOWN;

import io.fieldstone.runtime.error.VulkanException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputePipelineTest {

  private final TestInstance instance = new TestInstance();
  private final OpenDevice device = instance.open();

  @AfterEach
  void close() {
    TestInstance.close(device);
    instance.close();
  }

  private int descriptorPools() {
    return instance.faults().live().getOrDefault("DescriptorPool", 0);
  }

  @Test
  void descriptorSetsAreUsedAgain() {
    try (ComputePipeline pipeline = RoundTrip.pipeline(device)) {
      for (int i = 0; i < 1000; i++) {
        pipeline.newBindingSet().close();
      }
      assertEquals(1, descriptorPools());
    }
    assertEquals(0, descriptorPools());
  }

  @Test
  void descriptorPoolsGrowWithWhatIsInUseAtOnce() {
    try (ComputePipeline pipeline = RoundTrip.pipeline(device)) {
      for (int round = 0; round < 3; round++) {
        List<BindingSet> sets = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          sets.add(pipeline.newBindingSet());
        }
        assertEquals(40, sets.stream().map(BindingSet::setHandles).distinct().count());
        sets.forEach(BindingSet::close);
        sets.forEach(BindingSet::close);
        assertEquals(3, descriptorPools());
      }
    }
  }

  /** Drivers' compilers give up without a reason: what may help is said by us. */
  @Test
  void whatTheDriverCannotCompileIsNamed() {
    for (int result : new int[] {VK_ERROR_UNKNOWN, VK_ERROR_INVALID_SHADER_NV}) {
      instance.faults().failAt("createComputePipelines", 1, result, false);
      String message =
          String.valueOf(
              assertThrows(VulkanException.class, () -> RoundTrip.pipeline(device)).getMessage());
      assertTrue(
          message.matches(
              "the driver cannot compile kernel ends, of [0-9]+ bytes of SPIR-V:"
                  + " vkCreateComputePipelines failed with VK_ERROR_(UNKNOWN|INVALID_SHADER_NV);"
                  + " fewer products spelled out make shorter code \\(docs/big-kernels.md\\),"
                  + " another strategy \\(GPU_STRATEGY\\) has other code, and another version of the"
                  + " driver may take this one"),
          message);
      instance.faults().disarm();
      assertEquals(0, descriptorPools());
      RoundTrip.pipeline(device).close();
    }
  }
}
