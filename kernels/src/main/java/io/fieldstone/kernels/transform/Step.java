// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.Kernel;

/**
 * A pass of a transform as it is dispatched.
 *
 * @param logRadix log2 of the small transforms' size
 * @param load how the pass reads
 * @param store how it writes
 * @param before what elements are multiplied with
 * @param after what results are multiplied with
 * @param inPlace the kernel that writes where it reads
 * @param apart the kernel that writes elsewhere
 */
record Step<F>(
    int logRadix,
    int load,
    int store,
    FactorTable<F> before,
    FactorTable<F> after,
    Kernel<F> inPlace,
    Kernel<F> apart) {}
