// SPDX-License-Identifier: Apache-2.0
/**
 * Declares fields, curves and GPU kernels; the Fieldstone annotation processor checks the
 * declarations, those of kernels against their SPIR-V, and generates typed classes.
 *
 * <p>Start at {@link io.fieldstone.annotations.GpuKernel}.
 */
package io.fieldstone.annotations;
