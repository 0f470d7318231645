// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static java.util.Objects.requireNonNull;
import static org.lwjgl.vulkan.VK10.vkGetDeviceQueue;

import io.fieldstone.runtime.device.QueuePlan;
import io.fieldstone.runtime.gate.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkQueue;

/** The queues of a device and what each is for. Thread-safe. */
final class DeviceQueues implements AutoCloseable {

  private final DeviceAccess access;
  private final Map<QueuePlan, NativeQueue> natives = new LinkedHashMap<>();
  private final List<DeviceQueue> queues = new ArrayList<>();
  private final DeviceQueue compute;
  private final DeviceQueue resident;
  private final DeviceQueue upload;
  private final DeviceQueue download;

  DeviceQueues(DeviceAccess access) {
    this.access = access;
    for (QueuePlan queue : access.plan().queues()) {
      natives.put(queue, new NativeQueue(handle(access, queue)));
    }
    boolean made = false;
    try {
      compute = queue(access.plan().compute());
      upload = queue(access.plan().upload());
      download = queue(access.plan().download());
      resident = add(access.plan().compute());
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  private static VkQueue handle(DeviceAccess access, QueuePlan queue) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer pointer = stack.mallocPointer(1);
      vkGetDeviceQueue(access.device(), queue.family(), queue.index(), pointer);
      return new VkQueue(pointer.get(0), access.device());
    }
  }

  private DeviceQueue queue(QueuePlan plan) {
    if (!access.plan().separateTransfers()) {
      for (DeviceQueue queue : queues) {
        if (queue.plan().equals(plan)) {
          return queue;
        }
      }
    }
    return add(plan);
  }

  private DeviceQueue add(QueuePlan plan) {
    DeviceQueue queue = new DeviceQueue(access, plan, requireNonNull(natives.get(plan)));
    queues.add(queue);
    return queue;
  }

  DeviceQueue compute() {
    return compute;
  }

  DeviceQueue resident() {
    return resident;
  }

  DeviceQueue upload() {
    return upload;
  }

  DeviceQueue download() {
    return download;
  }

  /** Waits until everything that was submitted is done; see {@link DeviceQueue#drain}. */
  boolean drain(Deadline deadline) {
    for (DeviceQueue queue : queues) {
      if (!queue.drain(deadline)) {
        return false;
      }
    }
    return true;
  }

  /** Has the driver wait until the device is idle; returns its result. */
  int waitIdle() {
    natives.values().forEach(queue -> queue.lock().lock());
    try {
      return access.calls().deviceWaitIdle(access.device());
    } finally {
      natives.values().forEach(queue -> queue.lock().unlock());
    }
  }

  @Override
  public void close() {
    queues.forEach(DeviceQueue::close);
    queues.clear();
  }
}
