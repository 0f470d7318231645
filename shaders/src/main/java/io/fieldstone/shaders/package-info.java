// SPDX-License-Identifier: Apache-2.0
/**
 * Compiles GLSL to SPIR-V, validates SPIR-V, and lists the modules that Fieldstone packages.
 *
 * <p>Only making modules takes this package. Running a kernel takes no more than its {@code .spv}
 * resource.
 */
@NullMarked
package io.fieldstone.shaders;

import org.jspecify.annotations.NullMarked;
