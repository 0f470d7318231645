// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

/**
 * A descriptor that a module declares, and what an entry point does with it.
 *
 * @param name the variable's or block's name in the source, or an empty string
 * @param set descriptor set
 * @param binding binding number
 * @param kind what it holds
 * @param type the block's type, or the opaque type
 * @param nonWritable whether it is {@code readonly}
 * @param nonReadable whether it is {@code writeonly}
 * @param usage what the entry point does with it
 */
public record ShaderResource(
    String name,
    int set,
    int binding,
    ResourceKind kind,
    SpirvType type,
    boolean nonWritable,
    boolean nonReadable,
    Usage usage) {

  /**
   * What an entry point does with a variable.
   *
   * @param mentioned whether any reachable instruction names it
   * @param reads whether one may load from it
   * @param writes whether one may store to it
   */
  public record Usage(boolean mentioned, boolean reads, boolean writes) {}
}
