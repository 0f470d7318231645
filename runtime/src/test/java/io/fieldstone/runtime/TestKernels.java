// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.kernel.KernelDescriptor;

/** Kernels described by hand, over the SPIR-V of the shaders module. */
public final class TestKernels {

  public static final KernelDescriptor ADD = binary("vector-add", "add");
  public static final KernelDescriptor SUB = binary("vector-sub", "sub");
  public static final KernelDescriptor NEG = unary("vector-neg", "neg");
  public static final KernelDescriptor DOUBLE = unary("vector-double", "double");

  /** out[i] = a[i] * b[i], the low limb; has strategies that are slow, fast, wrong, and needy. */
  public static final KernelDescriptor MIX = mix("mix").build();

  /**
   * The least and the greatest element, plus an offset, of the block of each workgroup; 2^32 - 1
   * and 0 of an empty block.
   */
  public static final KernelDescriptor ENDS =
      own("ends", "ends.spv")
          .workgroupSize(64, 1, 1)
          .in("a", 0, 0)
          .out("least", 0, 1, Form.UNREDUCED, Extent.WORKGROUPS)
          .out("greatest", 1, 0, Form.UNREDUCED, Extent.WORKGROUPS)
          .pushConstant("offset", 8, int.class)
          .build();

  /** out[i] = a[i], plus one where all vectors are in the device's own memory. */
  public static final KernelDescriptor RESIDENCE =
      own("residence", "residence.spv")
          .workgroupSize(64, 1, 1)
          .in("a", 0, 0)
          .out("out", 0, 1)
          .build();

  /** out[i] = a[i], which takes as long as the rounds that it is told. */
  public static final KernelDescriptor BUSY =
      own("busy", "busy.spv")
          .workgroupSize(64, 1, 1)
          .in("a", 0, 0)
          .out("out", 0, 1)
          .pushConstant("rounds", 4, int.class)
          .build();

  /** out[i] = a[i], in a module that needs an invocation for each element. */
  public static final KernelDescriptor STRAIGHT =
      own("straight", "straight.spv")
          .workgroupSize(64, 1, 1)
          .in("a", 0, 0)
          .out("out", 0, 1)
          .build();

  private TestKernels() {}

  /** Describes a kernel with the modules of {@link #MIX}. */
  public static KernelDescriptor.Builder mix(String name) {
    return own(name, "mix_{strategy}_{shape}.spv")
        .shapes("1x32", "1x64")
        .workgroupSize(64, 1, 1)
        .in("a", 0, 0)
        .in("b", 0, 1)
        .out("out", 0, 2)
        .strategy("portable", "1x32", "1x64")
        .strategy("fast", "1x32")
        .strategy("wrong", "1x32")
        .strategy("needy", "1x32")
        .strategyRequires("needy", DeviceFeature.ROUND_TO_ZERO_FLOAT64);
  }

  /** Describes a kernel that adds one to what it copies in a call of Montgomery form. */
  public static KernelDescriptor form(String name, Form in, Form out) {
    return own(name, "form.spv")
        .workgroupSize(64, 1, 1)
        .in("a", 0, 0, in, Extent.ELEMENTS)
        .out("out", 0, 1, out, Extent.ELEMENTS)
        .build();
  }

  private static KernelDescriptor.Builder own(String name, String file) {
    return KernelDescriptor.builder(name, TestKernels.class)
        .spirv("io/fieldstone/runtime/kernels/" + file);
  }

  public static KernelDescriptor.Builder describe(String name, String file) {
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
