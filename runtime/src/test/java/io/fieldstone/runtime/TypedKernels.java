// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.VectorElements;

/** Kernels over several element types, described by hand. */
final class TypedKernels {

  static final VectorElements FIELD = VectorElements.ARGUMENT_0;
  static final VectorElements POINTS = VectorElements.affine(0);
  static final VectorElements UINT32 = VectorElements.UINT32;

  private TypedKernels() {}

  static KernelDescriptor.Builder own(String name, String file) {
    return KernelDescriptor.builder(name, TypedKernels.class)
        .spirv("io/fieldstone/runtime/kernels/" + file)
        .workgroupSize(64, 1, 1)
        .degrees(1, 2, 4);
  }

  static BindingDescriptor vector(
      String name, int binding, Access access, Extent extent, VectorElements elements, int times) {
    return new BindingDescriptor(name, 0, binding, access, Form.OF_CALL, extent, elements, times);
  }

  static BindingDescriptor in(String name, int binding, VectorElements elements) {
    return vector(name, binding, Access.IN, Extent.ELEMENTS, elements, 1);
  }

  static BindingDescriptor out(String name, int binding, VectorElements elements) {
    return vector(name, binding, Access.OUT, Extent.ELEMENTS, elements, 1);
  }

  /** out[i] = table[index[i]]. */
  static KernelDescriptor gather(VectorElements elements, int words) {
    return own("gather", "gather.spv")
        .specialize(0, words)
        .vector(vector("table", 0, Access.IN, Extent.WHOLE, elements, 1))
        .vector(in("index", 1, UINT32))
        .vector(out("out", 2, elements))
        .build();
  }

  /** out[times * i + t] = a[i] + b[i], the first word. */
  static KernelDescriptor mixed(VectorElements elements, int words, int times) {
    return own("mixed", "mixed.spv")
        .specialize(0, words)
        .specialize(1, times)
        .vector(in("a", 0, elements))
        .vector(in("b", 1, UINT32))
        .vector(vector("out", 2, Access.OUT, Extent.ELEMENTS, elements, times))
        .build();
  }

  static void dispatch(Kernel<?> kernel, DeviceVector<?>... vectors) {
    try (Dispatch<?> dispatch = kernel.dispatch()) {
      for (int i = 0; i < vectors.length; i++) {
        dispatch.bind(i, vectors[i]);
      }
      dispatch.submit();
    }
  }
}
