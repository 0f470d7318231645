// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

/**
 * One GLSL file.
 *
 * <p>Immutable.
 *
 * @param name the logical name: a path with forward slashes from a resource root, such as {@code
 *     fieldstone/vector/add.comp}; includes are resolved against it and diagnostics carry it
 * @param text the GLSL
 */
public record ShaderSource(String name, String text) {}
