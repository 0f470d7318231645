// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.model.KernelMethod;

/** A declared kernel with what its SPIR-V adds. */
public record CheckedKernel(KernelMethod kernel, KernelFacts facts) {}
