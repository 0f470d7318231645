// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.kernel.KernelDescriptor;

/** Kernels described by hand, over the SPIR-V of the shaders module. */
final class TestKernels {

  static final KernelDescriptor ADD = binary("vector-add", "add");
  static final KernelDescriptor SUB = binary("vector-sub", "sub");
  static final KernelDescriptor NEG = unary("vector-neg", "neg");
  static final KernelDescriptor DOUBLE = unary("vector-double", "double");

  private TestKernels() {}

  static KernelDescriptor.Builder describe(String name, String file) {
    return KernelDescriptor.builder(name, TestKernels.class)
        .spirv("fieldstone/vector/" + file + "_{shape}.spv")
        .shapes("1x32", "1x64", "4x64", "6x64")
        .workgroupSize(256, 1, 1);
  }

  private static KernelDescriptor binary(String name, String file) {
    return describe(name, file).in("a", 0, 0).in("b", 0, 1).out("out", 0, 2).build();
  }

  private static KernelDescriptor unary(String name, String file) {
    return describe(name, file).in("a", 0, 0).out("out", 0, 1).build();
  }
}
