// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

/** What a kernel computes, in one of the ways to give it. */
public sealed interface KernelSource {

  /** Returns the value of the annotation that gives it. */
  Located<String> given();

  /** A resource with SPIR-V, perhaps with a place for the limb shape in its name. */
  record Spirv(Located<String> given) implements KernelSource {}

  /** A resource with GLSL. */
  record Glsl(Located<String> given) implements KernelSource {}

  /** What the one output is, in the names of the other parameters. */
  record Formula(Located<String> given) implements KernelSource {}
}
