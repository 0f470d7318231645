// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNullElse;

import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.SpecializationDescriptor;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import io.fieldstone.runtime.vulkan.SpecializationData;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel for elements of one form and vectors of one residence, or of both where its module does
 * not tell them apart: its pipeline, in which field, form and residence are constants, and the
 * descriptor sets that batches bind. The kernel owns it. Thread-safe.
 */
final class KernelVariant {

  private final Kernel<?> kernel;
  private final ElementForm form;
  private final Residence residence;
  private final ComputePipeline pipeline;
  private final Map<Integer, BindingSet> bindingSets = new HashMap<>();
  private @Nullable DispatchRing ring;
  private @Nullable DispatchRing measuredRing;

  KernelVariant(Kernel<?> kernel, byte[] spirv, ElementForm form, Residence residence) {
    this.kernel = kernel;
    this.form = form;
    this.residence = residence;
    this.pipeline =
        new ComputePipeline(
            kernel.backend().device(),
            kernel.backend().pipelineCache(),
            kernel.descriptor(),
            kernel.descriptor().pushConstantBytes(kernel.field().shape()),
            spirv,
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

  /** Returns such dispatches for a timer, so that the others' commands stay as they are. */
  synchronized DispatchRing measuredRing() {
    DispatchRing made = measuredRing;
    if (made == null) {
      made = new DispatchRing(kernel, pipeline);
      measuredRing = made;
    }
    return made;
  }

  /** Returns what is known of the pipeline. */
  PipelineStatistics statistics() {
    return new PipelineStatistics(pipeline.creationNanos(), pipeline.statistics());
  }

  private SpecializationData specialization() {
    KernelDescriptor descriptor = kernel.descriptor();
    Field<?> field = kernel.field();
    SpecializationData data = new SpecializationData();
    for (SpecializationDescriptor constant : descriptor.specializations()) {
      data.put(constant.id(), constant.bytes(), constant.bits());
    }
    DeviceType type =
        requireNonNullElse(
            kernel.backend().options().shadersFor(), kernel.backend().plan().report().type());
    data.put(SpecializationIds.CPU_DEVICE, Integer.BYTES, type == DeviceType.CPU ? 1 : 0);
    data.put(
        SpecializationIds.MONTGOMERY_FORM, Integer.BYTES, form == ElementForm.MONTGOMERY ? 1 : 0);
    data.put(SpecializationIds.RESIDENT, Integer.BYTES, residence == Residence.DEVICE ? 1 : 0);
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
    if (measuredRing != null) {
      measuredRing.free();
    }
    bindingSets.values().forEach(BindingSet::close);
    pipeline.close();
  }
}
