// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import io.fieldstone.annotations.Access;

/**
 * One vector parameter of a kernel.
 *
 * @param name the parameter's name
 * @param set the descriptor set
 * @param binding the binding number within the set
 * @param access what the kernel does with the vector
 */
public record BindingDescriptor(String name, int set, int binding, Access access) {}
