// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

/**
 * How much the native tools may take: one run of them, unless it says otherwise.
 *
 * @param seconds processor time
 * @param kernelSeconds processor time of all strategies and limb shapes of a kernel together
 * @param totalSeconds processor time of all runs together
 * @param memoryMegabytes memory beyond what a process takes that does nothing
 * @param outputMegabytes the size of a module
 * @param includes how many files a shader may include, each as often as it is included
 */
record ToolLimits(
    int seconds,
    int kernelSeconds,
    int totalSeconds,
    int memoryMegabytes,
    int outputMegabytes,
    int includes) {

  /** A hundred times what a kernel of ten products takes. */
  static final ToolLimits DEFAULT = new ToolLimits(10, 30, 600, 1024, 8, 10_000);
}
