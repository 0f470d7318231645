// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.KernelPipeline;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.vector.VectorStorage;
import java.util.List;

/**
 * A call of a kernel on vectors in host memory, ready to run.
 *
 * @param kernel the kernel
 * @param vectors its vectors, in the order of its parameters and as long as each other
 * @param form the form of the call
 * @param constants its push constants, all given
 * @param path how the kernel gets at the vectors: not {@link TransferPath#AUTO}
 */
public record HostCall(
    KernelCode kernel,
    List<VectorStorage> vectors,
    ElementForm form,
    PushConstants constants,
    TransferPath path) {

  long size() {
    return vectors.get(0).size();
  }

  KernelPipeline pipeline() {
    return kernel.pipeline(form, false);
  }
}
