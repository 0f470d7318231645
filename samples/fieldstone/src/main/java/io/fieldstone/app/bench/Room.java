// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.field.FiniteField;

/** Room for vectors, asked for before the work that they are of. */
final class Room {

  private Room() {}

  /**
   * Refuses work whose vectors there is no room for, before any is filled.
   *
   * @param field what they are over
   * @param elements elements of each
   * @param onHost how many there are in host memory at once
   * @param onDevice how many on the device
   * @throws OutOfMemoryException if there is no room
   */
  @SuppressWarnings("try") // that they can be made is all
  static void require(
      PersistentBackend gpu, FiniteField<?> field, long elements, int onHost, int onDevice) {
    try (HostVector<?> host = gpu.hostVector(field, times(elements, onHost));
        DeviceVector<?> device = gpu.deviceVector(field, times(elements, onDevice))) {
      return;
    } catch (OutOfMemoryException e) {
      throw new OutOfMemoryException(
          "there is no room for vectors of "
              + elements
              + " elements, "
              + onHost
              + " in host memory"
              + (onDevice == 0 ? "" : " and " + onDevice + " on the device")
              + "; all together: "
              + e.getMessage());
    }
  }

  private static long times(long elements, int count) {
    return count > 0 && elements > Long.MAX_VALUE / count ? Long.MAX_VALUE : elements * count;
  }
}
