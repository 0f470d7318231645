// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkSpecializationInfo;
import org.lwjgl.vulkan.VkSpecializationMapEntry;

/** Values of specialization constants on their way to a pipeline. Not thread-safe. */
public final class SpecializationData {

  private record Entry(int id, int bytes, long bits) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Sets constant {@code id}, which has {@code bytes} bytes, to {@code bits}. */
  public SpecializationData put(int id, int bytes, long bits) {
    entries.add(new Entry(id, bytes, bits));
    return this;
  }

  /** Returns a module without what these values rule out. */
  byte[] pruned(byte[] spirv) {
    return PrunedModule.of(spirv, words());
  }

  /** Returns how many bytes a module's workgroups share with these values, if that is known. */
  OptionalLong sharedBytes(byte[] spirv) {
    return SharedMemory.bytes(spirv, words());
  }

  private Map<Integer, Integer> words() {
    Map<Integer, Integer> words = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.bytes() == Integer.BYTES) {
        words.put(entry.id(), (int) entry.bits());
      }
    }
    return words;
  }

  VkSpecializationInfo describe(MemoryStack stack) {
    VkSpecializationMapEntry.Buffer map = VkSpecializationMapEntry.calloc(entries.size(), stack);
    ByteBuffer data =
        stack.malloc(Long.BYTES, entries.size() * Long.BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int offset = i * Long.BYTES;
      map.get(i).set(entry.id(), offset, entry.bytes());
      if (entry.bytes() == Integer.BYTES) {
        data.putInt(offset, (int) entry.bits());
      } else {
        data.putLong(offset, entry.bits());
      }
    }
    return VkSpecializationInfo.calloc(stack).pMapEntries(map).pData(data);
  }
}
