// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.PersistentBackend;

/** A kernel that declares to need a feature which Mesa's CPU driver has not. */
public interface NeedyKernel<F> {

  /** The name that it is registered under. */
  String NAME = "test-needy";

  /** Does what vector-neg does. */
  @GpuKernel(
      name = NAME,
      spirv = "fieldstone/vector/neg_{shape}.spv",
      requires = DeviceFeature.ROUND_TO_ZERO_FLOAT64)
  void neg(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);

  /** Returns whether a device of this machine has the feature. */
  static boolean canRun() {
    return PersistentBackend.devices().stream()
        .anyMatch(device -> device.features().contains(DeviceFeature.ROUND_TO_ZERO_FLOAT64));
  }
}
