// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.MODULE;
import static io.fieldstone.processor.diagnostic.Message.shown;

import io.fieldstone.processor.model.Target;
import io.fieldstone.processor.spirv.SpirvVersion;

/**
 * What is said of modules of SPIR-V; the method that makes a message has the name of its {@link
 * Diagnostic}.
 */
public final class ModuleMessages {

  private ModuleMessages() {}

  public static Message resourceNameMalformed(CharSequence name) {
    return RESOURCE_NAME_MALFORMED.says(
        "'"
            + shown(name)
            + "' does not name a resource; write its path from the root of the class path, such as 'shaders/add_{shape}.spv'.");
  }

  public static Message resourceMissing(String resource, String suggestion) {
    return RESOURCE_MISSING.says(
        "SPIR-V '"
            + shown(resource)
            + "' was found neither on the class path or module path nor among this module's resources; compile the shader before Java, or correct the name."
            + shown(suggestion));
  }

  public static Message resourceMissingForShapes(String resource, String suggestion) {
    return RESOURCE_MISSING_FOR_SHAPES.says(
        "SPIR-V '"
            + shown(resource)
            + "' was found for no limb shape (1x32, 1x64 to 16x64), neither on the class path or module path nor among this module's resources; compile the shader before Java, or correct the name."
            + shown(suggestion));
  }

  public static Message resourceMissingForField(
      String resource, String shapes, String field, Target target) {
    return RESOURCE_MISSING_FOR_FIELD.says(
        "SPIR-V '"
            + shown(resource)
            + "' exists for the limb shapes "
            + shown(shapes)
            + ", but field '"
            + shown(field)
            + "' has "
            + shown(target)
            + "; compile the shader for that shape too.");
  }

  public static Message resourceWithoutShape(String resource) {
    return RESOURCE_WITHOUT_SHAPE.says(
        "SPIR-V '"
            + shown(resource)
            + "' has a place for a field's limb shape or degree, but all vectors of the interface are of"
            + " integers; name the one module.");
  }

  public static Message degreesNotOfAll(CharSequence method, CharSequence other) {
    return DEGREES_NOT_OF_ALL.says(
        "Kernel method '"
            + shown(method)
            + "' has modules for prime fields only, so that '"
            + shown(other)
            + "', which has them for extension fields too, cannot be called with these; declare it in an"
            + " interface of its own.");
  }

  public static Message resourceUnreadable(String resource, String reason) {
    return RESOURCE_UNREADABLE.says(
        "SPIR-V '" + shown(resource) + "' cannot be read: " + shown(reason) + "; check the file.");
  }

  public static Message spirvNotSpirv(String resource, String reason) {
    return SPIRV_NOT_SPIRV.says(
        "'"
            + shown(resource)
            + "' is not SPIR-V: "
            + shown(reason)
            + "; name the compiled shader, not its source.");
  }

  public static Message spirvByteOrder(String resource, String reason) {
    return SPIRV_BYTE_ORDER.says(
        "SPIR-V '"
            + shown(resource)
            + "' has the wrong byte order: "
            + shown(reason)
            + "; compile it for a little-endian target.");
  }

  public static Message spirvTruncated(String resource, String reason) {
    return SPIRV_TRUNCATED.says(
        "SPIR-V '"
            + shown(resource)
            + "' is truncated: "
            + shown(reason)
            + "; compile or copy it again.");
  }

  public static Message spirvInvalid(String resource, String reason) {
    return SPIRV_INVALID.says(
        "SPIR-V '"
            + shown(resource)
            + "' is invalid: "
            + shown(reason)
            + "; compile it again and run spirv-val on it.");
  }

  public static Message spirvRuleBroken(String rule) {
    return SPIRV_RULE_BROKEN.says(
        MODULE
            + " breaks a rule of SPIR-V or Vulkan 1.2: "
            + shown(rule)
            + "; correct it, and compile it with a compiler that is up to date.");
  }

  public static Message validatorStopped(String reason) {
    return VALIDATOR_STOPPED.says(
        "SPIRV-Tools' validator came to no end with "
            + MODULE
            + " ("
            + shown(reason)
            + "), nor will drivers; compile it again, or make it smaller.");
  }

  public static Message spirvVersion(SpirvVersion version, SpirvVersion most) {
    return SPIRV_VERSION.says(
        MODULE
            + " has version "
            + shown(version)
            + ", but Vulkan 1.2 takes at most "
            + shown(most)
            + "; compile it for vulkan1.2.");
  }

  public static Message entryPointMissing(String entryPoint, String found, String suggestion) {
    return ENTRY_POINT_MISSING.says(
        MODULE
            + " has no entry point '"
            + shown(entryPoint)
            + "' but "
            + shown(found)
            + "; correct 'entryPoint'."
            + shown(suggestion));
  }

  public static Message entryPointNotCompute(String entryPoint, String stage) {
    return ENTRY_POINT_NOT_COMPUTE.says(
        "Entry point '"
            + shown(entryPoint)
            + "' of "
            + MODULE
            + " is a "
            + shown(stage)
            + " shader; a kernel is a compute shader (GLCompute).");
  }

  public static Message workgroupSizeDiffers(String declared, String found) {
    return WORKGROUP_SIZE_DIFFERS.says(
        "The workgroup size is declared as "
            + shown(declared)
            + ", but "
            + MODULE
            + " has "
            + shown(found)
            + "; correct either, or leave 'workgroupSize' out.");
  }

  public static Message workgroupSizeAbsent() {
    return WORKGROUP_SIZE_ABSENT.says(
        MODULE + " gives no workgroup size; add 'layout(local_size_x = N) in' to the shader.");
  }

  public static Message workgroupSizeComputed() {
    return WORKGROUP_SIZE_COMPUTED.says(
        MODULE
            + " computes its workgroup size from specialization constants; make each dimension a constant of its own.");
  }

  public static Message workgroupSizeImpossible(String size) {
    return WORKGROUP_SIZE_IMPOSSIBLE.says(
        MODULE
            + " has workgroup size "
            + shown(size)
            + ", but each dimension is at least 1 and their product below 2^31; correct the shader or the specialization constant.");
  }

  public static Message workgroupSizeVaries(String size, String other, String otherSize) {
    return WORKGROUP_SIZE_VARIES.says(
        MODULE
            + " has workgroup size "
            + shown(size)
            + ", but "
            + shown(other)
            + " has "
            + shown(otherSize)
            + "; a kernel has one for all its modules.");
  }

  public static Message capabilityUnsupported(String capability) {
    return CAPABILITY_UNSUPPORTED.says(
        MODULE
            + " needs capability "
            + shown(capability)
            + ", which Fieldstone does not enable; compile the shader without it.");
  }

  public static Message extensionUnsupported(String extension) {
    return EXTENSION_UNSUPPORTED.says(
        MODULE
            + " uses extension '"
            + shown(extension)
            + "', which Vulkan 1.2 does not include; compile the shader without it.");
  }

  public static Message featureDerived(String features) {
    return FEATURE_DERIVED.says(
        MODULE
            + " needs "
            + shown(features)
            + " beside the declared features, so the generated requirements include it; add it to 'requires'.");
  }

  public static Message sharedMemoryLarge(long bytes) {
    return SHARED_MEMORY_LARGE.says(
        MODULE
            + " uses "
            + shown(bytes)
            + " bytes of shared memory, but devices need to offer 16384 only; use less to run everywhere, or, if its callers look at the limits of the device, say 'largeSharedMemory = true'.");
  }

  public static Message sharedMemoryImpossible(long bytes) {
    return SHARED_MEMORY_IMPOSSIBLE.says(
        MODULE
            + " uses "
            + shown(bytes)
            + " bytes of shared memory, but devices need to offer 16384 only, and none has 1048576; keep in it what the threads of one workgroup exchange.");
  }

  public static Message workgroupLarge(long invocations) {
    return WORKGROUP_LARGE.says(
        MODULE
            + " has "
            + shown(invocations)
            + " invocations in a workgroup, but devices need to offer 128 only, and those of the Roadmap 2022 profile 256; use fewer to run everywhere.");
  }

  public static Message workgroupNotInLine(String size) {
    return WORKGROUP_NOT_IN_LINE.says(
        MODULE
            + " has workgroup size "
            + shown(size)
            + ", but the grid is one-dimensional, so that elements that share an x are worked on more than once; use 'local_size_x' alone.");
  }

  public static Message workgroupSizeUnfixed(String dimension, int id, long value) {
    return WORKGROUP_SIZE_UNFIXED.says(
        MODULE
            + " takes its workgroup size in "
            + shown(dimension)
            + " from constant_id "
            + shown(id)
            + ", which is "
            + shown(value)
            + " since the declaration does not fix it; add 'specialize = @Specialized(id = "
            + shown(id)
            + ", value = ...)'.");
  }

  public static Message gridStrideAbsent() {
    return GRID_STRIDE_ABSENT.says(
        MODULE
            + " never reads gl_NumWorkGroups, so that it has an invocation for each element; it is right, but cannot be given fewer where that is faster, as over the bus; let each invocation go on by gl_NumWorkGroups.x * gl_WorkGroupSize.x until 'count'.");
  }

  public static Message gridStrideUnused() {
    return GRID_STRIDE_UNUSED.says(
        MODULE
            + " declares gl_NumWorkGroups, so that it is given fewer invocations than there are elements, but goes on by its x nowhere, so that elements are left out; let each invocation go on by gl_NumWorkGroups.x * gl_WorkGroupSize.x until 'count'.");
  }

  public static Message gridStrideWrong(long step, long size) {
    return GRID_STRIDE_WRONG.says(
        MODULE
            + " goes on by gl_NumWorkGroups.x * "
            + shown(step)
            + ", but has "
            + shown(size)
            + " invocations in a workgroup, so that elements are left out or worked on more than once; go on by gl_NumWorkGroups.x * gl_WorkGroupSize.x.");
  }

  public static Message gridStrideFixed(long step, int id) {
    return GRID_STRIDE_WRONG.says(
        MODULE
            + " goes on by gl_NumWorkGroups.x * "
            + shown(step)
            + ", but its workgroup size is constant_id "
            + shown(id)
            + ", which may be specialized to others; go on by gl_NumWorkGroups.x * gl_WorkGroupSize.x.");
  }

  public static Message setsMany(CharSequence parameter, int set) {
    return SETS_MANY.says(
        "Parameter '"
            + shown(parameter)
            + "' is in descriptor set "
            + shown(set)
            + " of "
            + MODULE
            + ", but devices need to offer the sets 0 to 3 only; use one of these to run everywhere.");
  }
}
