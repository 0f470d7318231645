// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;

/**
 * A table of factors on the device, in one part or two.
 *
 * @param vector the factors, each of as many elements as the plan says
 * @param length how many factors it has
 * @param logWindow log2 of the first part's length, or {@link PassMap#WHOLE}
 */
record FactorTable<F>(DeviceVector<F> vector, long length, int logWindow) {}
