// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.runtime.device.DeviceLimits;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.device.PathCalibration;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
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
 * A kernel on one field of one backend. Generated classes hold one for each of their methods; the
 * untyped way is {@link PersistentBackend#kernel(String, Field)}.
 *
 * <p>The pipeline is made on first use and kept. The backend owns the kernel. Thread-safe.
 *
 * @param <F> the field's type tag
 */
public final class Kernel<F> {

  private static final int FIELD_CONSTANT_BYTES = Integer.BYTES;
  private static final int SPIRV_MAGIC = 0x07230203;
  private static final int SPIRV_HEADER_BYTES = 5 * Integer.BYTES;

  private final PersistentBackend backend;
  private final KernelDescriptor descriptor;
  private final Field<F> field;
  private final Map<Integer, BindingSet> bindingSets = new HashMap<>();
  private @Nullable ComputePipeline pipeline;
  private @Nullable Dispatch<F> dispatch;
  private @Nullable PathCalibration calibration;

  /** Checks everything that can be checked without making the pipeline. */
  Kernel(PersistentBackend backend, KernelDescriptor descriptor, Field<F> field) {
    this.backend = backend;
    this.descriptor = descriptor;
    this.field = field;
    if (!descriptor.supports(field.shape())) {
      throw new UnsupportedFieldException(
          descriptor
              + " has no module for "
              + field
              + ", which has limb shape "
              + field.shape()
              + "; it has modules for "
              + descriptor.shapes());
    }
    descriptor.requirements().stream()
        .filter(feature -> !backend.plan().enabledFeatures().contains(feature))
        .findFirst()
        .ifPresent(
            feature -> {
              throw new MissingFeatureException(
                  descriptor
                      + " needs "
                      + feature
                      + ", which device \""
                      + backend.plan().report().name()
                      + "\" lacks; choose another device");
            });
    requireWithinLimits(backend.plan().report().limits());
  }

  private void requireWithinLimits(DeviceLimits limits) {
    if (descriptor.pushConstantBytes() > limits.maxPushConstantsSize()) {
      throw new MissingFeatureException(
          descriptor
              + " pushes "
              + descriptor.pushConstantBytes()
              + " bytes of constants, but the device takes "
              + limits.maxPushConstantsSize());
    }
    if (descriptor.descriptorSets() > limits.maxBoundDescriptorSets()) {
      throw new MissingFeatureException(
          descriptor
              + " uses "
              + descriptor.descriptorSets()
              + " descriptor sets, but the device takes "
              + limits.maxBoundDescriptorSets());
    }
    if (descriptor.workgroupInvocations() > limits.maxComputeWorkGroupInvocations()) {
      throw new MissingFeatureException(
          descriptor
              + " has workgroups of "
              + descriptor.workgroupInvocations()
              + " invocations, but the device takes "
              + limits.maxComputeWorkGroupInvocations());
    }
  }

  /** Returns the backend that the kernel runs on. */
  public PersistentBackend backend() {
    return backend;
  }

  /** Returns the kernel's description. */
  public KernelDescriptor descriptor() {
    return descriptor;
  }

  /** Returns the field. */
  public Field<F> field() {
    return field;
  }

  /**
   * Starts a dispatch on device vectors. It is this thread's until it is closed; other threads that
   * ask for one wait.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public Dispatch<F> dispatch() {
    return dispatchFrame().open();
  }

  private synchronized Dispatch<F> dispatchFrame() {
    backend.requireOpen();
    Dispatch<F> frame = dispatch;
    if (frame == null) {
      frame = new Dispatch<>(this, pipeline());
      dispatch = frame;
    }
    return frame;
  }

  /** Starts a job on host vectors. */
  public Job.Builder<F> job() {
    return new Job.Builder<>(this);
  }

  /** Returns the pipeline, made on first use. */
  synchronized ComputePipeline pipeline() {
    ComputePipeline made = pipeline;
    if (made == null) {
      backend.requireOpen();
      made =
          new ComputePipeline(
              backend.device(), backend.pipelineCache(), descriptor, spirv(), specialization());
      pipeline = made;
    }
    return made;
  }

  /** Returns the binding set number {@code index} of the batch executor's, made on first use. */
  synchronized BindingSet bindingSet(int index) {
    return bindingSets.computeIfAbsent(index, ignored -> pipeline().newBindingSet());
  }

  private byte[] spirv() {
    String resource = descriptor.spirv(field.shape());
    try (InputStream in = open(resource)) {
      if (in == null) {
        throw new KernelResourceException(
            "resource " + resource + " of kernel " + descriptor + " is not on the class path");
      }
      return requireSpirv(resource, in.readAllBytes());
    } catch (IOException e) {
      throw new KernelResourceException(
          "resource " + resource + " of kernel " + descriptor + " cannot be read", e);
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

  private @Nullable InputStream open(String resource) throws IOException {
    InputStream own = descriptor.declaration().getModule().getResourceAsStream(resource);
    return own != null
        ? own
        : descriptor.declaration().getClassLoader().getResourceAsStream(resource);
  }

  private SpecializationData specialization() {
    SpecializationData data = new SpecializationData();
    for (SpecializationDescriptor constant : descriptor.specializations()) {
      data.put(constant.id(), constant.bytes(), constant.bits());
    }
    boolean cpu = backend.plan().report().type() == DeviceType.CPU;
    data.put(SpecializationIds.CPU_DEVICE, Integer.BYTES, cpu ? 1 : 0);
    putWords(data, SpecializationIds.MODULUS, field.modulus());
    putWords(data, SpecializationIds.R, field.r());
    putWords(data, SpecializationIds.R_SQUARED, field.rSquared());
    data.put(SpecializationIds.N0_INV, FIELD_CONSTANT_BYTES, field.n0Inv() & 0xffff_ffffL);
    data.put(SpecializationIds.N0_INV + 1, FIELD_CONSTANT_BYTES, field.n0Inv() >>> Integer.SIZE);
    return data;
  }

  private void putWords(SpecializationData data, int firstId, BigInteger value) {
    long[] words = ElementWords.of(value, field.shape());
    for (int w = 0; w < words.length; w++) {
      data.put(firstId + w, FIELD_CONSTANT_BYTES, words[w]);
    }
  }

  /** Returns the workgroups of a dispatch over {@code elements}; shaders stride if it is capped. */
  int workgroups(long elements) {
    long wanted =
        (elements + descriptor.workgroupInvocations() - 1) / descriptor.workgroupInvocations();
    return (int) Math.min(wanted, backend.plan().report().limits().maxComputeWorkGroupCountX());
  }

  /** Returns the path that is predicted to be faster for {@code elements} elements in all. */
  synchronized TransferPath path(long elements) {
    if (backend.plan().hostVisibleOnly()) {
      return TransferPath.HOST_VISIBLE;
    }
    PathCalibration measured = calibration;
    if (measured == null) {
      measured = backend.calibrator().calibrate(this);
      calibration = measured;
    }
    return measured.choose(elements);
  }

  /** Returns once no thread is submitting a dispatch; the backend is closed, so none starts one. */
  void awaitDispatches() {
    Dispatch<F> frame;
    synchronized (this) {
      frame = dispatch;
    }
    if (frame != null) {
      frame.open().close();
    }
  }

  /** Frees what the kernel made. Called by the backend, once nothing runs. */
  synchronized void free() {
    if (dispatch != null) {
      dispatch.free();
    }
    bindingSets.values().forEach(BindingSet::close);
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Override
  public String toString() {
    return descriptor + "<" + field + ">";
  }
}
