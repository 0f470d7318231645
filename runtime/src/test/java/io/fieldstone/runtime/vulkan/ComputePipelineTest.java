// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
