// SPDX-License-Identifier: Apache-2.0
/**
 * Declares prime fields and GPU kernels; the Fieldstone annotation processor checks the
 * declarations against their SPIR-V and generates typed classes.
 *
 * <p>Start at {@link io.fieldstone.annotations.GpuKernel}.
 */
package io.fieldstone.annotations;
