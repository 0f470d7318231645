// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

/**
 * How much one run of the native tools may take.
 *
 * @param seconds processor time
 * @param memoryMegabytes memory beyond what a process takes that does nothing
 * @param outputMegabytes the size of a module
 * @param includes how many files a shader may include, each as often as it is included
 */
record ToolLimits(int seconds, int memoryMegabytes, int outputMegabytes, int includes) {

  /** A hundred times what a kernel of ten products takes. */
  static final ToolLimits DEFAULT = new ToolLimits(10, 1024, 8, 10_000);
}
