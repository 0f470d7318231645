// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.event.Events;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.ConstantsDescriptor;
import io.fieldstone.runtime.kernel.SpecializationDescriptor;
import io.fieldstone.runtime.vector.ElementWords;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.SpecializationData;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel's pipeline, in which field, form and place of the vectors are constants, with what its
 * calls use again and again, such as the tables of constants. Owned by its {@link KernelCode}.
 * Thread-safe.
 */
public final class KernelPipeline {

  private static final int MIN_INVOCATION_BYTES = 16;

  private final KernelCode kernel;
  private final ComputePipeline pipeline;
  private final boolean strides;

  /** The bytes that an element of a call has in the vector in which it has most. */
  private final int elementBytes;

  private final List<ConstantTable> constants = new ArrayList<>();
  private final Map<Integer, BindingSet> bindingSets = new HashMap<>();
  private @Nullable CallRecorder recorder;

  KernelPipeline(
      KernelCode kernel, byte[] spirv, ElementForm form, boolean resident, DeviceType shadersFor) {
    this.kernel = kernel;
    this.elementBytes = mostElementBytes(kernel);
    this.strides = ModuleDecorations.knowsWorkgroups(spirv);
    Events.Pipeline event = Events.pipeline();
    try {
      this.pipeline =
          new ComputePipeline(
              kernel.device(),
              kernel.descriptor(),
              pushConstantBytes(),
              spirv,
              specialization(kernel, form, resident, shadersFor));
    } finally {
      if (event != null) {
        event.end(kernel.toString(), kernel.strategy(), form.name(), resident, spirv.length);
      }
    }
    boolean made = false;
    try {
      for (ConstantsDescriptor each : kernel.descriptor().constants()) {
        constants.add(ConstantTable.make(kernel, each, form));
      }
      made = true;
    } finally {
      if (!made) {
        free();
      }
    }
  }

  private static int mostElementBytes(KernelCode kernel) {
    int most = 0;
    for (int i = 0; i < kernel.descriptor().bindings().size(); i++) {
      BindingDescriptor vector = kernel.descriptor().bindings().get(i);
      if (vector.extent() == Extent.ELEMENTS) {
        most = Math.max(most, vector.times() * kernel.types().elements(i).elementBytes());
      }
    }
    return most == 0 ? kernel.types().shape().bytes() : most;
  }

  private static SpecializationData specialization(
      KernelCode kernel, ElementForm form, boolean resident, DeviceType shadersFor) {
    SpecializationData data = new SpecializationData();
    for (SpecializationDescriptor constant : kernel.descriptor().specializations()) {
      data.put(constant.id(), constant.bytes(), constant.bits());
    }
    data.put(SpecializationIds.CPU_DEVICE, Integer.BYTES, shadersFor == DeviceType.CPU ? 1 : 0);
    data.put(
        SpecializationIds.MONTGOMERY_FORM, Integer.BYTES, form == ElementForm.MONTGOMERY ? 1 : 0);
    data.put(SpecializationIds.RESIDENT, Integer.BYTES, resident ? 1 : 0);
    SmallConstants.put(data, kernel.types());
    if (kernel.types().hasField()) {
      putField(data, kernel.field());
    }
    return data;
  }

  private static void putField(SpecializationData data, Field<?> field) {
    putWords(data, field, SpecializationIds.MODULUS, field.modulus());
    putWords(data, field, SpecializationIds.R, field.r());
    putWords(data, field, SpecializationIds.R_SQUARED, field.rSquared());
    data.put(SpecializationIds.NEG_INVERSE, Integer.BYTES, field.negInverse() & 0xffff_ffffL);
    data.put(SpecializationIds.NEG_INVERSE + 1, Integer.BYTES, field.negInverse() >>> Integer.SIZE);
  }

  private static void putWords(
      SpecializationData data, Field<?> field, int firstId, BigInteger value) {
    long[] words = ElementWords.of(value, field.shape());
    for (int w = 0; w < words.length; w++) {
      data.put(firstId + w, Integer.BYTES, words[w]);
    }
  }

  /** Returns the kernel. */
  public KernelCode kernel() {
    return kernel;
  }

  /** Returns the Vulkan pipeline. */
  public ComputePipeline pipeline() {
    return pipeline;
  }

  /**
   * Returns the workgroups of a dispatch over {@code elements}, at most {@link #mostElements}. A
   * kernel that goes over its elements with a grid stride has invocations that take 16 bytes of a
   * vector at least; any other kernel has one for each element.
   */
  public int workgroups(long elements) {
    return workgroups(elements, Long.MAX_VALUE);
  }

  /** Returns the same, with some invocations at most if the kernel has a grid stride. */
  public int workgroups(long elements, long mostInvocations) {
    int invocations = kernel.descriptor().workgroupInvocations();
    if (!strides) {
      return (int) ((elements + invocations - 1) / invocations);
    }
    long each = (long) invocations * Math.max(1, MIN_INVOCATION_BYTES / elementBytes);
    long wanted = Math.min((elements + each - 1) / each, mostWorkgroups());
    return (int) Math.min(wanted, Math.max(1, mostInvocations / invocations));
  }

  /** Returns how many elements of a layout one dispatch can go over. */
  public long mostElements(SegmentLayout layout) {
    long ofBinding = kernel.maxBindingElements(layout);
    if (strides) {
      return ofBinding;
    }
    long ofGrid = mostWorkgroups() * kernel.descriptor().workgroupInvocations();
    return Math.min(ofBinding, ofGrid / layout.granule() * layout.granule());
  }

  /** Returns how many workgroups a dispatch can have. */
  long mostWorkgroups() {
    return kernel.device().plan().report().limits().maxComputeWorkGroupCountX();
  }

  /** Returns the size of the push-constant block. */
  public int pushConstantBytes() {
    return kernel.descriptor().pushConstantBytes(kernel.types().shape());
  }

  /** Returns how many tables of constants a dispatch binds, after its vectors. */
  public int constantTables() {
    return constants.size();
  }

  /** Returns the buffer of a table of constants, which is bound whole. */
  public GpuBuffer constantTable(int index) {
    return constants.get(index).buffer();
  }

  /** Returns the binding set number {@code index} of batches, made on first use. */
  public synchronized BindingSet bindingSet(int index) {
    return bindingSets.computeIfAbsent(index, ignored -> pipeline.newBindingSet());
  }

  /** Returns what puts calls on device vectors into the stream, made on first use. */
  synchronized CallRecorder recorder() {
    CallRecorder made = recorder;
    if (made == null) {
      made = new CallRecorder(this);
      recorder = made;
    }
    return made;
  }

  synchronized void free() {
    if (recorder != null) {
      recorder.free();
    }
    bindingSets.values().forEach(BindingSet::close);
    constants.forEach(ConstantTable::free);
    constants.clear();
    pipeline.close();
  }
}
