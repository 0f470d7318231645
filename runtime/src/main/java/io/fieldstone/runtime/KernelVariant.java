// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.SpecializationDescriptor;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import io.fieldstone.runtime.vulkan.SpecializationData;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel for elements of one form: its pipeline, in which field and form are constants, and the
 * descriptor sets that batches bind. The kernel owns it. Thread-safe.
 */
final class KernelVariant {

  private static final int SPIRV_MAGIC = 0x07230203;
  private static final int SPIRV_HEADER_BYTES = 5 * Integer.BYTES;

  private final Kernel<?> kernel;
  private final ElementForm form;
  private final ComputePipeline pipeline;
  private final Map<Integer, BindingSet> bindingSets = new HashMap<>();
  private @Nullable DispatchRing ring;

  KernelVariant(Kernel<?> kernel, ElementForm form) {
    this.kernel = kernel;
    this.form = form;
    this.pipeline =
        new ComputePipeline(
            kernel.backend().device(),
            kernel.backend().pipelineCache(),
            kernel.descriptor(),
            kernel.descriptor().pushConstantBytes(kernel.field().shape()),
            spirv(),
            specialization());
  }

  ComputePipeline pipeline() {
    return pipeline;
  }

  /** Returns the binding set number {@code index} of the batch executor's, made on first use. */
  synchronized BindingSet bindingSet(int index) {
    return bindingSets.computeIfAbsent(index, ignored -> pipeline.newBindingSet());
  }

  /** Returns the dispatches on device vectors that may be pending at once, made on first use. */
  synchronized DispatchRing ring() {
    DispatchRing made = ring;
    if (made == null) {
      made = new DispatchRing(kernel, pipeline);
      ring = made;
    }
    return made;
  }

  private byte[] spirv() {
    String resource = kernel.descriptor().spirv(kernel.field().shape());
    try (InputStream in = open(resource)) {
      if (in == null) {
        throw new KernelResourceException(
            "resource "
                + resource
                + " of kernel "
                + kernel.descriptor()
                + " is not on the class path");
      }
      return requireSpirv(resource, in.readAllBytes());
    } catch (IOException e) {
      throw new KernelResourceException(
          "resource " + resource + " of kernel " + kernel.descriptor() + " cannot be read", e);
    }
  }

  private static byte[] requireSpirv(String resource, byte[] bytes) {
    boolean spirv =
        bytes.length % Integer.BYTES == 0
            && bytes.length > SPIRV_HEADER_BYTES
            && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() == SPIRV_MAGIC;
    if (!spirv) {
      throw new KernelResourceException("resource " + resource + " is not a SPIR-V module");
    }
    return bytes;
  }

  /** A kernel's module may be in a module of its own, such as the standard ones in the shaders'. */
  private @Nullable InputStream open(String resource) throws IOException {
    InputStream own = kernel.descriptor().resources().open(resource);
    return own != null
        ? own
        : kernel.descriptor().declaration().getClassLoader().getResourceAsStream(resource);
  }

  private SpecializationData specialization() {
    KernelDescriptor descriptor = kernel.descriptor();
    Field<?> field = kernel.field();
    SpecializationData data = new SpecializationData();
    for (SpecializationDescriptor constant : descriptor.specializations()) {
      data.put(constant.id(), constant.bytes(), constant.bits());
    }
    boolean cpu = kernel.backend().plan().report().type() == DeviceType.CPU;
    data.put(SpecializationIds.CPU_DEVICE, Integer.BYTES, cpu ? 1 : 0);
    data.put(
        SpecializationIds.MONTGOMERY_FORM, Integer.BYTES, form == ElementForm.MONTGOMERY ? 1 : 0);
    putWords(data, SpecializationIds.MODULUS, field.modulus());
    putWords(data, SpecializationIds.R, field.r());
    putWords(data, SpecializationIds.R_SQUARED, field.rSquared());
    data.put(SpecializationIds.N0_INV, Integer.BYTES, field.n0Inv() & 0xffff_ffffL);
    data.put(SpecializationIds.N0_INV + 1, Integer.BYTES, field.n0Inv() >>> Integer.SIZE);
    return data;
  }

  private void putWords(SpecializationData data, int firstId, BigInteger value) {
    long[] words = ElementWords.of(value, kernel.field().shape());
    for (int w = 0; w < words.length; w++) {
      data.put(firstId + w, Integer.BYTES, words[w]);
    }
  }

  /** Frees what was made. Called by the kernel, once nothing runs. */
  synchronized void free() {
    if (ring != null) {
      ring.free();
    }
    bindingSets.values().forEach(BindingSet::close);
    pipeline.close();
  }
}
