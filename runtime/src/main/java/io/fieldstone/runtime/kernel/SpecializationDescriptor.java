// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

/**
 * A specialization constant that a kernel's declaration fixes.
 *
 * @param id the constant's id
 * @param bytes its size, 4 or 8
 * @param bits its value, of a float as raw bits
 */
public record SpecializationDescriptor(int id, int bytes, long bits) {}
