// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kernels that are in use on an open device, and their pipelines. Thread-safe. */
public final class KernelTable implements AutoCloseable {

  private record Key(CallTypes types, String strategy) {}

  private final OpenDevice device;
  private final DeviceType shadersFor;
  private final Map<Key, KernelCode> kernels = new ConcurrentHashMap<>();

  /**
   * Makes an empty table.
   *
   * @param shadersFor the type of device that shaders are specialized for
   */
  public KernelTable(OpenDevice device, DeviceType shadersFor) {
    this.device = device;
    this.shadersFor = shadersFor;
  }

  /**
   * Returns a kernel on its type arguments, the same object for the same arguments.
   *
   * @param strategy one that the device can run; empty if the kernel has none
   * @throws io.fieldstone.runtime.error.MissingFeatureException if it exceeds a limit of the device
   */
  public KernelCode kernel(KernelDescriptor descriptor, CallTypes types, String strategy) {
    return kernels.computeIfAbsent(
        new Key(types, strategy),
        key -> new KernelCode(device, descriptor, types, strategy, shadersFor));
  }

  /**
   * Returns a kernel on a prime field, the same object for the same arguments.
   *
   * @param strategy one that the device can run; empty if the kernel has none
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if it has no module for the field
   * @throws io.fieldstone.runtime.error.MissingFeatureException if it exceeds a limit of the device
   */
  public KernelCode kernel(KernelDescriptor descriptor, Field<?> field, String strategy) {
    return kernel(descriptor, CallTypes.of(descriptor, List.of(field)), strategy);
  }

  /** Frees all pipelines, once nothing runs on the device. */
  @Override
  public void close() {
    kernels.values().forEach(KernelCode::free);
  }
}
