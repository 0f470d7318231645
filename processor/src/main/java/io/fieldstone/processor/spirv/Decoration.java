// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

/** The decorations that the reader looks at (section 3.20). */
final class Decoration {

  static final int SPEC_ID = 1;
  static final int BLOCK = 2;
  static final int BUFFER_BLOCK = 3;
  static final int ARRAY_STRIDE = 6;
  static final int BUILT_IN = 11;
  static final int NON_WRITABLE = 24;
  static final int NON_READABLE = 25;
  static final int BINDING = 33;
  static final int DESCRIPTOR_SET = 34;
  static final int OFFSET = 35;

  /** The built-in that overrides the execution mode's workgroup size. */
  static final int BUILT_IN_WORKGROUP_SIZE = 25;

  /** The built-in that is how many workgroups a dispatch has. */
  static final int BUILT_IN_NUM_WORKGROUPS = 24;

  /** The built-in that is the index of a workgroup. */
  static final int BUILT_IN_WORKGROUP_ID = 26;

  /** The built-in that is the index of an invocation, in all of the grid. */
  static final int BUILT_IN_GLOBAL_INVOCATION_ID = 28;

  private Decoration() {}
}
