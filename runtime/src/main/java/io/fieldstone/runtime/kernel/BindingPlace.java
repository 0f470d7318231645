// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

/**
 * Where a kernel's module has a storage buffer.
 *
 * @param set the descriptor set
 * @param binding the binding number within the set
 */
public record BindingPlace(int set, int binding) {}
