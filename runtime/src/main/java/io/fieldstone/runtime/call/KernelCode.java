// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.runtime.device.DeviceLimits;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.ConstantsDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kernel's modules of one strategy, on type arguments and an open device. Pipelines are made on
 * first use and kept: one per form of call, or two where the module tells apart whether all vectors
 * are in the device's own memory. Owned by a {@link KernelTable}. Thread-safe.
 */
public final class KernelCode {

  private final OpenDevice device;

  private final KernelDescriptor descriptor;
  private final CallTypes types;
  private final String strategy;
  private final DeviceType shadersFor;
  private final ArgumentRules rules;
  private final PlacementRules placement;
  private final PipelineTable pipelines = new PipelineTable();

  /**
   * Checks everything that can be checked without making a pipeline.
   *
   * @param strategy the strategy, empty if the kernel has none
   * @param shadersFor the type of device that the shaders are specialized for
   */
  KernelCode(
      OpenDevice device,
      KernelDescriptor descriptor,
      CallTypes types,
      String strategy,
      DeviceType shadersFor) {
    requireFits(device, descriptor, types);
    this.device = device;
    this.descriptor = descriptor;
    this.types = types;
    this.strategy = strategy;
    this.shadersFor = shadersFor;
    this.rules = new ArgumentRules(device, types, descriptor);
    this.placement = new PlacementRules(device, types, descriptor);
  }

  /**
   * Throws unless a kernel has a module for its type arguments, stays within the device's limits,
   * has its constants below the modulus, and the extension and the curve have the small constants
   * that its modules ask for.
   *
   * @throws MissingFeatureException if it exceeds a limit
   * @throws io.fieldstone.runtime.error.ElementRangeException if a constant of its declaration is
   *     not below the modulus
   * @throws UnsupportedFieldException if it has no module, or one that asks for a small constant
   *     that there is not
   */
  public static void requireFits(OpenDevice device, KernelDescriptor descriptor, CallTypes types) {
    requireModule(descriptor, types);
    DeviceLimits limits = device.plan().report().limits();
    int pushed = descriptor.pushConstantBytes(types.shape());
    requireWithin(
        descriptor + " pushes " + pushed + " bytes of constants",
        pushed,
        limits.maxPushConstantsSize());
    requireWithin(
        descriptor + " uses " + descriptor.descriptorSets() + " descriptor sets",
        descriptor.descriptorSets(),
        limits.maxBoundDescriptorSets());
    requireWithin(
        descriptor + " has " + descriptor.places().size() + " vectors",
        descriptor.places().size(),
        limits.maxStorageBuffers());
    int invocations = descriptor.workgroupInvocations();
    requireWithin(
        descriptor + " has workgroups of " + invocations + " invocations",
        invocations,
        limits.maxComputeWorkGroupInvocations());
    for (ConstantsDescriptor constants : descriptor.constants()) {
      ConstantTable.values(descriptor, constants, types.field());
    }
    SmallConstants.require(descriptor, types);
  }

  /** Not every shape has every degree. */
  private static void requireModule(KernelDescriptor descriptor, CallTypes types) {
    if (descriptor.degrees().size() != 1
        && !SpirvResource.exists(descriptor, portable(descriptor, types))) {
      throw new UnsupportedFieldException(
          descriptor
              + " has no module for "
              + types.arguments().get(0)
              + ", which has limb shape "
              + types.shape()
              + " and is of degree "
              + types.degree());
    }
  }

  private static String portable(KernelDescriptor descriptor, CallTypes types) {
    String strategy =
        descriptor.strategies().isEmpty() ? "" : descriptor.strategies().get(0).name();
    return descriptor.spirv(types.shape(), types.degree(), strategy);
  }

  private static void requireWithin(String what, int wanted, int limit) {
    if (wanted > limit) {
      throw new MissingFeatureException(what + ", but the device takes " + limit);
    }
  }

  OpenDevice device() {
    return device;
  }

  /** Returns the kernel's description. */
  public KernelDescriptor descriptor() {
    return descriptor;
  }

  /** Returns the type arguments. */
  public CallTypes types() {
    return types;
  }

  /** Returns the prime field of the arithmetic. */
  public Field<?> field() {
    return types.field();
  }

  /** Returns the strategy, empty if the kernel has none. */
  public String strategy() {
    return strategy;
  }

  /** Returns what the vectors of a call must have in common. */
  public ArgumentRules rules() {
    return rules;
  }

  /** Returns where the vectors of a call may lie. */
  PlacementRules placement() {
    return placement;
  }

  /**
   * Returns the pipeline of calls of a form, made on first use, inside the gate; nobody waits
   * meanwhile but who wants the same. A kernel that gives each of its vectors a form has but one
   * form of call.
   *
   * @param resident whether all vectors are in the device's own memory
   */
  public KernelPipeline pipeline(ElementForm form, boolean resident) {
    ElementForm ofCall = rules.formIsOfCall() ? form : rules.ownForm();
    @Nullable KernelPipeline known = pipelines.find(ofCall, resident);
    return known != null ? known : make(ofCall, resident);
  }

  private KernelPipeline make(ElementForm ofCall, boolean resident) {
    byte[] spirv = SpirvResource.read(descriptor, types.shape(), types.degree(), strategy);
    boolean apart = ModuleDecorations.declaresConstant(spirv, SpecializationIds.RESIDENT);
    return pipelines.make(
        ofCall,
        resident,
        apart,
        () -> {
          device.gate().requireOpen();
          return new KernelPipeline(this, spirv, ofCall, resident, shadersFor);
        });
  }

  /** Makes a pipeline if it was not yet; for threads that are not inside the gate. */
  public void prepare(ElementForm form, boolean resident) {
    device.gate().inside(() -> pipeline(form, resident));
  }

  /** Makes the pipelines that {@code other} has, of the same kernel; outside the gate. */
  public void prepareLike(KernelCode other) {
    other.pipelines.forEach(this::prepare);
  }

  /**
   * Returns what {@code facts} knows of the pipeline of calls of a form on vectors in the device's
   * own memory, which is made if it was not yet; for threads that are not inside the gate.
   */
  public <T> T describe(ElementForm form, Function<ComputePipeline, T> facts) {
    return device.gate().inside(() -> facts.apply(pipeline(form, true).pipeline()));
  }

  /** Returns how many elements of a layout one binding can cover. */
  public long maxBindingElements(SegmentLayout layout) {
    long elements = device.plan().report().limits().maxStorageBufferRange() / layout.elementBytes();
    return elements / layout.granule() * layout.granule();
  }

  /** Frees the pipelines, once nothing of them runs. Idempotent. */
  void free() {
    pipelines.drain().forEach(KernelPipeline::free);
  }

  @Override
  public String toString() {
    return types.toString();
  }
}
