// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

/** A version of SPIR-V. */
public record SpirvVersion(int major, int minor) implements Comparable<SpirvVersion> {

  /** The newest version that Vulkan 1.2, Fieldstone's floor, accepts. */
  public static final SpirvVersion VULKAN_1_2 = new SpirvVersion(1, 5);

  /** The oldest version. */
  static final SpirvVersion FIRST = new SpirvVersion(1, 0);

  static SpirvVersion ofWord(int word) {
    return new SpirvVersion((word >>> 16) & 0xff, (word >>> 8) & 0xff);
  }

  @Override
  public int compareTo(SpirvVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
